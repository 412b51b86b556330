"""``%%comments%%``: from the mark to the next one, whatever lies between.

Rules of markdown-it drop a comment within one block. One that crosses blocks must be
gone before blocks are told apart: see :mod:`sphinx_wiki.facts.crossing`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.field_list import fieldlist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from sphinx_wiki.facts.markdown import INTERRUPTS

MARK = "%%"
TOKEN = "obsidian_comment"
"""The type of tokens that stand for comments; ``meta["open"]`` where one never ends."""

_CODE_FENCE = re.compile(r":{3,}\{(?:code|sourcecode|literal|math|raw|mermaid|eval-rst|graphviz)")


def add_comments(md: MarkdownIt, *, vault: bool) -> None:
    """Add to *md* the rules that drop comments, or what is left of them in a block.

    MyST has lines of comments that begin with ``%%``, too. Outside a *vault*,
    such a line with words in it is one, unless the comment ends before the next.
    """

    def block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return _block(state, start, end, silent, vault=vault)

    md.block.ruler.before(
        "myst_line_comment", "obsidian_comment_block", block, {"alt": list(INTERRUPTS)}
    )
    md.inline.ruler.before("link", TOKEN, _inline)


def comment_parser(*, vault: bool) -> MarkdownIt:
    """Give a parser that tells comments from code, formulas and text as MyST does."""
    md = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    md.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin)
    md.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.use(fieldlist_plugin).use(amsmath_plugin).use(colon_fence_plugin)
    fence = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "colon_fence")

    def colon_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        """Read a fence of colons that holds code, of others the line: they hold text."""
        begin = state.bMarks[start] + state.tShift[start]
        if _CODE_FENCE.match(state.src, begin):
            return fence(state, start, end, silent)
        if not state.src.startswith(":::", begin) or state.is_code_block(start):
            return False
        state.line = start + (0 if silent else 1)
        return True

    md.block.ruler.at("colon_fence", colon_fence, {"alt": list(INTERRUPTS)})
    add_comments(md, vault=vault)
    return md


def _block(state: StateBlock, start: int, end: int, silent: bool, *, vault: bool) -> bool:
    """Read a comment that begins a line."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(MARK, begin) or state.is_code_block(start):
        return False
    bare = not state.src[begin + len(MARK) : state.eMarks[start]].strip()
    close = state.src.find(MARK, begin + len(MARK), state.eMarks[end - 1])
    last = next(line for line in range(start, end) if close <= state.eMarks[line])
    rest = state.src[close + len(MARK) : state.eMarks[last]].strip() if close >= 0 else ""
    if not (vault or bare):
        opens_line = close == state.bMarks[last] + state.tShift[last]
        if close < 0 or (last > start and opens_line and rest):
            return False
    if silent:
        return True
    token = state.push(TOKEN, "", 0)
    token.meta = {"open": close < 0}
    state.line = end if close < 0 else last + 1
    token.map = [start, state.line]
    if rest:
        # What follows the comment on its line begins a paragraph.
        state.bMarks[last] = state.src.index(rest, close + len(MARK))
        state.tShift[last] = 0
        paragraph(state, last, end, False)
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    """Read a comment within text."""
    start = state.pos
    if not state.src.startswith(MARK, start):
        return False
    close = state.src.find(MARK, start + len(MARK), state.posMax)
    if not silent:
        token = state.push(TOKEN, "", 0)
        token.meta = {"open": close < 0, "start": start, "lines": "\n" in state.src[start:close]}
        token.meta["below"] = state.src.count("\n", 0, start)
    state.pos = state.posMax if close < 0 else close + len(MARK)
    return True
