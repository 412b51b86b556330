"""Tabs: ``::: {.panel-tabset}``, with a heading for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

from sphinx_wiki.dialects.quarto.boxes import Div, draw, draw_box, parts, place

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
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
            _draw_item(self, heading, content, group)
    return True


def _draw_item(
    self: SphinxRenderer, heading: SyntaxTreeNode, content: list[SyntaxTreeNode], group: str
) -> None:
    label = nodes.rubric("", "", classes=["sd-tab-label"])
    self.add_line_and_source_path(label, heading)
    with self.current_node_context(label):
        self.render_children(heading)
    if group:
        # Tabs of one name change together, on all pages.
        label["sync_group"], label["sync_id"] = group, label.astext()
    self.copy_attributes(heading, label, ("id",))
    chosen = "active" in str(heading.attrs.get("class", "")).split()
    item = create_component("tab-item", classes=["sd-tab-item"], selected=chosen)
    body = create_component("tab-content", classes=["sd-tab-content"])
    for node in (item, body):
        self.add_line_and_source_path(node, heading)
    item += [label, body]
    self.current_node.append(item)
    with self.current_node_context(body):
        draw(self, content)
