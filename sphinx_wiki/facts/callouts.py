"""Callouts: the first line of a quote that makes a box of it, and what kinds there are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_FIRST_LINE = re.compile(
    r"\[!(?P<kind>[^\]\n|]+)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)(?:[ \t]+(?P<title>\S.*))?"
)

# By Obsidian's names; what follows each are its synonyms.
_KINDS = (
    "note",
    "abstract summary tldr",
    "info",
    "todo",
    "tip hint",
    "important",
    "success check done",
    "question help faq",
    "warning attention",
    "caution",
    "failure fail missing",
    "danger error",
    "bug",
    "example",
    "quote cite",
)
KINDS: Mapping[str, str] = MappingProxyType(
    {name: group.split()[0] for group in _KINDS for name in group.split()}
)
"""The kind that each name means. ``important`` and ``caution`` are kinds of their own on
GitHub and look like ``tip`` and ``warning`` in Obsidian."""


class Callout(NamedTuple):
    """What the first line of a callout says."""

    name: str
    """The type as written, in small letters."""
    kind: str
    """One of the values of :data:`KINDS`; ``note`` for a type that nobody knows."""
    fold: str
    """``+``: foldable and open; ``-``: foldable and closed; empty: neither."""
    title: str | None

    @property
    def shown(self) -> str:
        """The title; without one, the type's name made readable."""
        words = self.title or self.name.replace("-", " ").replace("_", " ")
        return words if self.title else words[:1].upper() + words[1:]


def read_callout(line: str) -> Callout | None:
    """Read the first line of a quote.

    >>> read_callout("[!FAQ]- Why *this*?")
    Callout(name='faq', kind='question', fold='-', title='Why *this*?')
    >>> read_callout("[!recipe]").shown
    'Recipe'
    """
    found = _FIRST_LINE.fullmatch(line.rstrip())
    if found is None:
        return None
    name = found["kind"].strip().casefold()
    return Callout(name, KINDS.get(name, "note"), found["fold"], found["title"])
