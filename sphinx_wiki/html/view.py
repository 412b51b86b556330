"""A listing and its entries as plain data, from which Python and the browser draw alike."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, TypedDict

from sphinx_wiki.facts.listing.categories import categories_of
from sphinx_wiki.facts.listing.excerpt import description_limit, shown_description
from sphinx_wiki.facts.listing.fields import searched_fields, value
from sphinx_wiki.facts.listing.model import Field, Listing, ListingOptions, SortOffer
from sphinx_wiki.facts.model import Item, text
from sphinx_wiki.html.markup import SPANS, spans_data
from sphinx_wiki.html.site import Site

# What each direction of an order means, for *Order by*; marked for translators here.
HINTS: Mapping[str, str] = {
    "oldest": "oldest first",
    "newest": "newest first",
    "lowest": "lowest first",
    "highest": "highest first",
    "ascending": "A to Z",
    "descending": "Z to A",
}


class FieldView(TypedDict):
    """A field as it is drawn, its label translated."""

    name: str
    label: str
    type: str
    link: bool
    pattern: str
    """Of minutes: a text with ``{n}`` in it."""


class SortView(TypedDict):
    """An entry of *Order by*: ``key`` is a field, after ``-`` for descending."""

    key: str
    label: str


class ListingView(TypedDict):
    """All that drawing a listing takes beside its entries."""

    id: str
    key: str
    type: str
    fields: list[FieldView]
    categories: str | None
    searched: list[str]
    sorts: list[SortView]
    sorted: str
    """The key of the listing's own order; empty where it is none of ``sorts``."""
    pageSize: int
    total: int
    lazy: bool
    placeholder: str | None
    cut: str
    """Distinguishes ways to cut descriptions, for the shared data file."""
    dates: str
    """The listing's date format; empty for the wiki's."""


class Record(TypedDict):
    """What listings show of one item."""

    url: str
    image: str | None
    alt: str
    draft: str | None
    """The mark of a draft, in the language of the site."""
    categories: list[tuple[str, str | None]]
    values: dict[str, Any]
    """By field: sentences as :data:`SpansData`, dates as ISO text and text to
    show, minutes and numbers as numbers, the rest as text or lists of text."""


def listing_view(listing: Listing, site: Site) -> ListingView:
    """Give what drawing *listing* takes."""
    options = listing.options
    offers = listing.sorts
    placeholder = options.image_placeholder
    return {
        "id": options.id,
        "key": listing.key,
        "type": options.type,
        "fields": [_field(field, site) for field in listing.fields],
        "categories": options.categories,
        "searched": list(searched_fields(options, listing.fields)),
        "sorts": [_sort(offer, site) for offer in offers],
        "sorted": _own_order(options, {_key(offer) for offer in offers}),
        "pageSize": options.page_size,
        "total": len(listing.items),
        "lazy": options.image_lazy_loading,
        "placeholder": site.image_uri(placeholder) if placeholder else None,
        "cut": cut_name(options),
        "dates": options.date_format or "",
    }


def _field(field: Field, site: Site) -> FieldView:
    label = site.text(field.label) if field.translate else field.label
    pattern = site.text("{n} min") if field.type == "minutes" else ""
    return {
        "name": field.name,
        "label": label.strip(),
        "type": field.type,
        "link": field.link,
        "pattern": pattern,
    }


def _key(offer: SortOffer) -> str:
    return f"-{offer.field.name}" if offer.descending else offer.field.name


def _sort(offer: SortOffer, site: Site) -> SortView:
    label = site.text(offer.field.label) if offer.field.translate else offer.field.label
    return {"key": _key(offer), "label": f"{label}: {site.text(HINTS[offer.hint])}"}


def _own_order(options: ListingOptions, offered: set[str]) -> str:
    """Give the first step of the listing's order, where readers can ask for it too."""
    if not options.sort:
        return ""
    first = options.sort[0]
    key = f"-{first.field}" if first.descending else first.field
    return key if key in offered else ""


def cut_name(options: ListingOptions) -> str:
    """Name the way in which a listing cuts descriptions; equal names cut alike."""
    kind = "all" if options.type == "grid" else "found"
    return f"{kind}-{options.max_description_length or ''}"


def record(item: Item, listing: Listing, site: Site) -> Record:
    """Give what *listing* shows and searches of *item*."""
    options = listing.options
    types = {field.name: field.type for field in listing.fields}
    searched = searched_fields(options, listing.fields)
    sorting = (offer.field.name for offer in listing.sorts)
    names = dict.fromkeys((*types, "title", *searched, *sorting))
    values = {name: _value(item, name, types.get(name, ""), options, site) for name in names}
    image = value(item, "image")
    return {
        "url": site.uri(item),
        "image": site.image_uri(image) if isinstance(image, str) else None,
        "alt": str(value(item, "image-alt") or ""),
        "draft": site.text("Draft") if value(item, "draft") is True else None,
        "categories": [(name, site.category_uri(name)) for name in categories_of(item)],
        "values": {
            name: each
            for name, each in values.items()
            if each is not None and name not in ("image", "categories")
        },
    }


def _value(item: Item, name: str, kind: str, options: ListingOptions, site: Site) -> Any:
    found = value(item, name)
    if found is None:
        return None
    if name in SPANS:
        inline = text(found) if isinstance(found, str) else found
        if name == "description":
            inline = shown_description(inline, description_limit(options, item))
        return spans_data(inline)
    if kind == "date":
        iso = str(found)
        return [iso, site.date(iso, options.date_format)] if _is_iso(iso) else [None, iso]
    return plain_value(found)


def _is_iso(written: str) -> bool:
    try:
        dt.datetime.fromisoformat(written)
    except ValueError:
        return False
    return True


def plain_value(found: object) -> str | int | float | list[str]:
    """Give what an author wrote as a number, as text or as a list of texts.

    >>> plain_value(2.0), plain_value(["a", 1]), plain_value("3")
    (2, ['a', '1'], '3')
    """
    if isinstance(found, list | tuple | set | frozenset):
        return [str(plain_value(each)) for each in found]
    if isinstance(found, Mapping):
        return ", ".join(f"{name}: {plain_value(each)}" for name, each in found.items())
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float):
        # JSON has neither NaN nor infinity.
        if not math.isfinite(found):
            return str(found)
        return int(found) if found.is_integer() else found
    return found if isinstance(found, int) else str(found)
