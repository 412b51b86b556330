"""Listings as renderers need them."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_wiki.facts.listing.contents import ReadYaml
from sphinx_wiki.facts.listing.fields import shown_fields, sort_offers
from sphinx_wiki.facts.listing.model import Listing, ListingOptions
from sphinx_wiki.facts.listing.select import select
from sphinx_wiki.facts.listing.sort import unknown_fields
from sphinx_wiki.facts.model import Item


def build_listing(
    options: ListingOptions,
    items: Sequence[Item],
    page: str,
    *,
    read_yaml: ReadYaml | None = None,
    language: str = "en",
) -> Listing:
    """Give the listing that *options* in *page* ask for, among the notes *items*.

    Its key is that of the page and the id, which no other listing of the page may have.

    :param read_yaml: see :func:`~sphinx_wiki.facts.listing.select.select`.
    :param language: the language of dates in words.
    """
    selection = select(options, items, page, read_yaml=read_yaml, language=language)
    everything = [*selection.items, *items]
    offered = options.sort_ui if isinstance(options.sort_ui, tuple) else ()
    searched = options.filter_ui if isinstance(options.filter_ui, tuple) else ()
    problems = (
        *selection.problems,
        *unknown_fields(options.fields or (), everything, "shows"),
        *unknown_fields(offered, everything, "offers to sort by"),
        *unknown_fields(searched, everything, "searches"),
    )
    fields = shown_fields(options, selection.items)
    key = f"{page}#{options.id}"
    sorts = sort_offers(options, fields, selection.items)
    return Listing(key, options, fields, sorts, selection.items, selection.total, problems)
