"""Tabs: ``::: {.panel-tabset}``, with a heading for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

from sphinx_wiki.dialects.quarto.boxes import Div, draw, draw_box, parts, place
from sphinx_wiki.dialects.tabs import append_tab

if TYPE_CHECKING:
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_OWN = ("panel-tabset", "nav-pills", "nav-tabs")


def draw_tabset(self: SphinxRenderer, div: Div) -> bool:
    """Make a set of tabs; what stands before the first heading stands above it."""
    if "panel-tabset" not in div.attributes.classes:
        return False
    before, *items = parts(div.content)
    if not items:
        draw_box(self, div, nodes.container("", is_div=True))
        return True
    draw(self, before)
    others = [name for name in div.attributes.classes if name not in _OWN]
    tabs = create_component("tab-set", classes=["sd-tab-set", *others])
    place(self, div, tabs)
    group = div.attributes.values.get("group", "")
    with self.current_node_context(tabs, append=True):
        for heading, *content in items:
            chosen = "active" in str(heading.attrs.get("class", "")).split()
            append_tab(self, heading, content, chosen=chosen, group=group)
    return True
