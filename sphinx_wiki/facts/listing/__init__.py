"""Listings: what an author asks for, and which notes it shows, in which order."""

from sphinx_wiki.facts.listing.categories import category_counts, lineage
from sphinx_wiki.facts.listing.excerpt import description_limit, shown_description
from sphinx_wiki.facts.listing.fields import (
    field_type,
    searched_fields,
    shown_fields,
    value,
)
from sphinx_wiki.facts.listing.filter import fold, matches, parse_query
from sphinx_wiki.facts.listing.globs import literal
from sphinx_wiki.facts.listing.model import (
    FeedOptions,
    Field,
    Listing,
    ListingOptions,
    Selection,
    SortKey,
    SortOffer,
)
from sphinx_wiki.facts.listing.options import FEED_OPTIONS, OPTIONS, Option, listing_schema
from sphinx_wiki.facts.listing.parse import parse_directive_options, parse_listings
from sphinx_wiki.facts.listing.select import select
from sphinx_wiki.facts.listing.sort import collate, sort_items, sortable
from sphinx_wiki.facts.listing.view import build_listing

__all__ = [
    "FEED_OPTIONS",
    "OPTIONS",
    "FeedOptions",
    "Field",
    "Listing",
    "ListingOptions",
    "Option",
    "Selection",
    "SortKey",
    "SortOffer",
    "build_listing",
    "category_counts",
    "collate",
    "description_limit",
    "field_type",
    "fold",
    "lineage",
    "listing_schema",
    "literal",
    "matches",
    "parse_directive_options",
    "parse_listings",
    "parse_query",
    "searched_fields",
    "select",
    "shown_description",
    "shown_fields",
    "sort_items",
    "sortable",
    "value",
]
