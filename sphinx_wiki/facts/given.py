"""What an author gave for a key, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from sphinx_wiki.facts.values import describe, words

_NOTHING: Any = object()


class Given(NamedTuple):
    """A value as the author gave it."""

    value: Any
    """With the type that YAML gives it."""
    written: Any
    """The same with numbers and flags as the author spelled them."""
    language: str = "en"
    """The language of the note."""


class WrongValue(ValueError):  # noqa: N818 (what it is says more)
    """A value that a key cannot have; the message says what was found and expected."""

    def __init__(self, found: str, expected: str, kept: Any = _NOTHING) -> None:
        """Say what was found and expected, and which value is *kept* all the same, if any."""
        super().__init__(f"found {found}; expected {expected}")
        self.kept = kept

    @property
    def has_value(self) -> bool:
        """Whether there is a value to go on with all the same."""
        return self.kept is not _NOTHING


Converter: TypeAlias = Callable[[Given], Any]
"""Gives the meaning of a value, ``None`` where it means nothing; raises :exc:`WrongValue`."""


def entries(value: Any) -> Iterator[Any]:
    """Give the entries of a list that are not empty, or the one value.

    Lists within lists are opened: ``[[Note]]`` without quotes is one in YAML.
    """
    if isinstance(value, list | tuple):
        for entry in value:
            yield from entries(entry)
    elif value is not None:
        yield value


def texts(given: Given, expected: str) -> Iterator[str]:
    """Give the entries of a list of texts, or the one text.

    :param expected: what a message calls what should stand in place of an entry that is no text.
    :raises WrongValue: for such an entry.
    """
    for entry in entries(given.written):
        found = words(entry)
        if found is None:
            raise WrongValue(f"{describe(entry)} among the entries", expected)
        yield found
