"""Which fields of its items a listing shows, what they are called and how they are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sphinx_wiki.facts.listing.model import (
    Field,
    FieldType,
    ListingOptions,
    SortHint,
    SortOffer,
)
from sphinx_wiki.facts.model import Item

DEFAULT_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default": ("date", "title", "author", "subtitle", "image", "description"),
        "table": ("date", "title", "author"),
        "grid": ("title", "author", "date", "image", "description"),
    }
)
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "title": "Title",
        "subtitle": "Subtitle",
        "description": "Description",
        "author": "Author",
        "date": "Date",
        "date-modified": "Modified",
        "file-modified": "Modified",
        "filename": "File Name",
        "path": "Path",
        "categories": "Categories",
        "reading-time": "Reading Time",
        "word-count": "Word Count",
        "order": "Order",
        "status": "Status",
        "lang": "Language",
        "aliases": "Aliases",
        "image-alt": "Image Description",
        # A column of images needs no heading.
        "image": " ",
    }
)
"""Our English labels, for a caller to translate."""

TYPES: Mapping[str, FieldType] = MappingProxyType(
    {
        "date": "date",
        "date-modified": "date",
        "file-modified": "date",
        "reading-time": "minutes",
        "word-count": "number",
        "order": "number",
    }
)
SEARCHED = ("title", "description", "categories", "author")

_ALSO: Mapping[str, str] = MappingProxyType(
    {"tags": "categories", "authors": "author", "abstract": "description"}
)
_UNSORTABLE = frozenset({"image", "description"})
_HINTS: Mapping[FieldType, tuple[SortHint, SortHint]] = MappingProxyType(
    {
        "date": ("oldest", "newest"),
        "number": ("lowest", "highest"),
        "minutes": ("lowest", "highest"),
        "string": ("ascending", "descending"),
    }
)


def value(item: Item, name: str) -> Any:
    """Give the field *name* of *item*; ``None`` where it has none or an empty one.

    A name with dots reaches into mappings, and ``tags`` is ``categories``.

    >>> value(Item({"citation": {"year": 2023}}), "citation.year")
    2023
    """
    found: Any = item.fields.get(name, item.fields.get(canonical(name)))
    if found is None and "." in name:
        found = item.fields
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return None if found in ("", (), []) else found


def canonical(name: str) -> str:
    """Give the one name of a field that has several.

    >>> canonical("tags")
    'categories'
    """
    return _ALSO.get(name, name)


def is_field(name: str, items: Iterable[Item]) -> bool:
    """Tell whether *name* is a field we know or one that some of *items* has."""
    return name in LABELS or name in _ALSO or any(value(item, name) is not None for item in items)


def field_names(items: Iterable[Item]) -> list[str]:
    """Give every field we know or that some of *items* has, sorted."""
    return sorted(set(LABELS).union(*(item.fields for item in items)))


def field_type(name: str, options: ListingOptions) -> FieldType:
    """Give the type of field *name*: the author's, else ours, else ``string``."""
    return options.field_types.get(name, TYPES.get(name, "string"))


def shown_fields(options: ListingOptions, items: Sequence[Item]) -> tuple[Field, ...]:
    """Give the fields that a listing of *items* shows, in order.

    Without ``fields``, those of the type that some item has; the image stays.
    Categories to filter by are also shown on each item, except in a table.
    """
    names = options.fields
    if names is None:
        names = tuple(
            name
            for name in DEFAULT_FIELDS[options.type]
            if name == "image" or any(value(item, name) is not None for item in items)
        )
    names = tuple(canonical(name) for name in names)
    if options.categories and options.type != "table" and "categories" not in names:
        names = (*names, "categories")
    return tuple(_field(name, options, items) for name in names)


def _field(name: str, options: ListingOptions, items: Sequence[Item]) -> Field:
    own = options.field_display_names.get(name)
    ours = LABELS.get(name)
    label = own or ours or name.rsplit(".", 1)[-1].replace("-", " ").replace("_", " ").capitalize()
    translate = own is None and ours is not None and bool(ours.strip())
    kind = field_type(name, options)
    if name not in options.field_types and kind == "string" and _holds_numbers(name, items):
        kind = "number"
    return Field(name, label, translate, kind, name in options.field_links)


def _holds_numbers(name: str, items: Sequence[Item]) -> bool:
    """Tell whether a field of the author's own holds numbers and nothing else."""
    found = [each for item in items if (each := value(item, name)) is not None]
    return bool(found) and all(type(each) in (int, float) for each in found)


def sort_offers(
    options: ListingOptions, fields: Sequence[Field], items: Sequence[Item]
) -> tuple[SortOffer, ...]:
    """Give what readers can sort by: both directions of each shown field, or of those named.

    A field may be named in ``sort-ui`` and not shown. Descriptions are offered
    only where they are named, images never, nor what no item has.
    """
    if isinstance(options.sort_ui, tuple):
        shown = {field.name: field for field in fields}
        names = dict.fromkeys(map(canonical, options.sort_ui))
        offered = [shown.get(name) or _field(name, options, items) for name in names]
        offered = [field for field in offered if field.name != "image"]
    else:
        offered = [field for field in fields if options.sort_ui and field.name not in _UNSORTABLE]
    return tuple(
        SortOffer(field, descending, _HINTS[field.type][descending])
        for field in offered
        if any(value(item, field.name) is not None for item in items)
        for descending in (False, True)
    )


def searched_fields(options: ListingOptions, fields: Sequence[Field]) -> tuple[str, ...]:
    """Give the names of the fields that the filter searches; none without a filter.

    By default what identifies a note (title, description, categories,
    authors) and all else that is shown.
    """
    if options.filter_ui is True:
        others = (field.name for field in fields if field.name != "image")
        return tuple(dict.fromkeys((*SEARCHED, *others)))
    return tuple(canonical(name) for name in options.filter_ui or ())
