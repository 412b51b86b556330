"""The nouns of listings: what an author asks for, and what a renderer draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from sphinx_wiki.facts.model import Item, Problem

ListingType = Literal["default", "table", "grid"]
CategoriesStyle = Literal["numbered", "unnumbered", "cloud"]
FieldType = Literal["date", "number", "minutes", "string"]
SortHint = Literal["oldest", "newest", "lowest", "highest", "ascending", "descending"]

Scalar: TypeAlias = str | int | float | bool
Content: TypeAlias = str | Mapping[str, object]
"""A pattern or path of notes, the path of a YAML file, or an item's own metadata."""
Conditions: TypeAlias = tuple[Mapping[str, tuple[Scalar, ...]], ...]
"""Alternatives, each a mapping of field names to wanted values."""


class SortKey(NamedTuple):
    """One step of an order."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """The feed of a listing; ``None`` stands for what the site says."""

    items: int = 20
    type: Literal["full", "partial", "metadata"] = "full"
    title: str | None = None
    image: str | None = None
    description: str | None = None
    language: str | None = None
    categories: tuple[str, ...] = ()
    """Each gives a feed of its own."""
    xml_stylesheet: str | None = None


@dataclass(frozen=True, slots=True)
class ListingOptions:
    """Everything an author can say about one listing, with the defaults of its type.

    Read from front matter by ``parse_listings``; the defaults here are those
    of the type ``default``.
    """

    id: str = "listing"
    type: ListingType = "default"
    contents: tuple[Content, ...] = ()
    """Empty: all notes below the folder of the listing's page."""
    include: Conditions = ()
    exclude: Conditions = ()
    sort: tuple[SortKey, ...] | None = None
    """``None``: ``order``, then ``title``; empty: the order of ``contents``."""
    max_items: int | None = None
    page_size: int = 25
    sort_ui: bool | tuple[str, ...] = False
    filter_ui: bool | tuple[str, ...] = False
    categories: CategoriesStyle | None = None
    fields: tuple[str, ...] | None = None
    """``None``: those of the type that some item has."""
    field_display_names: Mapping[str, str] = field(default_factory=dict)
    field_types: Mapping[str, FieldType] = field(default_factory=dict)
    field_links: tuple[str, ...] = ()
    field_required: tuple[str, ...] = ()
    date_format: str | None = None
    """``None``: the wiki's."""
    max_description_length: int | None = None
    """In characters; ``None``: 175 where a description is cut at all."""
    image_placeholder: str | None = None
    image_lazy_loading: bool = True
    image_align: Literal["left", "right"] = "right"
    image_height: str | None = None
    """A CSS length."""
    grid_columns: int = 3
    grid_item_border: bool = True
    grid_item_align: Literal["left", "right", "center"] = "left"
    table_striped: bool = False
    table_hover: bool = False
    feed: FeedOptions | None = None
    line: int | None = field(default=None, compare=False, repr=False)
    """Where it stands in the note, counted from 1; for warnings only."""


class Field(NamedTuple):
    """One thing that a listing shows of each item: a column of a table."""

    name: str
    """The key in the fields of an item, such as ``date`` or ``word-count``;
    read it with ``value(item, name)``, which knows dotted names."""
    label: str
    """An English label of ours, or the author's own."""
    translate: bool
    """Whether the label is ours, so that a catalogue may have it."""
    type: FieldType
    link: bool
    """Whether it links to the item."""


class SortOffer(NamedTuple):
    """One entry of the *Order by* control."""

    field: Field
    descending: bool
    hint: SortHint
    """What the direction means for this field, for a caller to translate."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of a listing in its order."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    total: int = 0
    """How many matched before ``max-items`` cut them."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing, settled: all that a renderer needs."""

    key: str
    """Distinguishes it from every other listing of the wiki."""
    options: ListingOptions
    fields: tuple[Field, ...]
    sorts: tuple[SortOffer, ...]
    """What readers can sort by."""
    items: tuple[Item, ...]
    total: int
    """How many matched before ``max-items`` cut them."""
    problems: tuple[Problem, ...] = ()
