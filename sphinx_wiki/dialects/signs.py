"""Which rules of markdown-it are asked at a place, by the sign that stands there.

A parser has sixty rules, and asks each at every line and at every sign that may mean
something, though nearly all of them begin with one certain sign. Those that are named here
are asked only where theirs stands; all others everywhere, as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import markdown_it
import mdit_py_plugins
from markdown_it.ruler import Rule, Ruler

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

    Signs = Mapping[str, str]

_KNOWN = markdown_it.__version__.startswith("4.") and mdit_py_plugins.__version__.startswith("0.7.")
_ROOMS = ("markdown_it.", "mdit_py_plugins.", "sphinx_wiki.")
_INDENT = 4
"""Columns from which on a line is one of code."""

# Of lines that are not indented so far: what the first sign has to be.
_BLOCKS: Signs = MappingProxyType(
    {
        "amsmath": "\\",
        "attr": "{",
        "blockquote": ">",
        "code": "",
        "colon_fence": ":",
        "fence": "`~",
        "fieldlist": ":",
        "footnote_def": "[",
        "heading": "#",
        "hr": "*-_",
        "html_block": "<",
        "list": "*-+0123456789",
        "math_block": "$",
        "mkdocs_box": "!?",
        "mkdocs_html": "<",
        "mkdocs_tabs": "=",
        "myst_block_break": "+",
        "myst_line_comment": "%",
        "myst_target": "(",
        "obsidian_comment_block": "%",
        "quarto_div": ":",
        "quarto_equation": "$",
        "quarto_grid": "+",
        "quarto_include": "{",
        "quarto_lines": "|",
        "reference": "[",
    }
)
_INLINES: Signs = MappingProxyType(
    {
        "attr": "{",
        "autolink": "<",
        "backticks": "`",
        "emphasis": "*_",
        "entity": "&",
        "escape": "\\",
        "footnote_ref": "[",
        "gfm_autolink_email": "@",
        "gfm_autolink_protocol": ":",
        "gfm_autolink_www": "w",
        "html_inline": "<",
        "image": "!",
        "link": "[",
        "math_inline": "$",
        "myst_role": "{",
        "newline": "\n",
        "obsidian_comment": "%",
        "obsidian_embed": "!",
        "obsidian_footnote": "^",
        "obsidian_highlight": "=",
        "quarto_address": "![",
        "quarto_attributes": "{",
        "quarto_citation": "-@",
        "quarto_citations": "[",
        "quarto_reference": "@",
        "quarto_references": "[",
        "quarto_shortcode": "{",
        "span": "[",
        "strikethrough": "~",
        "sub": "~",
        "sup": "^",
        "wikilink": "[",
    }
)


class _SignRuler(Ruler[Any]):
    """A ruler whose chains are one rule each: to ask those that can begin with the sign there."""

    def __init__(self, rules: list[Rule[Any]], signs: Signs, join: Callable[..., Any]) -> None:
        super().__init__()
        self.__rules__ = rules
        self._signs = signs
        self._join = join

    def __compile__(self) -> None:
        super().__compile__()
        assert self.__cache__ is not None
        for chain in self.__cache__:
            rules = [
                rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)
            ]
            if rules:
                self.__cache__[chain] = [partial(self._join, _Chain(rules, self._signs))]


class _Chain:
    """Rules in their order, and those of them that can begin with each sign."""

    def __init__(self, rules: Sequence[Rule[Any]], signs: Signs) -> None:
        begins = {id(rule): _signs_of(rule, signs) for rule in rules}
        every = sorted({sign for own in begins.values() for sign in own or ""})
        self.all = [rule.fn for rule in rules]
        self.other = [rule.fn for rule in rules if begins[id(rule)] is None]
        """Those that are asked where a sign stands that is none of any rule's."""
        self.by_sign = {
            sign: [rule.fn for rule in rules if (own := begins[id(rule)]) is None or sign in own]
            for sign in every
        }


def _signs_of(rule: Rule[Any], signs: Signs) -> str | None:
    function = rule.fn.func if isinstance(rule.fn, partial) else rule.fn
    ours = getattr(function, "__module__", "").startswith(_ROOMS)
    return signs.get(rule.name) if ours else None


def _ask_at_line(chain: _Chain, state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    sign = state.src[at : at + 1]
    if state.sCount[start] - state.blkIndent >= _INDENT or not sign or sign.isspace():
        rules = chain.all
    else:
        rules = chain.by_sign.get(sign, chain.other)
    for rule in rules:  # noqa: SIM110 - a generator takes a third longer
        if rule(state, start, end, silent):
            return True
    return False


def _ask_at_sign(chain: _Chain, state: StateInline, silent: bool) -> bool:
    for rule in chain.by_sign.get(state.src[state.pos], chain.other):  # noqa: SIM110 - see above
        if rule(state, silent):
            return True
    return False


def ask_by_sign(md: MarkdownIt) -> bool:
    """Have *md* ask rules only where they can begin; say whether it will."""
    if _KNOWN:
        md.block.ruler = _SignRuler(md.block.ruler.__rules__, _BLOCKS, _ask_at_line)
        md.inline.ruler = _SignRuler(md.inline.ruler.__rules__, _INLINES, _ask_at_sign)
    return _KNOWN
