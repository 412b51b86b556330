"""One tab of a set, whichever program's tabs they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def append_tab(
    self: SphinxRenderer,
    heading: SyntaxTreeNode,
    content: Iterable[SyntaxTreeNode],
    *,
    chosen: bool,
    group: str = "",
) -> None:
    """Append a tab to the set that is being filled.

    :param heading: what holds the words of its label.
    :param chosen: whether it is the one that is shown at first.
    :param group: a name; tabs of one name and label change together, on all pages.
    """
    label = nodes.rubric("", "", classes=["sd-tab-label"])
    self.add_line_and_source_path(label, heading)
    with self.current_node_context(label):
        self.render_children(heading)
    if group:
        label["sync_group"], label["sync_id"] = group, label.astext()
    self.copy_attributes(heading, label, ("id",))
    item = create_component("tab-item", classes=["sd-tab-item"], selected=chosen)
    body = create_component("tab-content", classes=["sd-tab-content"])
    for node in (item, body):
        self.add_line_and_source_path(node, heading)
    item += [label, body]
    self.current_node.append(item)
    with self.current_node_context(body):
        for child in content:
            self.rules[f"render_{child.type}"](child)
