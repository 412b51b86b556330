"""The libraries that figures are drawn with, in sites that have figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import plotly

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_COUNTRIES = Path(__file__).parents[1] / "figures" / "vendor" / "plotly-geo-assets.js"


def copy_libraries(app: Sphinx) -> set[str]:
    """Copy what the site's figures need; give the files, from the site's root."""
    figures = wiki_domain(app.env).figures.values()
    needed = [_LIBRARY] if figures else []
    if any(figures):
        needed.append(_COUNTRIES)
    for path in needed:
        write_if_changed(Path(app.outdir) / "_static" / path.name, path.read_bytes())
    return {f"_static/{path.name}" for path in needed}
