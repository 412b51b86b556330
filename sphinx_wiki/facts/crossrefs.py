"""What can be referred to by a name such as ``fig-loss``, and how references are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

KINDS = (
    "fig", "tbl", "eq", "sec", "lst",
    "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "rem", "sol",
    "nte", "tip", "wrn", "imp", "cau",
)  # fmt: skip
"""What names begin with, before a hyphen, as in Quarto."""

EQUATION = "equation"
"""What a label says of a displayed formula instead of the word before its number."""

_NAME = re.compile(rf"(?:{'|'.join(KINDS)})-\S+", re.IGNORECASE)
# The inner signs are those that Pandoc allows within a key.
_KEY = re.compile(r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w+(?:[-:.#$%&+?<>~/]+\w+)*))")
_ITEM = re.compile(r"(?P<before>[^@]*?)(?P<minus>-?)(?P<key>@.*)", re.DOTALL)


class Label(NamedTuple):
    """One thing with a name, as its own note knows it."""

    anchor: str
    title: str = ""
    """The heading, where it has one and no number."""
    kind: str = ""
    """The word before its number, such as ``Theorem``."""
    number: str = ""
    """Empty where the numbers of figures, tables and listings tell it."""
    frame: str = ""
    """The anchor of the figure that it is a part of."""


class Item(NamedTuple):
    """One reference to a key, with what stands around it in the same brackets."""

    key: str
    before: str = ""
    after: str = ""
    bare: bool = False
    """Whether there is a minus before it: only the number or the year is shown."""


NO_LABELS: Mapping[str, Label] = MappingProxyType({})


def is_name(key: str) -> bool:
    """Say whether *key* is one of a figure, a table or another thing of a note.

    >>> is_name("fig-loss"), is_name("knuth1984")
    (True, False)
    """
    return _NAME.fullmatch(key) is not None


def match_key(text: str, start: int) -> tuple[str, int] | None:
    """Give the key that ``@`` at *start* begins, and where it ends.

    >>> match_key("see @fig-loss.", 4)
    ('fig-loss', 13)
    """
    found = _KEY.match(text, start)
    return (found["braced"] or found["plain"], found.end()) if found else None


def read_items(text: str) -> tuple[Item, ...]:
    """Read what stands in brackets: ``see @a, p. 3; -@b``; nothing where it is something else.

    >>> see, bare = read_items("see @a, p. 3; -@b")
    >>> see.before, see.key, see.after, bare.key, bare.bare
    ('see', 'a', 'p. 3', 'b', True)
    >>> read_items("mail me@example.org")
    ()
    """
    items: list[Item] = []
    for part in text.split(";"):
        found = _ITEM.fullmatch(part)
        if found is None or (found["before"] and not re.search(r"[\s(]$", found["before"])):
            return ()
        key = match_key(found["key"], 0)
        if key is None:
            return ()
        after = found["key"][key[1] :].strip().removeprefix(",").strip()
        items.append(Item(key[0], found["before"].strip(), after, bool(found["minus"])))
    return tuple(items)
