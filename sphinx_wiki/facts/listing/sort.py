"""The order of a listing: by several fields, natural in numbers and blind to accents."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sphinx_wiki.facts.dates import parse_date
from sphinx_wiki.facts.iso_dates import sort_key as date_key
from sphinx_wiki.facts.listing.fields import field_names, field_type, is_field, value
from sphinx_wiki.facts.listing.filter import fold
from sphinx_wiki.facts.listing.model import FieldType, ListingOptions, SortKey
from sphinx_wiki.facts.model import Item, Problem, Span, plain
from sphinx_wiki.facts.nearest import did_you_mean

DEFAULT_SORT = (SortKey("order"), SortKey("title"))

Chunk: TypeAlias = tuple[int, int, str]
_CHUNK = re.compile(r"0*([0-9]+)|([^0-9]+)")


def collate(text: str) -> tuple[tuple[Chunk, ...], str]:
    """Give the key by which *text* sorts among titles.

    Case, accents, and quotes or brackets before the first letter do not
    count unless all else is equal; numbers count by their value.

    >>> sorted(["Note 10", "Ähre", "note 9", "«Zebra»", "apfel"], key=collate)
    ['Ähre', 'apfel', 'note 9', 'Note 10', '«Zebra»']
    """
    folded = fold(text)
    bare = re.sub(r"^[\W_]+", "", folded) or folded
    # Digits compare by length before they compare as text: as numbers, at any size.
    chunks = (
        (0, len(match[1]), match[1]) if match[1] else (1, 0, match[2])
        for match in _CHUNK.finditer(bare)
    )
    return tuple(chunks), text


def sort_items(
    items: Iterable[Item], keys: Iterable[SortKey], options: ListingOptions
) -> list[Item]:
    """Give *items* in the order of *keys*.

    Items without a value come last in both directions. Equal items are
    ordered by their paths, so that the order of *items* does not matter;
    only among items without an address it is kept.

    :param options: say the types of fields.
    """
    ordered = sorted(items, key=_address)
    # Sorting is stable: the last key first, each order survives within the next.
    for field, descending in reversed(list(keys)):
        kind = field_type(field, options)
        keyed = [(sortable(value(item, field), kind), item) for item in ordered]
        present = [(key, item) for key, item in keyed if key is not None]
        present.sort(key=_key, reverse=descending)
        ordered = [item for _, item in present]
        ordered += [item for key, item in keyed if key is None]
    return ordered


def sortable(found: Any, kind: FieldType) -> tuple[Any, ...] | None:
    """Give the key by which the value *found* sorts in a field of type *kind*.

    Numbers, dates and texts in one field never compare with one another:
    what fits the type of the field comes first. ``None`` where there is no value.
    """
    if isinstance(found, dt.date):
        found = found.isoformat()
    if found is None:
        return None
    if kind == "date":
        seconds = _seconds(found)
        return (1, collate(words(found))) if seconds is None else (0, seconds)
    number = _number(found) if kind != "string" or not isinstance(found, str) else None
    return (0, number) if number is not None else (1, collate(words(found)))


def words(found: Any) -> str:
    """Give the value of a field as text; a list of values with commas.

    >>> words(("Ada", "Emmy"))
    'Ada, Emmy'
    """
    if isinstance(found, tuple | list):
        if all(isinstance(each, Span) for each in found):
            return plain(tuple(found))
        return ", ".join(words(each) for each in found)
    return str(found)


def unknown_fields(names: Iterable[str], items: Sequence[Item], verb: str) -> tuple[Problem, ...]:
    """Report each of *names* that is no field of ours and of no item.

    :param verb: what the listing does with them, such as ``sorts by``.
    """
    return tuple(
        Problem(
            f"A listing {verb} {name!r}, a field that no note has."
            + did_you_mean(name, field_names(items)),
            kind="listing",
        )
        for name in dict.fromkeys(names)
        if items and not is_field(name, items)
    )


def _key(pair: tuple[tuple[Any, ...], Item]) -> tuple[Any, ...]:
    return pair[0]


def _seconds(found: object) -> float | None:
    """Give the time of a date, which in a field of the author's own may have any form."""
    try:
        return date_key(str(found))
    except ValueError:
        try:
            return date_key(parse_date(found))
        except ValueError:
            return None


def _number(found: Any) -> float | None:
    try:
        number = float(found)
    except (TypeError, ValueError, OverflowError):
        return None
    # Not a number compares with nothing, so it has no place in an order.
    return None if math.isnan(number) else number


def _address(item: Item) -> tuple[object, ...]:
    address = item.fields.get("path") or item.docname or item.href
    return (1, ()) if address is None else (0, collate(str(address)))
