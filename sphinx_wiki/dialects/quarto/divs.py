"""The rules for ``::: {.class}`` and ``:::``.

A div may begin before a code cell and end after it. Cells cut a note into
pieces that are read one by one, so the lines that open and close divs leave
marks, which are paired when all pieces are there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_wiki.facts.markdown import INTERRUPTS
from sphinx_wiki.facts.pandoc import Attributes, match_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

OPEN, CLOSE = "quarto_div_open", "quarto_div_close"
STRAY = "quarto_stray"
"""Three colons that end nothing."""
TITLE = "quarto_title"
"""Marks the text of a div that is its title."""
_OPENED = "quarto_divs"
_COLONS = re.compile(r":{3,}[ \t]*")
_WORD = re.compile(r"[^\s{}:]+")
_END = re.compile(r"[ \t]*:*[ \t]*$")


def extend(md: MarkdownIt, *, quarto: bool) -> None:
    """Add divs to *md*.

    :param quarto: whether ``::: word`` opens one, too; otherwise it is MyST's own.
    """

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return div_rule(state, start, end, silent, words=quarto)

    before = "colon_fence" if "colon_fence" in md.block.ruler.get_all_rules() else "fence"
    md.block.ruler.before(before, "quarto_div", rule, {"alt": list(INTERRUPTS)})
    md.core.ruler.after("inline", "quarto_divs", pair_rule)


def div_rule(state: StateBlock, start: int, end: int, silent: bool, *, words: bool = False) -> bool:
    """Leave a mark at a line that opens a div, or that closes one."""
    del end
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    line = state.src[at : state.eMarks[start]]
    colons = _COLONS.match(line)
    if colons is None:
        return False
    if colons.end() == len(line):
        marked = _close(state, start, silent, sure=words)
    else:
        marked = _open(state, start, _opening(line, colons.end(), words=words), silent)
    if marked and not silent:
        state.line = start + 1
    return marked


def _open(state: StateBlock, start: int, attributes: Attributes | None, silent: bool) -> bool:
    if attributes and not silent:
        token = state.push(OPEN, "div", 0)
        token.map, token.meta = [start, start + 1], {"attributes": attributes}
        if words := attributes.values.get("title", attributes.values.get("name", "")):
            # Read with all other text, and shown where the div has a title.
            title = state.push("inline", "", 0)
            title.map, title.meta = [start, start + 1], {TITLE: True}
            title.content, title.children = words, []
        state.env.setdefault(_OPENED, []).append((state.level, len(state.tokens)))
    return attributes is not None


def _close(state: StateBlock, start: int, silent: bool, *, sure: bool) -> bool:
    opened: list[tuple[int, int]] = state.env.get(_OPENED, [])
    if silent:
        return bool(opened) or sure
    # Three colons alone begin a div in MyST, which goes on to the end of the note.
    if not _closes(state, opened) and not sure:
        return False
    state.push(CLOSE, "div", 0).map = [start, start + 1]
    return True


def _opening(line: str, at: int, *, words: bool) -> Attributes | None:
    """Give the attributes of the div that a line opens."""
    found = match_attributes(line, at)
    if found is None and words and (word := _WORD.match(line, at)):
        found = Attributes(classes=(word[0],)), word.end()
    if found is None or not _END.match(line, found[1]):
        return None
    return found[0]


def _closes(state: StateBlock, opened: list[tuple[int, int]]) -> bool:
    """Say whether three colons here close a div: one that began in the same list item or quote."""
    while opened:
        level, index = opened.pop()
        inside = state.tokens[index:]
        if level == state.level and all(token.level >= level for token in inside):
            return True
        if level < state.level:
            opened.append((level, index))
            return False
    return False


def pair_rule(state: StateCore) -> None:
    """Make blocks of what stands between marks; a div without end goes on as far as it can."""
    state.env.pop(_OPENED, None)
    if not any(token.type in (OPEN, CLOSE) for token in state.tokens):
        return
    tokens: list[Token] = []
    around: list[Token] = []
    for token in state.tokens:
        if token.type.startswith("nb_cell_markdown_"):
            # Text between cells of code; the pieces of a div are in several.
            continue
        if token.type == OPEN:
            token.nesting = 1
        elif token.type == CLOSE and around and around[-1].type == OPEN:
            token.nesting = -1
        elif token.type == CLOSE:
            token.type = STRAY
        if token.nesting == 1:
            around.append(token)
        elif token.nesting == -1:
            if token.type != CLOSE:
                _end_all(tokens, around)
            around.pop()
        tokens.append(token)
    _end_all(tokens, around)
    state.tokens = tokens


def _end_all(tokens: list[Token], around: list[Token]) -> None:
    """End the divs that nothing ends before what they are in."""
    while around and around[-1].type == OPEN:
        around.pop().meta["endless"] = True
        tokens.append(Token(CLOSE, "div", -1))
