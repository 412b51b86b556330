"""Saying what is wrong with a piece of YAML in words that its author understands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

_QUOTES = 'the value in quotes, "like this"'
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Fault(NamedTuple):
    """What is wrong; ``line`` is counted from 0 in the piece."""

    line: int
    found: str
    expected: str

    def moved(self, lines: int) -> Fault:
        """Give the same fault, *lines* further down."""
        return self._replace(line=self.line + lines)


def explain(source: str, error: Exception) -> Fault:
    """Tell what *error* means for the author of *source*.

    >>> explain("author: @ann", ValueError())
    Fault(line=0, found="found a value that begins with '@'", \
expected='the value in quotes, "like this"')
    """
    if control := _CONTROL.search(source):
        line = source.count("\n", 0, control.start())
        return Fault(line, f"found the control character U+{ord(control[0]):04X}", "none")
    lines = source.split("\n")
    at = min(_line_of(error), len(lines) - 1)
    # A fault shows at the line where reading stops, or was made further up.
    rules = [(at, _RULES), *((index, _OPEN_ENDED) for index in range(at))]
    for index, at_line in rules:
        for rule in at_line:
            if words := rule(lines[index]):
                return Fault(index, *words)
    return Fault(at, f"found {shorten(lines[at])!r}", "'key: value', or '- entry' in a list")


def shorten(text: object, length: int = 60) -> str:
    """Give *text* on one line, cut to *length* characters.

    >>> shorten("one  two three", 8)
    'one two…'
    """
    words = " ".join(str(text).split())
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _line_of(error: Exception) -> int:
    """Give the line at fault; where something was left open, the line that opens it."""
    context = str(getattr(error, "context", None) or "")
    opened = re.search(r"quoted scalar|flow|simple key|anchor|alias|tag", context)
    names = ("context_mark", "problem_mark") if opened else ("problem_mark", "context_mark")
    marks = [getattr(error, name, None) for name in names]
    return next((int(mark.line) for mark in marks if mark is not None), 0)


_Words: TypeAlias = tuple[str, str] | None
"""What was found and what was expected; ``None`` where a rule sees no fault."""


def _value(line: str) -> str:
    """Give what stands after ``key:`` or ``-``."""
    match = re.match(r"\s*(?:-\s+)*(?:[^\s:\"'\[{][^:]*:(?:\s+|$))?(.*)", line)
    return match[1].strip() if match else ""


def _tab(line: str) -> _Words:
    if re.match(r" *\t", line):
        return "found a tab at the beginning of the line", "spaces: YAML allows no tabs there"
    return None


def _placeholder(line: str) -> _Words:
    if match := re.search(r"\{\{.*?\}\}|<%.*?%>", line):
        expected = "it filled in, or templates left out by exclude_patterns in conf.py"
        return f"found the template placeholder {match[0]}", expected
    return None


def _quote(line: str) -> _Words:
    value = _value(line)
    mark = value[:1]
    if mark not in ("'", '"'):
        return None
    whole = r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'"
    if not (closed := re.match(whole, value)):
        return f"found the quote {mark} that nothing closes", f"another {mark} at the end"
    rest = value[closed.end() :].strip()
    if rest and not rest.startswith("#"):
        return f"found {shorten(rest)!r} after the closing quote", "the whole value in quotes"
    return None


def _first_character(line: str) -> _Words:
    value = _value(line)
    if value[:1] in tuple("@`%*&!|>},]"):
        return f"found a value that begins with {value[0]!r}", _QUOTES
    return None


def _bracket(line: str) -> _Words:
    value = re.sub(r"\"[^\"]*\"|'[^']*'", "", _value(line))
    for opening, closing in ("[]", "{}"):
        if value.startswith(opening) and value.count(opening) > value.count(closing):
            return f"found {opening!r} without {closing!r}", f"{closing!r} at the end"
    return None


def _list(line: str) -> _Words:
    if (value := _value(line))[:1] in ("[", "{"):
        return (
            f"found {shorten(value)!r}",
            "a list such as [a, b], with entries in quotes if need be",
        )
    return None


def _colon(line: str) -> _Words:
    if ": " in (value := _value(line)) or value.endswith(":"):
        return f"found ':' within the value {shorten(value)!r}", _QUOTES
    return None


def _no_key(line: str) -> _Words:
    text = line.strip()
    if not text or text.startswith(("#", "-")) or re.search(r":(\s|$)", text):
        return None
    if re.match(r"\w+:\S", text):
        return f"found {shorten(text)!r}", "a space after the colon"
    return f"found {shorten(text)!r}", "'key: value', or '---' where the front matter ends"


def _indented(line: str) -> _Words:
    if re.match(r" +[^\s#-]", line):
        return f"found {shorten(line)!r} with spaces in front", "none"
    return None


_OPEN_ENDED: tuple[Callable[[str], _Words], ...] = (_tab, _placeholder, _quote, _bracket)
_RULES = (*_OPEN_ENDED, _first_character, _list, _colon, _no_key, _indented)
