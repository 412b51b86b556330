"""Attributes as Pandoc has them: ``{#id .class key="value"}``.

The grammar is that of Pandoc's manual, "Extension: attributes" and
"Extension: fenced_divs"; blanks around ``=`` are allowed, as they are easily typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_ONE = re.compile(
    r"""
    \#(?P<id>[^\s}{\#]+)
    | \.(?P<class>[^\s}{=]+)
    | (?P<key>[A-Za-z][\w:.-]*)\s*=\s*
      (?: "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>(?:\\.|[^'\\])*)' | (?P<bare>[^\s}"']*) )
    | (?P<unnumbered>-)(?=[\s}])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s*")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces after a word, a heading or the colons of a div."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By key; of two with one key, the last counts."""


def match_attributes(text: str, start: int = 0) -> tuple[Attributes, int] | None:
    """Give the attributes that begin at *start*, and where they end; ``None`` for other braces.

    What MyST writes into braces, the name of a directive or of a role, is no attribute.

    >>> match_attributes('{#fig-x .big width="50%"} after')[0].values["width"]
    '50%'
    >>> match_attributes("{tip}") is None
    True
    """
    if not text.startswith("{", start):
        return None
    identifier, classes, values = "", [], {}
    at = _skip(text, start + 1)
    while not text.startswith("}", at):
        found = _ONE.match(text, at)
        if found is None:
            return None
        if found["id"]:
            identifier = found["id"]
        elif found["class"]:
            classes.append(found["class"])
        elif found["unnumbered"]:
            classes.append("unnumbered")
        elif found["key"] == "class":
            classes += _value(found).split()
        else:
            values[found["key"]] = _value(found)
        at = _skip(text, found.end())
        if at == found.end() and not text.startswith("}", at):
            return None
    if not (identifier or classes or values):
        return None
    return Attributes(identifier, tuple(classes), MappingProxyType(values)), at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _value(found: re.Match[str]) -> str:
    quoted = found["double"] if found["double"] is not None else found["single"]
    return found["bare"] if quoted is None else _ESCAPED.sub(r"\1", quoted)
