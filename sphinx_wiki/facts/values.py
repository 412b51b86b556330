"""Plain values out of YAML and JSON: named for a message, as text, and as JSON again."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sphinx_wiki.facts.yaml_faults import shorten

DEEPEST = 10
"""So many levels of a category count."""
_DEEPEST_VALUE = 100
"""So many lists and mappings stand within one another, as in YAML that is read."""


def describe(value: object) -> str:
    """Name *value* as an author would: ``the text 'x'``, ``a list``.

    >>> describe("often"), describe([1]), describe(2.5)
    ("the text 'often'", 'a list', 'the number 2.5')
    """
    if isinstance(value, str):
        return f"the text {shorten(value)!r}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"the number {shorten(value)}"
    if isinstance(value, dt.date):
        return f"the date {value.isoformat()}"
    return "a mapping" if isinstance(value, Mapping) else "a list"


def words(value: object) -> str | None:
    """Give a text, number, flag or date as text; ``None`` for anything else."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return None
    # Half of a surrogate pair, which JSON allows, cannot be written to a file.
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value)).strip()


def unlinked(name: str) -> str:
    """Give the target of a wikilink in double brackets; other text as it is.

    >>> unlinked("[[Chain rule|the rule]]"), unlinked("Chain rule")
    ('Chain rule', 'Chain rule')
    """
    link = re.fullmatch(r"\[\[([^\]|]*)(?:\|[^\]]*)?\]\]", name.strip())
    return (link[1] if link else name).strip()


def unique(found: Iterable[str]) -> tuple[str, ...]:
    """Drop empty texts, and those that an earlier one equals but for case.

    >>> unique(["LLM", "maths", "llm"])
    ('LLM', 'maths')
    """
    first: dict[str, str] = {}
    for name in found:
        if name:
            first.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
    return tuple(first.values())


def as_json(value: Any) -> Any:
    """Give *value* as JSON can hold it; dates become ISO texts.

    >>> as_json({1: dt.date(2024, 7, 7), "x": (1.5, None)})
    {'1': '2024-07-07', 'x': [1.5, None]}
    """
    if isinstance(value, Mapping):
        return {str(words(key) or key): as_json(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | set):
        return [as_json(entry) for entry in value]
    if isinstance(value, str | dt.date):
        return words(value)
    if value is None or isinstance(value, bool | int) or _is_finite(value):
        return value
    return str(value)


def _is_finite(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def within_levels(category: str) -> str:
    """Give *category* without what is below its first :data:`DEEPEST` levels.

    Each has a page, in a folder within that of the one above, and paths have their lengths.
    """
    return "/".join(category.split("/", DEEPEST)[:DEEPEST])


def is_deep(value: object) -> bool:
    """Say whether lists and mappings stand within one another deeper than anybody writes them."""
    level = [value]
    for _depth in range(_DEEPEST_VALUE):
        level = [part for each in level for part in _parts(each)]
        if not level:
            return False
    return True


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list) else ()


def without_nul(value: Any) -> Any:
    """Give *value* with the sign that CommonMark puts in the place of NUL.

    No file can be called by a name with one, and to ask for it raises.
    """
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, list):
        return [without_nul(each) for each in value]
    if isinstance(value, dict):
        return {without_nul(key): without_nul(each) for key, each in value.items()}
    return value
