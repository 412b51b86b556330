"""The parts of HTML that a note holds: its tags, their addresses, and what is between them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# What is no markup at all, a tag, or text. Each looks no further than the next `<`, or takes
# what it looked through, so that the time is in proportion.
_PIECE = re.compile(
    r"<!--(?:.*?-->|.*)"
    r"|<(?P<raw>script|style|textarea|svg|math|xmp)\b(?:.*?</(?P=raw)\s*>|.*)"
    r"|(?P<tag></?(?P<name>[a-z][a-z0-9-]*)[^<>\"']*(?:(?:\"[^\"<]*\"|'[^'<]*')[^<>\"']*)*>)"
    r"|(?P<text>[^<]+)|<",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"\s(?P<key>[^\s\"'=<>/`]+)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+))"
)
_KEYS = {
    "img": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "a": ("href",),
}
_OUTWARD = re.compile(r"(?!attachment:)[a-z][a-z0-9+.-]*:|//|#|\s*$", re.IGNORECASE)


class Piece(NamedTuple):
    """Something in HTML: a tag, text between tags, or what neither links nor shows anything."""

    start: int
    text: str
    tag: str
    """The tag's name in lower case, ``text``, or nothing."""


class Address(NamedTuple):
    """An address within the folder of notes, and where it stands in a tag."""

    value: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """Part HTML into tags, and what is between them; joined they are *text*."""
    for found in _PIECE.finditer(text):
        kind = "text" if found["text"] else (found["name"] or "").lower()
        yield Piece(found.start(), found[0], kind)


class Attribute(NamedTuple):
    """An attribute of a tag that has a value."""

    key: str
    """The name, in lower case."""
    value: str
    """With its escapes resolved."""
    start: int
    """Where the value as written begins in the tag."""
    end: int


def attributes(tag: str) -> Iterator[Attribute]:
    """Give the attributes of a *tag* as written, but for those without a value.

    >>> [each[:2] for each in attributes("<a HREF='a&amp;b' title=' name=c' download>")]
    [('href', 'a&b'), ('title', ' name=c')]
    """
    for found in _ATTRIBUTE.finditer(tag):
        place = next(kind for kind in ("double", "single", "bare") if found[kind] is not None)
        yield Attribute(found["key"].lower(), html.unescape(found[place]), *found.span(place))


def addresses(piece: Piece) -> Iterator[Address]:
    """Give the addresses in a tag that are a note's or a file's of the folder."""
    for key, written, start, end in attributes(piece.text) if piece.tag in _KEYS else ():
        value = written.strip()
        # A set of several pictures is left to its author.
        several = key == "srcset" and re.search(r"[\s,]", value)
        if key in _KEYS[piece.tag] and not several and not _OUTWARD.match(value):
            yield Address(value, start, end)
