"""The rule for blocks whose content is indented: ``!!! note``, ``??? note`` and ``=== "Tab"``.

The grammar is that of Python-Markdown's *Admonition* and of PyMdown's *Details* and *Tabbed*.
A first line with nothing indented below it is text, unless it has a title.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_wiki.facts.markdown import INTERRUPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

BOX, TAB = "mkdocs_box", "mkdocs_tab"
TABS = "mkdocs_tabs"
TITLE = "mkdocs_title"
"""Holds the words of a box's title, or of a tab's label; first in it, if it has any."""
_INDENT = 4
"""Columns by which content is indented."""
_BOX = re.compile(
    r"""
    (?P<sign>!!!|\?\?\?\+?)
    (?:[ ]?(?P<names>[\w-]+(?:[ ]+[\w-]+)*))?
    (?:[ ]+"(?P<title>.*)")?
    """,
    re.VERBOSE,
)
_TAB = re.compile(r'===(?P<sign>[!+]{0,2})[ ]+"(?P<title>.*)"')


def extend(md: MarkdownIt) -> None:
    """Add both to *md*."""
    for name, rule in ((BOX, box_rule), (TABS, tabs_rule)):
        md.block.ruler.before("fence", name, rule, {"alt": list(INTERRUPTS)})


def box_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a box of what is indented below a line of ``!!! kind "Title"``."""
    found = _first_line(_BOX, state, start)
    if found is None or (found["names"] is None and found["title"] is None):
        return False
    below = _below(state, start, end)
    if below == start + 1 and not found["title"]:
        return False
    if not silent:
        _push(state, BOX, (start, below), found)
        state.line = below
    return True


def tabs_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Make a set of tabs of what is indented below lines of ``=== "Label"``."""
    found = list(_tabs(state, start, end))
    if not found or silent:
        return bool(found)
    opening = state.push(f"{TABS}_open", "div", 1)
    opening.map = [start, found[-1][1]]
    for line, below, match in found:
        _push(state, TAB, (line, below), match)
    state.push(f"{TABS}_close", "div", -1)
    state.line = found[-1][1]
    return True


def _tabs(state: StateBlock, line: int, end: int) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Give the lines and the first line of each tab of one set."""
    first = line
    while line < end and (found := _first_line(_TAB, state, line)):
        below = _below(state, line, end)
        if below == line + 1 or (line > first and "!" in found["sign"]):
            return
        yield line, below, found
        line = state.skipEmptyLines(below)


def _first_line(form: re.Pattern[str], state: StateBlock, line: int) -> re.Match[str] | None:
    at = state.bMarks[line] + state.tShift[line]
    # A line further left belongs to what is around.
    if state.is_code_block(line) or state.sCount[line] < state.blkIndent:
        return None
    return form.fullmatch(state.src[at : state.eMarks[line]].rstrip())


def _below(state: StateBlock, start: int, end: int) -> int:
    """Give the line after the last one that is indented below the line *start*."""
    below = start + 1
    for line in range(start + 1, end):
        if not state.isEmpty(line):
            if state.sCount[line] - state.blkIndent < _INDENT:
                break
            below = line + 1
    return below


def _push(state: StateBlock, name: str, lines: tuple[int, int], found: re.Match[str]) -> None:
    """Add the tokens of one block and of what is in it."""
    start, below = lines
    opening = state.push(f"{name}_open", "div", 1)
    opening.map, opening.meta = [start, below], found.groupdict()
    if found["title"]:
        state.push(f"{TITLE}_open", "div", 1).map = [start, start + 1]
        words = state.push("inline", "", 0)
        words.content, words.map, words.children = found["title"], [start, start + 1], []
        state.push(f"{TITLE}_close", "div", -1)
    around = state.parentType, state.lineMax
    state.parentType, state.lineMax = name, below
    state.blkIndent += _INDENT
    state.md.block.tokenize(state, start + 1, below)
    state.blkIndent -= _INDENT
    state.parentType, state.lineMax = around
    state.push(f"{name}_close", "div", -1)
