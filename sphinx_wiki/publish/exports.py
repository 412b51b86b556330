"""Files for other programs: ``wiki.json`` and ``sources.bib``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import read_entries
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts import bibtex
from sphinx_wiki.facts.export import lines_of, wiki_json
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.settling.standing import published
from sphinx_wiki.site import build_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx


_WIKI = "wiki.json"


def write_exports(app: Sphinx, wiki: Wiki) -> frozenset[str]:
    """Write every file for other programs; give them."""
    out, site = Path(app.outdir), build_site(app.env)
    domain, known = wiki_domain(app.env), {}
    if domain.alike is not None and published(app, domain.alike.last, {_WIKI}):
        lines = lines_of((out / _WIKI).read_bytes(), wiki)
        known = {name: lines[name] for name in lines.keys() - domain.alike.affected}
    data = wiki_json(wiki, app.builder.get_target_uri, site.image_uri, known)
    text = bibtex.write(wiki.sources, read_entries(app.env))
    files = {_WIKI: data, "sources.bib": text.encode()}
    for name, content in files.items():
        write_if_changed(out / name, content)
    return frozenset(files)
