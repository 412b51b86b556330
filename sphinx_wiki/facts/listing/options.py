"""Every listing option, declared once: reading, checking, docs and schema come from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_wiki.facts.listing.convert import (
    BOOL,
    CONDITIONS,
    CONTENTS,
    DISPLAY_NAMES,
    FEED,
    ID,
    LENGTH,
    NAMES,
    POSITIVE,
    SORT,
    STRING,
    UI,
    Kind,
    choice,
    choice_or_bool,
    mapping_to,
)

TYPES = ("default", "table", "grid")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a listing or of its feed."""

    name: str
    kind: Kind
    default: object
    """The typed value, as in :class:`ListingOptions`."""
    help: str
    by_type: Mapping[str, object] = field(default_factory=dict)
    """Defaults of listing types that differ from ``default``."""
    table: tuple[Option, ...] = ()
    """The options within, where the value may be a mapping of its own."""

    @property
    def attribute(self) -> str:
        """The name of the option in :class:`ListingOptions`."""
        return self.name.replace("-", "_")

    def default_for(self, listing_type: str) -> object:
        """Give the default in a listing of type *listing_type*."""
        return self.by_type.get(listing_type, self.default)

    def schema(self) -> dict[str, object]:
        """Give the JSON Schema of the option's value."""
        if not self.table:
            return {"description": self.help, **self.kind.schema}
        return {"description": self.help, "anyOf": [self.kind.schema, _object(self.table)]}


FEED_OPTIONS: tuple[Option, ...] = (
    Option("items", POSITIVE, 20, "The number of items in the feed."),
    Option(
        "type",
        choice("full", "partial", "metadata"),
        "full",
        "What of each item is in the feed: its description or first paragraph, or with "
        "``metadata`` no first paragraph. ``full`` gives no more than ``partial``.",
    ),
    Option("title", STRING, None, "The title of the feed; that of the page by default."),
    Option("image", STRING, None, "The path or address of an image for the feed."),
    Option(
        "description",
        STRING,
        None,
        "The description of the feed; that of the page by default.",
    ),
    Option("language", STRING, None, "The language code of the feed; the site's by default."),
    Option("categories", NAMES, (), "Categories that get feeds of their own."),
    Option(
        "xml-stylesheet",
        STRING,
        None,
        "The address of a style sheet (XSL) for the feed, as seen from it.",
    ),
)

OPTIONS: tuple[Option, ...] = (
    Option(
        "id",
        ID,
        "listing",
        "Names the listing; ``::: {#id}`` in the page says where it goes. In a list of listings "
        "the default is ``listing-1``, ``listing-2`` and so on.",
    ),
    Option(
        "type",
        choice(*TYPES),
        "default",
        "How items are laid out: one below the other, as rows of a table or as cards in a grid.",
    ),
    Option(
        "contents",
        CONTENTS,
        (),
        "Which notes to list. A path or pattern is relative to the page's folder and a leading "
        "``/`` means the root; patterns without it reach into subfolders; ``!`` excludes; a "
        "folder stands for all notes below it. A ``.yml`` file holds a list of items, and a "
        "mapping is one item. All notes below the page's folder by default.",
    ),
    Option(
        "include",
        CONDITIONS,
        (),
        "Keep only items whose fields match: every field named here, with any one of its "
        "values. Texts may be patterns, and a category matches those below it.",
    ),
    Option("exclude", CONDITIONS, (), "Leave out items of which any field named here matches."),
    Option(
        "sort",
        SORT,
        None,
        "Fields to sort by, each with ``asc`` or ``desc``; ``false`` keeps the order of "
        "``contents``. By ``order``, then ``title``, by default.",
    ),
    Option("max-items", POSITIVE, None, "List at most so many items, the first in the order."),
    Option(
        "page-size",
        POSITIVE,
        25,
        "How many items to show at a time.",
        {"table": 30, "grid": 18},
    ),
    Option(
        "sort-ui",
        UI,
        False,
        "Whether readers can sort by what is shown, or the fields they can sort by, shown or not.",
        {"table": True},
    ),
    Option(
        "filter-ui",
        UI,
        False,
        "Whether readers can filter by typing, or the fields that are searched.",
        {"table": True},
    ),
    Option(
        "categories",
        choice_or_bool("numbered", "numbered", "unnumbered", "cloud"),
        None,
        "Offer the categories of the items to filter by: with counts (``true``, ``numbered``), "
        "without, or as a cloud.",
    ),
    Option(
        "fields",
        NAMES,
        None,
        "The fields to show, in order. By default those of date, title, author, subtitle, image "
        "and description that the type shows and some item has.",
    ),
    Option("field-display-names", DISPLAY_NAMES, {}, "Labels of fields, by their names."),
    Option(
        "field-types",
        mapping_to(choice("date", "number", "minutes", "string")),
        {},
        "Types of fields, by their names: how they are sorted and shown.",
    ),
    Option(
        "field-links",
        NAMES,
        (),
        "Fields that link to the item.",
        {"table": ("title", "filename")},
    ),
    Option(
        "field-required",
        NAMES,
        (),
        "Fields that every item should have; a missing one is reported.",
    ),
    Option(
        "date-format",
        STRING,
        None,
        "``full``, ``long``, ``medium``, ``short``, ``iso`` or a pattern such as ``D MMM YYYY``.",
    ),
    Option(
        "max-description-length",
        POSITIVE,
        None,
        "Cut descriptions to so many characters. By default only those taken from the text of a "
        "note, and all in a grid, at 175.",
    ),
    Option("image-placeholder", STRING, None, "An image for items that have none."),
    Option("image-lazy-loading", BOOL, True, "Whether images load only when they come into view."),
    Option("image-align", choice("left", "right"), "right", "The side of images in a list."),
    Option(
        "image-height",
        LENGTH,
        None,
        "The height of images, which are cropped to fill it.",
        {"table": "40px", "grid": "150px"},
    ),
    Option("grid-columns", POSITIVE, 3, "The number of columns of a grid."),
    Option("grid-item-border", BOOL, True, "Whether cards of a grid have a border."),
    Option(
        "grid-item-align",
        choice("left", "right", "center"),
        "left",
        "The alignment of text in the cards of a grid.",
    ),
    Option("table-striped", BOOL, False, "Whether every other row of a table is shaded."),
    Option(
        "table-hover",
        BOOL,
        False,
        "Whether the row under the pointer is shaded, and links as a whole.",
    ),
    Option("feed", FEED, None, "Whether the listing has a feed, or its options.", {}, FEED_OPTIONS),
)


def listing_schema() -> dict[str, object]:
    """Give the JSON Schema (2020-12) of the front-matter key ``listing``."""
    one = _object(OPTIONS)
    return {
        "description": "Shows notes on this page, to sort and filter.",
        "anyOf": [
            {"type": "boolean"},
            {"enum": list(TYPES)},
            one,
            {"type": "array", "items": one},
        ],
    }


def _object(table: tuple[Option, ...]) -> dict[str, object]:
    return {
        "type": "object",
        # An option without a value counts as absent.
        "properties": {
            option.name: {"anyOf": [option.schema(), {"type": "null"}]} for option in table
        },
        "additionalProperties": False,
    }
