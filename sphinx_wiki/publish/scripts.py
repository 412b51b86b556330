"""The data files that pages load by ``<script src>``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.html.data import nav_script, notes_script
from sphinx_wiki.site import NAV_FILE, NOTES_FILE, build_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_scripts(app: Sphinx, wiki: Wiki) -> frozenset[str]:
    """Write the entries of all listings, and what the left column shows; give the files."""
    files, alike = frozenset({NOTES_FILE, NAV_FILE}), wiki_domain(app.env).alike
    if alike is not None and alike.lists and files <= alike.written:
        return files
    site, out = build_site(app.env), Path(app.outdir)
    listings = [listing for found in wiki.listings.values() for listing in found]
    write_if_changed(out / NOTES_FILE, notes_script(listings, site).encode())
    write_if_changed(out / NAV_FILE, nav_script(wiki.items.values(), site).encode())
    return files
