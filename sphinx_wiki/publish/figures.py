"""What figures and diagrams are drawn with, and still pictures of figures, where there are some."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.diagrams import LIBRARY as DIAGRAMS
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.figures.library import library, script
from sphinx_wiki.figures.pictures import picture
from sphinx_wiki.figures.plotly import COUNTRIES, countries, has_map
from sphinx_wiki.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def copy_figures(app: Sphinx) -> set[str]:
    """Copy what the site's figures need; give the files, from the site's root."""
    domain = wiki_domain(app.env)
    figures = domain.figures.values()
    needed: dict[str, bytes] = {}
    # A page with figures of several notes needs the largest of what these need.
    for build in {library(each.traces) for each in figures}:
        needed[f"_static/{build.name}"] = script(build)
    if domain.has_diagrams:
        needed[f"_static/{DIAGRAMS.name}"] = DIAGRAMS.read_bytes()
    if any(has_map(each.traces) for each in figures):
        needed[f"_static/{COUNTRIES}"] = countries().encode()
    for each in figures:
        for name in each.pictures:
            if path := picture(app.env, name):
                needed[f"_images/{path.name}"] = path.read_bytes()
    for target, data in needed.items():
        write_if_changed(Path(app.outdir) / target, data)
    return set(needed)
