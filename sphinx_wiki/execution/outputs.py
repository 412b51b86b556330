"""What outputs may hold in a site that asks nobody else for anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

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

_ADVICE: Mapping[str, str] = {
    "vega": "Save Altair's chart with chart.save('chart.svg') and show the picture",
    "bokeh": "With Bokeh, call bokeh.io.output_notebook(bokeh.resources.INLINE) first",
    "mathjax": "Formulas of the wiki need no MathJax; leave it out of the output",
    "plotly": "Plotly's figures are drawn offline when pio.renderers.default is left as it is",
    "leaflet": "Maps with tiles need the network; plotly.express.scatter_geo does not",
}


def simplify(outputs: Iterable[NotebookNode], *, widgets: bool) -> list[NotebookNode]:
    """Give *outputs* with what can be shown offline in place of what cannot.

    :param widgets: whether conf.py names scripts that draw ipywidgets.
    """
    return [_simplified(output, widgets=widgets) for output in outputs]


def _simplified(output: NotebookNode, *, widgets: bool) -> NotebookNode:
    data = output.get("data")
    if data is None:
        return output
    if _PLOTLY in data:
        # The same figure again, with all of its library.
        data.pop("text/html", None)
    if _WIDGET in data and not widgets:
        del data[_WIDGET]
    return output


def remote(outputs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Give each address that a page with *outputs* would load from elsewhere.

    >>> list(remote([{"data": {"text/html": '<script src="https://cdn.example.org/a.js">'}}]))
    ['https://cdn.example.org/a.js']
    """
    found: dict[str, None] = {}
    for output in outputs:
        for kind, text in (output.get("data") or {}).items():
            if kind in _SCRIPTS and isinstance(text, str):
                for match in _LOADS.finditer(text):
                    found[match["tag"] or match["call"] or match["text"]] = None
    yield from found


def advice(address: str) -> str:
    """Give what to do about a library at *address*, if we know it.

    >>> advice("https://cdn.jsdelivr.net/npm/vega@5")[:5]
    ' Save'
    """
    low = address.lower()
    return next((f" {words}." for name, words in _ADVICE.items() if name in low), "")


def has_widgets(outputs: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether an output is a widget of ipywidgets."""
    return any(_WIDGET in (output.get("data") or {}) for output in outputs)
