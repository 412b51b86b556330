"""Displayed formulas in the midst of a text, which end the paragraph and begin another.

MyST draws them within the paragraph, where HTML allows no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_FOUND = "math_inline_double"
_BREAKS = ("softbreak", "hardbreak")
_LABEL = re.compile(r"\s*\(([^)$]+)\)\s*")


def extend(md: MarkdownIt) -> None:
    """Have *md* put formulas that it finds within text between paragraphs."""
    md.core.ruler.after("inline", "wiki_displayed", displayed_rule)


def displayed_rule(state: StateCore) -> None:
    """Part paragraphs at displayed formulas; elsewhere, as in headings, they are in the line."""
    if "$$" not in state.src and not any("$$" in token.content for token in state.tokens):
        return
    parted: list[Token] = []
    tokens = iter(state.tokens)
    for token in tokens:
        if token.type != "inline" or not any(each.type == _FOUND for each in token.children or ()):
            parted.append(token)
        elif parted and parted[-1].type == "paragraph_open":
            parted += _parts(parted.pop(), token, next(tokens))
        else:
            for each in token.children or ():
                if each.type == _FOUND:
                    each.type, each.markup = "math_inline", "$"
            parted.append(token)
    state.tokens = parted


def _parts(opening: Token, inline: Token, closing: Token) -> Iterator[Token]:
    """Give the paragraphs before and after each formula, and the formulas with their labels."""
    line = inline.map[0] if inline.map else 0
    rest = list(inline.children or ())
    while rest:
        at = next((at for at, each in enumerate(rest) if each.type == _FOUND), len(rest))
        text, rest = rest[:at], rest[at:]
        if words := _stripped(text):
            # What is below the first line counts from there.
            yield from (opening.copy(), inline.copy(children=words), closing.copy())
        line += sum(map(_lines, text))
        if rest:
            formula = rest.pop(0)
            below = line + _lines(formula)
            formula.type, formula.block, formula.level = "math_block", True, opening.level
            formula.map = [line, below + 1]
            line = below
            if rest and (label := _LABEL.fullmatch(rest[0].content)):
                formula.type, formula.info = "math_block_label", re.sub(r"\s+", "-", label[1])
                rest.pop(0)
            yield formula


def _lines(token: Token) -> int:
    return token.content.count("\n") + (token.type in _BREAKS)


def _stripped(text: list[Token]) -> list[Token]:
    """Give *text* without the blanks and ends of lines beside formulas."""
    while text and _is_blank(text[0]):
        text = text[1:]
    while text and _is_blank(text[-1]):
        text = text[:-1]
    if text and text[0].type == "text":
        text[0].content = text[0].content.lstrip()
    if text and text[-1].type == "text":
        text[-1].content = text[-1].content.rstrip()
    return text


def _is_blank(token: Token) -> bool:
    return token.type in _BREAKS or (token.type == "text" and not token.content.strip())
