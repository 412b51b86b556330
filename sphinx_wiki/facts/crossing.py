"""Comments that cross blocks (paragraphs, lists, quotes, cells), taken out before parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from sphinx_wiki.facts.comments import MARK, TOKEN, comment_parser

_Place = tuple[int, int]
"""A line, and a column in it or the number of marks before."""

_QUOTES = re.compile(r"(?:[ \t]*>)*")
_MARKERS = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)*")
_PATIENCE = 50
"""How often a block is read again: a list of a thousand such comments would take minutes."""
# HTML that is no text.
_NO_TEXT = re.compile(r"\s*<(?:!--|\?|script|style|pre)", re.IGNORECASE)


def close_comments(text: str, *, vault: bool, every: bool = False) -> str:
    """Give *text* without the comments that cross blocks; code and lines stay as they are.

    Of a comment that never ends, the mark is left, so that the rules can say so.

    :param every: whether to take out comments within one block, too.

    >>> close_comments("a %%b\\n\\nc%% d, `%%` %%e%%", vault=True)
    'a \\n\\nd, `%%` %%e%%'
    """
    if MARK not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_Closer(text.split("\n"), vault=vault, every=every).lines)


class _Closer:
    """Reads a note one block after the other, and takes out what crosses from one to the next."""

    def __init__(self, lines: list[str], *, vault: bool, every: bool) -> None:
        self.lines = lines
        self._md = comment_parser(vault=vault)
        # A last line of spaces has no marks without a line break behind it.
        self._state = StateBlock("\n".join(lines) + "\n", self._md, {}, [])
        self._rules = self._md.block.ruler.getRules("")
        line = self._state.skipEmptyLines(0)
        again = 0
        while line < self._state.lineMax:
            self._read(line)
            if place := _find_first(self._state.tokens, lines, every):
                again += 1
                if again > _PATIENCE:
                    self._take_all(place)
                    break
                if (last := self._take_out(place)) is None:
                    break
                self._mark(line, last)
            else:
                line, again = self._state.line, 0
            line = self._state.skipEmptyLines(line)

    def _read(self, line: int) -> None:
        """Read the block that begins at *line*."""
        state = self._state
        state.tokens = []
        state.line = line
        next(rule for rule in self._rules if rule(state, line, state.lineMax, False))
        for token in state.tokens:
            if token.type == "inline" and MARK in token.content:
                token.children = []
                self._md.inline.parse(token.content, self._md, {}, token.children)

    def _mark(self, start: int, end: int) -> None:
        """Tell the state what the lines from *start* to *end* are now: they lie behind the rest."""
        state = self._state
        at = len(state.src)
        state.src += "\n".join(self.lines[start : end + 1]) + "\n"
        for number, line in enumerate(self.lines[start : end + 1], start):
            spaces = line[: len(line) - len(line.lstrip(" \t"))]
            state.bMarks[number], state.eMarks[number] = at, at + len(line)
            state.tShift[number], state.sCount[number] = len(spaces), len(spaces.expandtabs(4))
            state.bsCount[number] = 0
            at += len(line) + 1

    def _take_all(self, place: _Place | None) -> None:
        """Take out all comments from *place*, whether it is code that they begin in or not."""
        while place and self._take_out(place) is not None:
            found = _find_close(self.lines, *place)
            place = found and (found[0], found[1] - len(MARK))

    def _take_out(self, place: _Place) -> int | None:
        """Take the comment out that begins at *place*; give its last line, if it has one."""
        line, column = place
        lines = self.lines
        begun, head = lines[line], lines[line][:column]
        end = _find_close(lines, line, column + len(MARK))
        if end is None:
            lines[line:] = [head + MARK, *[""] * (len(lines) - line - 1)]
            return None
        last, behind = end
        tail = lines[last][behind:]
        if last == line:
            lines[line] = head + tail
            return last
        for between in range(line + 1, last):
            lines[between] = _container(begun, lines[between])[0]
        quotes, indent = _container(begun, lines[last])
        lines[line] = head
        lines[last] = quotes + indent + tail.lstrip()
        return last


def _container(begun: str, line: str) -> tuple[str, str]:
    """Give the marks of quotes that *line* shares with *begun*, and its indent, at most as deep."""
    before, after = (_QUOTES.match(each) for each in (begun, line))
    assert before is not None
    assert after is not None
    indents = (
        _MARKERS.match(each, found.end()) for each, found in ((begun, before), (line, after))
    )
    width = min(len(found[0]) for found in indents if found is not None)
    return ">" * min(before[0].count(">"), after[0].count(">")), " " * width


def _find_first(tokens: Sequence[Token], lines: Sequence[str], every: bool) -> _Place | None:
    """Find the first comment in a block that does not end in it; the first at all for *every*."""
    seen: dict[int, int] = {}
    row = 0
    for token in tokens:
        if token.type == "tr_open" and token.map is not None:
            row = token.map[0]
        elif token.type == "tr_close" and lines[row].count(MARK) > seen.get(row, 0):
            # In a cell that the table has no column for, which is shown nowhere.
            return row, _nth(lines[row], seen.get(row, 0))
        if token.map is None or not (token.content or token.type == TOKEN):
            continue
        first = token.map[0]
        if token.type == TOKEN and (every or token.meta["open"] or token.map[1] > first + 1):
            # One of many lines may hold cells of code, which other rules find.
            return first, lines[first].index(MARK)
        if token.type not in ("inline", "html_block"):
            continue
        if (start := _start(token, every)) is not None:
            line = first + token.content.count("\n", 0, start)
            begin = token.content.rfind("\n", 0, start) + 1
            number = seen.get(line, 0) + token.content.count(MARK, begin, start)
            return line, _nth(lines[line], number)
        for line, words in enumerate(token.content.split("\n"), first):
            seen[line] = seen.get(line, 0) + words.count(MARK)
    return None


def _start(token: Token, every: bool) -> int | None:
    """Give where in the text of *token* a comment begins that its rules do not drop."""
    if token.type == "html_block":
        at = token.content.find(MARK)
        return None if at < 0 or _NO_TEXT.match(token.content) else at
    # The first line of a callout is its title, and so a block of its own.
    callout = token.content.startswith("[!")
    return next(
        (
            each.meta["start"]
            for each in _all(token)
            if each.type == TOKEN
            and (every or each.meta["open"] or (callout and each.meta["lines"]))
        ),
        None,
    )


def _all(token: Token) -> Iterator[Token]:
    for child in token.children or ():
        yield child
        yield from _all(child)


def _nth(line: str, number: int) -> int:
    """Give the column of the mark that has *number* marks before it."""
    at = line.find(MARK)
    for _ in range(number):
        at = line.find(MARK, at + len(MARK))
    # What stands in no line as it was read is hidden with all of its line.
    return max(at, 0)


def _find_close(lines: Sequence[str], line: int, column: int) -> _Place | None:
    """Give where the comment ends that goes on at *column* of *line*."""
    for number in range(line, len(lines)):
        at = lines[number].find(MARK, column if number == line else 0)
        if at >= 0:
            return number, at + len(MARK)
    return None
