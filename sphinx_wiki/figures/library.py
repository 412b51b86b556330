"""What draws a figure: the smallest published build of plotly.js with its kinds of traces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import plotly

VENDOR = Path(__file__).parent / "vendor"

WHOLE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
"""Draws every kind."""

_BASIC = frozenset(("bar", "pie", "scatter"))
_CARTESIAN = _BASIC | {
    "box",
    "contour",
    "heatmap",
    "histogram",
    "histogram2d",
    "histogram2dcontour",
    "image",
    "scatterternary",
    "violin",
}
# Chromium then compiles while the script loads, and not while it runs, when the page would
# not answer; to others it is a comment. See https://v8.dev/blog/explicit-compile-hints.
_COMPILE_ALL = b"//# allFunctionsCalledOnLoad\n"
# The smallest first; each draws what those before it draw.
_BUILDS: Sequence[tuple[Path, frozenset[str]]] = (
    (VENDOR / "plotly-basic.min.js", _BASIC),
    (VENDOR / "plotly-cartesian.min.js", _CARTESIAN),
)


def traces(figure: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the kinds of traces of *figure*, also of its frames, sorted.

    >>> traces({"data": [{"type": "bar"}, {}], "frames": [{"data": [{"type": "pie"}]}]})
    ('bar', 'pie', 'scatter')
    """
    data = [figure.get("data"), *(frame.get("data") for frame in figure.get("frames") or ())]
    return tuple(
        sorted({str(trace.get("type") or "scatter") for each in data for trace in each or ()})
    )


def library(kinds: Iterable[str]) -> Path:
    """Give the smallest build that draws all *kinds* of traces.

    >>> library(["bar", "violin"]).name
    'plotly-cartesian.min.js'
    """
    wanted = frozenset(kinds)
    return next((path for path, drawn in _BUILDS if wanted <= drawn), WHOLE)


def script(build: Path) -> bytes:
    """Give what a site serves as *build*."""
    return _COMPILE_ALL + build.read_bytes()
