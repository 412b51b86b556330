"""What stands alone in a paragraph and is a block: embeds of notes, films, breaks of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore


def make_blocks(state: StateCore, block_type: str, is_block: Callable[[Token], bool]) -> None:
    """Make tokens of *block_type* of every paragraph of nothing but what *is_block*."""
    kept: list[Token] = []
    for token in state.tokens:
        alone = _alone(token, is_block) if token.type == "inline" else []
        if alone and kept[-1].type == "paragraph_open":
            kept.pop()
            kept += [Token(block_type, "", 0, meta=each.meta, map=token.map) for each in alone]
        elif not (token.type == "paragraph_close" and kept and kept[-1].type == block_type):
            kept.append(token)
    state.tokens = kept


def _alone(inline: Token, is_block: Callable[[Token], bool]) -> list[Token]:
    """Give what a paragraph holds if all of it may be blocks; nothing otherwise."""
    children = [
        child
        for child in inline.children or ()
        if child.type != "softbreak" and (child.type != "text" or child.content.strip())
    ]
    return children if all(map(is_block, children)) else []
