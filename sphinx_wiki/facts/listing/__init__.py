"""Listings: what an author asks for, and which notes it shows, in which order."""

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
    "listing_schema",
    "parse_directive_options",
    "parse_listings",
]
