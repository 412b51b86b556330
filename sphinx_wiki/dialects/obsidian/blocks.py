"""The rule for ``^ids`` at the end of blocks, which links and embeds lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token

from sphinx_wiki.facts.wikilinks import BLOCK, block_anchor

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_ID = re.compile(r"(?:^|\s+)\^([A-Za-z0-9-]+)\s*$")
_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")


def extend(md: MarkdownIt) -> None:
    """Add ids of blocks to *md*."""
    md.core.ruler.after("inline", "obsidian_block_ids", block_ids_rule)
    md.add_render_rule("render_obsidian_block_id", render_block_id, fmt="docutils")


def block_ids_rule(state: StateCore) -> None:
    """Take the id off the end of a paragraph; one that stands alone is of the block before."""
    if "^" not in state.src:
        return
    tokens = state.tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        three = tokens[at : at + 3]
        if tuple(token.type for token in three) == _PARAGRAPH and (name := _take(three[1])):
            mark = Token("obsidian_block_id", "", 0, map=three[1].map, meta={"id": name})
            if three[1].children:
                three[1].children.append(mark)
            else:
                mark.meta["before"] = True
                three = [mark]
            kept += three
            at += 3
        else:
            kept.append(tokens[at])
            at += 1
    state.tokens = kept


def _take(inline: Token) -> str | None:
    """Take the id off the end of a paragraph's text."""
    children = inline.children or []
    if not children or children[-1].type != "text":
        return None
    found = _ID.search(children[-1].content)
    if found is None or (found[0].startswith("^") and len(children) > 1 and not _breaks(children)):
        return None
    children[-1].content = children[-1].content[: found.start()]
    while children and (
        (children[-1].type == "text" and not children[-1].content)
        or children[-1].type in ("softbreak", "hardbreak")
    ):
        children.pop()
    return found[1]


def _breaks(children: list[Token]) -> bool:
    """Say whether the last text begins a line."""
    return children[-2].type in ("softbreak", "hardbreak")


def render_block_id(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Give the block an id; of two with the same, the first has it."""
    name = block_anchor(token.meta["id"])
    block = self.current_node
    if token.meta.get("before"):
        if not block.children or not isinstance(block[-1], nodes.Element):
            return
        block = block[-1]
    elif isinstance(block.parent, nodes.list_item) and block.parent[0] is block:
        # What is below an entry of a list belongs to it.
        block = block.parent
    if name not in self.document.ids:
        block["ids"].append(name)
        block[BLOCK] = name
        self.document.ids[name] = block
