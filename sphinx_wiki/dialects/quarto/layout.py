"""Divs that put things beside each other: columns, grids, and what stands in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.dialects.quarto.boxes import Div, draw_box

if TYPE_CHECKING:
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_MARGIN = ("column-margin", "aside", "margin-aside")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_SPAN = re.compile(r"g-(?P<what>col|start)-(?:(?P<at>sm|md|lg|xl)-)?(?P<number>[1-9]|1[0-2])")
_WIDTHS = ("", "sm", "md", "lg", "xl")
"""The widths of a window from which a span counts, as in Bootstrap; the narrowest first."""


def draw_layout(self: SphinxRenderer, div: Div) -> bool:
    """Make a box that the style sheet lays out."""
    classes = list(div.attributes.classes)
    style = ""
    if "columns" in classes:
        classes.append("wiki-columns")
    elif "column" in classes:
        style = _width(div.attributes.values)
    elif "grid" in classes:
        classes.append("wiki-grid")
    elif any(name in classes for name in _MARGIN):
        classes.append("wiki-margin")
    elif columns := _number(div.attributes.values.get("layout-ncol", "")):
        classes.append("wiki-layout")
        style = f"--wiki-layout: {columns}"
    elif not (style := _spans(classes)):
        return False
    box = nodes.container("", is_div=True, classes=classes)
    if style:
        box["style"] = style
    draw_box(self, div, box)
    return True


def _width(values: Mapping[str, str]) -> str:
    found = _WIDTH.fullmatch(values.get("width", ""))
    return f"flex-grow: {found[1]}" if found else ""


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9]|1[0-2]", text) else 0


def _spans(classes: Iterable[str]) -> str:
    """Give how many of twelve columns a part of a grid spans, for each width of the window.

    >>> _spans(["g-col-12", "g-col-lg-4"])
    '--wiki-span: 12; --wiki-span-lg: 4'
    """
    found = [match for name in classes if (match := _SPAN.fullmatch(name))]
    found.sort(key=lambda match: (match["what"], _WIDTHS.index(match["at"] or "")))
    names = {"col": "--wiki-span", "start": "--wiki-start"}
    return "; ".join(
        "-".join(filter(None, (names[match["what"]], match["at"]))) + f": {match['number']}"
        for match in found
    )
