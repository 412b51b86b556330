"""Looking up what ``{{< meta >}}`` and ``{{< var >}}`` name in nested values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_DOT = re.compile(r"(?<!\\)\.")


def look_up(values: object, name: str) -> Any:
    """Give the value at the dotted *name*; ``None`` where there is none.

    Entries of lists count from 1; a backslash before a dot makes it part of a key.

    >>> look_up({"author": [{"name": "Ada"}]}, "author.1.name")
    'Ada'
    """
    found = values
    for part in _DOT.split(name):
        key = part.replace("\\.", ".")
        if isinstance(found, Mapping):
            found = found.get(key)
        elif isinstance(found, list | tuple) and key.isdecimal() and 0 < int(key) <= len(found):
            found = found[int(key) - 1]
        else:
            return None
    return found


def names(values: object, before: str = "") -> Iterator[str]:
    """Give every name that :func:`look_up` knows in mappings.

    >>> list(names({"a": {"b": 1}}))
    ['a', 'a.b']
    """
    if isinstance(values, Mapping):
        for key, value in values.items():
            name = f"{before}{key}"
            yield name
            yield from names(value, f"{name}.")


def as_words(value: object) -> str:
    """Give a value as it stands in a sentence.

    >>> as_words(["a", 2, True])
    'a, 2, true'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(as_words(each) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {as_words(each)}" for key, each in value.items())
    return "" if value is None else str(value)
