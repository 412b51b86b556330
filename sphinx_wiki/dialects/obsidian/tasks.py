"""The rule for tasks with marks of their own: ``- [?] Ask``, ``- [/] Begun``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

# No letters or digits: a list of works may begin its entries with [1] or [a].
_MARK = re.compile(r"\[([-/<>!?*\"'+=~])\] +(?=\S)")
_ITEM = ["list_item_open", "paragraph_open", "inline"]


def extend(md: MarkdownIt) -> None:
    """Add tasks with other marks to *md*."""
    md.core.ruler.after("inline", "obsidian_tasks", tasks_rule)
    md.add_render_rule("render_obsidian_task", render_task, fmt="docutils")


def tasks_rule(state: StateCore) -> None:
    """Take the mark off the beginning of every item that has one."""
    for at in range(len(state.tokens) - 2):
        if [token.type for token in state.tokens[at : at + 3]] != _ITEM:
            continue
        children = state.tokens[at + 2].children or []
        if children and children[0].type == "text" and (found := _MARK.match(children[0].content)):
            children[0].content = children[0].content[found.end() :]
            children.insert(0, Token("obsidian_task", "", 0, content=found[1]))


def render_task(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Show the mark in a box of its own: what it means is the author's to say."""
    mark = nodes.inline("", token.content, classes=["wiki-task-mark"])
    self.add_line_and_source_path(mark, token)
    self.current_node += [mark, nodes.Text(" ")]
