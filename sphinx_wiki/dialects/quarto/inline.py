"""Attributes within the text: of images, links, code, and of ``[words]{.class}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.quarto.attributes import give_attributes
from sphinx_wiki.facts.pandoc import match_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_AFTER = ("image", "code_inline", "link_close", "span_close")
_KEPT = ("width", "height", "fig-alt", "fig-align", "fig-cap", "title", "target", "rel")
"""The values that mean something here; others, which could be scripts, are left out."""


def extend(md: MarkdownIt) -> None:
    """Let *md* read what MyST's own rule for attributes cannot, such as ``width=50%``."""
    md.inline.ruler.push("quarto_attributes", attributes_rule)


def attributes_rule(state: StateInline, silent: bool) -> bool:
    """Read attributes right after what they are of."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in _AFTER:
        return False
    found = match_attributes(state.src, state.pos)
    if found is None or found[1] > state.posMax:
        return False
    if not silent:
        token = _opening(state.tokens)
        give_attributes(token, found[0])
        for key in _KEPT:
            if key in found[0].values:
                token.attrs[key] = found[0].values[key]
    state.pos = found[1]
    return True


def _opening(tokens: list[Token]) -> Token:
    """Give the token that begins what the last one ends."""
    depth = 0
    for token in reversed(tokens):
        depth += token.nesting
        if depth == 0:
            return token
    return tokens[-1]
