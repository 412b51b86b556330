"""Tabs: ``=== "Label"``, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_design.shared import create_component

from sphinx_wiki.dialects.mkdocs.indented import TABS
from sphinx_wiki.dialects.tabs import append_tab

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def extend(md: MarkdownIt) -> None:
    """Have *md* draw sets of tabs."""
    md.add_render_rule(f"render_{TABS}", render_tabs, fmt="docutils")


def render_tabs(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a set of tabs; of those that ask to be chosen at first, the first is."""
    tabs = create_component("tab-set", classes=["sd-tab-set"])
    self.add_line_and_source_path(tabs, token)
    self.current_node.append(tabs)
    chosen = next((tab for tab in token.children if "+" in tab.meta["sign"]), None)
    with self.current_node_context(tabs):
        for tab in token.children:
            label, *content = tab.children
            append_tab(self, label, content, chosen=tab is chosen)
