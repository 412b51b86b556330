"""Reading ``{{< shortcodes >}}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_OPEN, _CLOSE = "{{<", ">}}"
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_WORD = re.compile(
    r"""\s*(?:(?P<key>[A-Za-z][\w.-]*)=)?(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)'"""
    r"""|(?P<bare>[^\s]+))(?=\s|$)"""
)
_NAME = re.compile(r"\s*([A-Za-z][\w-]*)(?=\s|$)")


class Shortcode(NamedTuple):
    """A shortcode as written."""

    name: str
    words: tuple[str, ...] = ()
    options: Mapping[str, str] = {}

    @property
    def first(self) -> str:
        """The first word after the name; the empty string where there is none."""
        return self.words[0] if self.words else ""


def parse_shortcode(inside: str) -> Shortcode | None:
    """Read what stands between ``{{<`` and ``>}}``; ``None`` where it has no name.

    A quote that nothing closes is dropped: what is in it counts as words.

    >>> parse_shortcode('video clip.mp4 title="A film" width=300')
    Shortcode(name='video', words=('clip.mp4',), options={'title': 'A film', 'width': '300'})
    """
    name = _NAME.match(inside)
    if name is None:
        return None
    words: list[str] = []
    options: dict[str, str] = {}
    at = name.end()
    while found := _WORD.match(inside, at):
        at = found.end()
        quoted = found["double"] if found["double"] is not None else found["single"]
        if quoted is not None:
            value = re.sub(r"\\(.)", r"\1", quoted)
        else:
            value = found["bare"].strip(_QUOTES)
        if found["key"]:
            options[found["key"]] = value
        else:
            words.append(value)
    return Shortcode(name[1], tuple(words), options)


def match_shortcode(text: str, at: int = 0) -> tuple[Shortcode | str, int] | None:
    """Read the shortcode that begins at *at*; give it and where it ends.

    One of three braces, or with ``/*`` inside, is shown as it is written, less a brace
    or the signs: a text is given.

    >>> match_shortcode("{{{< meta title >}}} is written so")
    ('{{< meta title >}}', 20)
    >>> match_shortcode("{{< meta title")
    """
    if text.startswith("{" + _OPEN, at):
        end = text.find(_CLOSE + "}", at)
        return None if end < 0 else (text[at + 1 : end + 3], end + 4)
    if not text.startswith(_OPEN, at):
        return None
    end = _end(text, at + len(_OPEN))
    if end < 0:
        return None
    inside = text[at + len(_OPEN) : end]
    after = end + len(_CLOSE)
    if inside.startswith("/*") and inside.rstrip().endswith("*/"):
        return _OPEN + inside[2:].rstrip()[:-2] + _CLOSE, after
    found = parse_shortcode(inside.rstrip().removesuffix("/"))
    return None if found is None else (found, after)


def _end(text: str, at: int) -> int:
    """Give where the signs that end a shortcode begin: those in quotes do not, if others follow."""
    first = text.find(_CLOSE, at)
    quote = ""
    for index in range(at, len(text)):
        sign = text[index]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and text[index - 1] in " =":
            quote = sign
        elif text.startswith(_CLOSE, index):
            return index
        elif text.startswith("\n\n", index) or text.startswith(_OPEN, index):
            break
    return first


def alone(line: str) -> Shortcode | None:
    """Give the shortcode that a line holds and nothing else.

    >>> alone("  {{< include _part.qmd >}}").first
    '_part.qmd'
    """
    text = line.strip()
    found = match_shortcode(text)
    if found is None or isinstance(found[0], str) or found[1] < len(text):
        return None
    return found[0]
