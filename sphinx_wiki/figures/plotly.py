"""Plotly's figures, as MyST-NB hands them over and as each writer shows them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_wiki.figures.library import VENDOR, traces

if TYPE_CHECKING:
    from myst_nb.core.render import MimeData, NbElementRenderer
    from sphinx.writers.html5 import HTML5Translator

_ = get_translation("sphinx_wiki")

MIME = "application/vnd.plotly.v1+json"
SCRIPT = "wiki-plotly.js"
COUNTRIES = "wiki-countries.js"
_COUNTRIES = VENDOR / "plotly-geo-assets.js"

# What says that a figure has Plotly's own template, which the wiki's takes the place of.
_DEFAULT_BACKGROUND = "#E5ECF6"
_HEIGHT = 450
WIDTH = 700
"""How wide a figure is on paper, in pixels, where it does not say so itself."""
_GEO = frozenset(("scattergeo", "choropleth"))
_TAG = re.compile(r"<[^>]*>")


class PlotlyFigure(nodes.General, nodes.Element):
    """One figure: ``figure`` is its JSON, ``name`` what a screen reader says.

    ``traces`` are the kinds of traces it has.
    """


PRIORITY = ("*", MIME, 1)
"""For ``nb_mime_priority_overrides``: in every format a figure comes before its other forms."""


class PlotlyRenderer:
    """Makes a node of a figure; found by MyST-NB among its entry points.

    These are asked in every project of a Python that has this package, also in those that
    are no wikis; so the priority is one of a wiki's configuration, and not declared here.
    """

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = ()

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: int
    ) -> list[nodes.Element] | None:
        """Give the node of the figure in *data*; ``None`` for what is no figure."""
        figure: Any = data.content
        env = getattr(renderer.renderer, "sphinx_env", None)
        if env is None or "wiki" not in env.domains:
            return None
        if inline or data.mime_type != MIME or not isinstance(figure, Mapping):
            return None
        return [figure_node(figure)]


def figure_node(figure: Mapping[str, Any]) -> PlotlyFigure:
    """Give the node of *figure*, with its template left out where it is Plotly's default."""
    layout = dict(figure.get("layout") or {})
    own = _has_own_colours(layout)
    if not own:
        layout.pop("template", None)
    config = {key: value for key, value in (figure.get("config") or {}).items() if value}
    config.pop("plotlyServerURL", None)
    kept = {"data": figure.get("data") or [], "layout": layout, "config": config}
    if figure.get("frames"):
        kept["frames"] = figure["frames"]
    height, width = layout.get("height"), layout.get("width")
    return PlotlyFigure(
        figure=json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        name=_title(layout),
        height=height if isinstance(height, (int, float)) else _HEIGHT,
        width=width if isinstance(width, (int, float)) else None,
        own=own,
        traces=traces(kept),
        classes=["output"],
    )


def visit_html(self: HTML5Translator, node: PlotlyFigure) -> None:
    """Write the place of a figure, its size reserved, and its data."""
    width = f";max-width:{node['width']:g}px" if node["width"] else ""
    name = node["name"] or _("Interactive figure")
    marked = {"own": node["own"], "geo": has_map(node["traces"])}
    marks = "".join(f" data-{key}" for key, is_so in marked.items() if is_so)
    self.body.append(
        f'<div class="wiki-plotly output" role="figure" aria-label="{escape(name)}" '
        f'style="height:{node["height"]:g}px{width}"{marks}>'
        f"<noscript>{_without_scripts(self, node, name)}</noscript>"
        f'<script type="application/json">{_in_script(node["figure"])}</script>'
        "</div>\n"
    )
    raise nodes.SkipNode


def _without_scripts(self: HTML5Translator, node: PlotlyFigure, name: str) -> str:
    if node.get("picture") is None:
        return f"<p>{escape(_('[Figure: {name}]').format(name=name))}</p>"
    folder = self.builder.imgpath
    size = f'width="{node["width"] or WIDTH:g}" height="{node["height"]:g}"'
    return f'<img src="{folder}/{node["picture"]}" alt="{escape(name)}" {size}>'


def _in_script(text: str) -> str:
    """Give JSON that cannot end the script element it stands in."""
    return text.replace("<", "\\u003c")


def has_map(kinds: Iterable[str]) -> bool:
    """Tell whether one of the *kinds* of traces is a map, which needs outlines of countries."""
    return not _GEO.isdisjoint(kinds)


def countries() -> str:
    """Give a script with the outlines of countries, where Plotly's own script looks for them.

    As it is published it takes the name of that script.
    """
    outlines = _COUNTRIES.read_text(encoding="utf-8")
    return (
        "(() => { const drawing = window.Plotly;\n"
        f"{outlines}\n"
        "window.PlotlyGeoAssets = window.Plotly; window.Plotly = drawing; })();\n"
    )


def _title(layout: Mapping[str, Any]) -> str:
    title = layout.get("title") or {}
    words = title.get("text") if isinstance(title, Mapping) else title
    return _TAG.sub("", str(words or "")).strip()


def _has_own_colours(layout: Mapping[str, Any]) -> bool:
    """Tell whether the author chose how the figure looks, by a template or by colours."""
    template = layout.get("template") or {}
    background = (template.get("layout") or {}).get("plot_bgcolor")
    if template and background not in (None, _DEFAULT_BACKGROUND):
        return True
    chosen = (layout.get("paper_bgcolor"), layout.get("plot_bgcolor"))
    return any(chosen) or bool((layout.get("font") or {}).get("color"))
