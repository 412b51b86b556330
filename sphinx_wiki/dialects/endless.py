"""Blocks without an end, which take in the rest of a note: said, as that is seldom meant.

CommonMark ends them where the text around them ends, and says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_TYPE = "wiki_endless"
_FENCES = ("fence", "colon_fence")
_BLOCKS = (*_FENCES, "html_block")
_SEEN = "wiki_endless_seen"
_SHOWN = 40
"""So many characters of a first line are shown."""


def tell_of_endless(md: MarkdownIt) -> None:
    """Have *md* tell of blocks without an end."""
    # Before any rule takes lines from a block, or adds some.
    md.core.ruler.after("block", _TYPE, endless_rule)
    md.add_render_rule(f"render_{_TYPE}", render_endless, fmt="docutils")


def endless_rule(state: StateCore) -> None:
    """Put a token after every block without an end."""
    mark(state.tokens)


def mark(tokens: list[Token]) -> None:
    """Put a token after every block of *tokens* without an end, if that was not done before.

    What stands in another file is to be marked while its lines are still its own.
    """
    blocks = [(at, token) for at, token in enumerate(tokens) if token.type in _BLOCKS]
    found = [(at, missing) for at, token in blocks if (missing := _missing(token))]
    for _at, token in blocks:
        token.meta[_SEEN] = True
    for number, expected in reversed(found):
        token = tokens[number]
        begins = f"{token.markup}{token.info}" if token.type in _FENCES else expected[0]
        meta = {"begins": begins.strip(), "expected": expected[-1]}
        tokens.insert(number + 1, Token(_TYPE, "", 0, meta=meta, map=token.map))


def _missing(token: Token) -> tuple[str, ...]:
    """Give what would end *token*, if it is not there; before it what begins a comment."""
    if _SEEN in token.meta:
        return ()
    if token.type == "html_block":
        text = token.content.lstrip()
        return ("<!--", "-->") if text.startswith("<!--") and "-->" not in text else ()
    if not token.map:
        return ()
    lines = token.content.count("\n") + (not token.content.endswith("\n") and token.content != "")
    # With an end there is one line more.
    return (token.markup,) if token.map[1] - token.map[0] == lines + 1 else ()


def render_endless(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Show nothing, and say what has no end."""
    place = self.sphinx_env.current_document.docname, token_line(token)
    warn_endless(token.meta["begins"], token.meta["expected"], place)


def warn_endless(begins: str, expected: str, place: tuple[str, int]) -> None:
    """Say that what begins with *begins* at *place* has no end."""
    warn(
        f"What begins with '{begins[:_SHOWN]}' has no end and goes on as far as the text around "
        f"it; expected '{expected}'.",
        Kind.SYNTAX,
        place,
    )
