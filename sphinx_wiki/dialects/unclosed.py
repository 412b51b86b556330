"""Formulas and shortcodes without an end, which are shown as they are written: said.

What begins them is no syntax without what ends them, so no rule reads it, and nothing
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it.token import Token
from mdit_py_plugins.amsmath import RE_OPEN
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_TYPE = "wiki_unclosed"
_SHOWN = 40
"""So many characters of a line are shown."""
_SHORTCODE, _CLOSE = "{{<", ">}}"

# Two signs alone, or with TeX behind them: in a line of its own `$$` is a price, too.
_DOLLARS = re.compile(r"\$\$(?:\s*$|(?![\s$]).*[\\^_={]|\s.*[\\^_{])")
_ENVIRONMENT = re.compile(RE_OPEN)


def tell_of_unclosed(md: MarkdownIt) -> None:
    """Have *md* tell of formulas and shortcodes without an end, where it reads such at all."""
    # While what was escaped is still told from what was not.
    md.core.ruler.after("inline", _TYPE, unclosed_rule)
    md.add_render_rule(f"render_{_TYPE}", render_unclosed, fmt="docutils")


def unclosed_rule(state: StateCore) -> None:
    """Put a token after the text in which something has no end."""
    dollars = "math_block" in state.md.block.ruler.get_active_rules()
    environments = "amsmath" in state.md.block.ruler.get_active_rules()
    shortcodes = "quarto_shortcode" in state.md.inline.ruler.get_active_rules()
    before = ""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            found: list[tuple[int, str, str]] = []
            if before == "paragraph_open":
                if dollars and "$$" in token.content:
                    found += _dollars(token)
                if environments and "\\begin{" in token.content:
                    found += _environments(token)
            if shortcodes and _SHORTCODE in token.content:
                found += _shortcode(token)
            for below, begins, expected in found:
                meta = {"below": below, "begins": begins[:_SHOWN], "expected": expected}
                token.children.append(Token(_TYPE, "", 0, meta=meta))
        before = token.type


def _dollars(token: Token) -> Iterator[tuple[int, str, str]]:
    texts = tuple(text for text in _texts(token) if text.startswith("$"))
    for below, line in enumerate(token.content.split("\n")):
        text = line.strip()
        # A paragraph begins with a formula; within it, a line of two signs is one's beginning.
        begins = _DOLLARS.match(text) if below == 0 else text == "$$"
        if begins and text.startswith(texts):
            yield below, text, "a second '$$', here or for a formula above"


def _environments(token: Token) -> Iterator[tuple[int, str, str]]:
    texts = tuple(text for text in _texts(token) if _ENVIRONMENT.match(text))
    for below, line in enumerate(token.content.split("\n")):
        text = line.strip()
        if (begins := _ENVIRONMENT.match(text)) and text.startswith(texts):
            end = begins[0].replace("begin", "end", 1)
            yield below, begins[0], f"'{end}' at the end of a line"


def _shortcode(token: Token) -> Iterator[tuple[int, str, str]]:
    at = token.content.rfind(_SHORTCODE)
    inside = token.content[at:]
    # Braces that are to be seen are text, too, with their end.
    shown = any(_SHORTCODE in text.rpartition(_CLOSE)[2] for text in _texts(token))
    if shown and _CLOSE not in inside:
        yield token.content.count("\n", 0, at), inside.partition("\n")[0].strip(), f"'{_CLOSE}'"


def _texts(token: Token) -> Iterator[str]:
    """Give the texts between marks, code, formulas and escaped signs."""
    text = ""
    for child in token.children or ():
        # A backslash before what it does not escape is one.
        if child.type == "text" or (child.type == "text_special" and child.content == child.markup):
            text += child.content
        else:
            yield text.rstrip()
            text = ""
    yield text.rstrip()


def render_unclosed(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Show nothing, and say what has no end."""
    meta = token.meta
    place = self.sphinx_env.current_document.docname, token_line(token) + meta["below"]
    warn(
        f"What begins with '{meta['begins']}' has no end and is shown as text; "
        f"expected {meta['expected']}.",
        Kind.SYNTAX,
        place,
    )
