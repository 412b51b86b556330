"""Files for other programs: ``wiki.json`` and ``sources.bib``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibfiles import read_entries
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts import bibtex
from sphinx_wiki.facts.export import lines_of, wiki_json
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.site import build_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_WIKI = "wiki.json"
_SOURCES = "sources.bib"


def write_exports(app: Sphinx, wiki: Wiki) -> frozenset[str]:
    """Write every file for other programs; give them."""
    out, site = Path(app.outdir), build_site(app.env)
    alike, known = wiki_domain(app.env).alike, {}
    written = alike.written if alike is not None else frozenset()
    if alike is not None and _WIKI in written:
        lines = lines_of((out / _WIKI).read_bytes(), wiki)
        known = {name: lines[name] for name in lines.keys() - alike.affected}
    data = wiki_json(wiki, app.builder.get_target_uri, site.image_uri, known)
    write_if_changed(out / _WIKI, data)
    if _SOURCES not in written:
        text = bibtex.write(wiki.sources, read_entries(app.env))
        write_if_changed(out / _SOURCES, text.encode())
    return frozenset({_WIKI, _SOURCES})
