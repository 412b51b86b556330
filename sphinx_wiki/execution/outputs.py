"""What outputs may hold in a site that asks nobody else for anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from myst_nb.core.render import base_render_priority
from nbformat import NotebookNode
from nbformat.v4 import new_output

_PLOTLY = "application/vnd.plotly.v1+json"
_WIDGET = "application/vnd.jupyter.widget-view+json"
_SCRIPTS = ("text/html", "application/javascript", "image/svg+xml")

# What loads something when the page is opened; links that a reader follows do not.
_LOADS = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio|embed)\b[^>]*?\s(?:src|href)\s*=\s*
        ["']?(?P<tag>(?:https?:)?//[^\s"'>]+)
      | (?:\bimport\s*\(?|\bfrom|\bfetch\(|\brequire\(\[?|\burl\(|\bimportScripts\()\s*
        ["']?(?P<call>https?://[^\s"')]+)
      | ["'](?P<text>https?://(?:cdn|unpkg|esm|cdnjs)\b[^\s"']+)["']""",
    re.VERBOSE | re.IGNORECASE,
)

_STYLED = re.compile(r'<table id="(T_[0-9a-f]{5})"')
_HANDLE = re.compile(
    r"<(?:matplotlib|mpl_toolkits|seaborn)\.[\w.]+|<Axes\b|<Figure\b|<\w+Container object|\AText\("
)

# By what its address holds: a library, and what to do.
_LIBRARIES: Mapping[str, tuple[str, str]] = {
    "vega": (
        "Altair",
        (
            "After 'pip install vl-convert-python' the line alt.renderers.enable('svg') makes its "
            "charts pictures"
        ),
    ),
    "bokeh": ("Bokeh", "Call output_notebook() without resources: it is offline then"),
    "mathjax": ("MathJax", "The wiki draws formulas itself; leave it out of the output"),
    "plotly": ("Plotly", "Show the figure itself: it is drawn offline"),
    "require": ("RequireJS", "What needs it is made for live notebooks"),
    "leaflet": ("Leaflet", "Maps with tiles need the network; plotly.express.scatter_geo does not"),
    "cartocdn": (
        "Plotly", "Maps with tiles need the network; scatter_geo and choropleth do not"
    ),
    "openstreetmap": (
        "Plotly", "Maps with tiles need the network; scatter_geo and choropleth do not"
    ),
}  # fmt: skip

_TILED = re.compile(r"^(?:scatter|choropleth|density)map(?:box)?$")
_LIBRARY_SIZE = 200_000
"""From how many characters on a text is a library, which names addresses that it does not load."""


def simplify(
    outputs: Iterable[NotebookNode], *, widgets: bool, markdown: bool = False
) -> list[NotebookNode]:
    """Give *outputs* with what can be shown offline in place of what cannot.

    :param widgets: whether conf.py names scripts that draw ipywidgets.
    :param markdown: whether what was printed is Markdown.
    """
    kept = list(outputs)
    if any(_has_picture(output) for output in kept):
        kept = [output for output in kept if not _is_handle(output)]
    return [_simplified(output, widgets=widgets, markdown=markdown) for output in kept]


def _has_picture(output: Mapping[str, Any]) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data") or ())


def _is_handle(output: Mapping[str, Any]) -> bool:
    """Tell whether *output* is only the object that a call of matplotlib's gave, beside a picture.

    It says nothing to a reader, and names an address in memory that changes with every run.
    """
    data = output.get("data") or {}
    text = data.get("text/plain")
    return data.keys() == {"text/plain"} and bool(_HANDLE.search(str(text)))


def _simplified(output: NotebookNode, *, widgets: bool, markdown: bool) -> NotebookNode:
    if markdown and output.output_type == "stream" and output.name == "stdout":
        printed: NotebookNode = new_output("display_data", data={"text/markdown": output.text})
        return printed
    data = output.get("data")
    if data is None:
        return output
    if _WIDGET in data and not widgets:
        del data[_WIDGET]
    if _PLOTLY in data:
        # Every format shows the figure from its data, or says its name.
        output["data"] = {_PLOTLY: data[_PLOTLY]}
        return output
    shown = _shown_kinds(data)
    output["data"] = {kind: data[kind] for kind in data if kind in shown}
    if isinstance(html := output["data"].get("text/html"), str):
        output["data"]["text/html"] = _steady(html)
    return output


def _steady(html: str) -> str:
    """Give a styled table of pandas a name made of what it holds; its own is another each time.

    >>> _steady('<table id="T_0a1b2">') == _steady('<table id="T_3c4d5">')
    True
    """
    name = _STYLED.search(html)
    if name is None:
        return html
    anonymous = html.replace(name[1], "")
    digest = hashlib.sha256(anonymous.encode()).hexdigest()
    return html.replace(name[1], f"T_{digest[:8]}")


def _shown_kinds(data: Iterable[str]) -> set[str]:
    """Give those kinds of an output that some builder shows; the others need no place."""
    kinds = set(data)
    shown: set[str] = set()
    for priorities in base_render_priority().values():
        ranked = sorted((rank, kind) for kind, rank in priorities.items() if kind in kinds)
        shown.update(kind for _rank, kind in ranked[:1])
    # Other extensions may show what MyST-NB does not know.
    return shown or kinds


def remote(outputs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give each address that a page with *outputs* would load from elsewhere.

    >>> list(remote([{"data": {"text/html": '<script src="https://cdn.example.org/a.js">'}}]))
    ['https://cdn.example.org/a.js']
    """
    found: dict[str, None] = {}
    for output in outputs:
        for kind, content in (output.get("data") or {}).items():
            if kind in _SCRIPTS and isinstance(content, str):
                found.update(dict.fromkeys(_addresses(content)))
            elif kind == _PLOTLY and isinstance(content, Mapping):
                found.update(dict.fromkeys(_tiles(content)))
    yield from found


def _addresses(text: str) -> Iterator[str]:
    for match in _LOADS.finditer(text):
        if match["tag"]:
            yield match["tag"]
        elif len(text) < _LIBRARY_SIZE:
            yield match["call"] or match["text"]


def _tiles(figure: Mapping[str, Any]) -> Iterator[str]:
    """Give where the tiles of a Plotly map come from."""
    layout = figure.get("layout") or {}
    for trace in figure.get("data") or ():
        if not _TILED.match(str(trace.get("type"))):
            continue
        place = layout.get(trace.get("subplot") or "map") or layout.get("mapbox") or {}
        style = place.get("style")
        if style == "open-street-map":
            yield "https://tile.openstreetmap.org"
        elif isinstance(style, str) and style.startswith("http"):
            yield style
        elif style != "white-bg":
            yield "https://basemaps.cartocdn.com"


def library(address: str) -> tuple[str, str]:
    """Give the library that is loaded from *address* and what to do about it, if we know.

    >>> library("https://cdn.jsdelivr.net/npm/vega@5")[0]
    'Altair'
    """
    low = address.lower()
    return next((known for name, known in _LIBRARIES.items() if name in low), ("", ""))


def has_widgets(outputs: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether an output is a widget of ipywidgets."""
    return any(_WIDGET in (output.get("data") or {}) for output in outputs)
