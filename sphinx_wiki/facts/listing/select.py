"""Which items a listing shows, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_wiki.facts.listing.conditions import test_of
from sphinx_wiki.facts.listing.contents import ReadYaml, gather
from sphinx_wiki.facts.listing.fields import value
from sphinx_wiki.facts.listing.model import ListingOptions, Selection
from sphinx_wiki.facts.listing.sort import DEFAULT_SORT, sort_items, unknown_fields
from sphinx_wiki.facts.model import Item, Problem


def select(
    options: ListingOptions,
    items: Sequence[Item],
    page: str,
    *,
    read_yaml: ReadYaml | None = None,
    language: str = "en",
) -> Selection:
    """Give the items of a listing in its order.

    :param items: all notes of the wiki.
    :param page: the docname of the page that holds the listing, which it never shows.
    :param read_yaml: gives the data of a YAML file by its path from the source
        folder; raises ``OSError``, ``ValueError`` or ``yaml.YAMLError``.
    :param language: the language of dates in words.
    """
    gathered = gather(options.contents, items, page, read_yaml, language)
    problems = list(gathered.problems)
    keep = test_of(options.include, options.exclude)
    kept = [item for item in gathered.items if keep(item)]
    if gathered.items and not kept:
        message = "'include' and 'exclude' of a listing leave none of its items."
        problems.append(Problem(message, kind="listing"))
    problems += _missing(options, kept)
    keys = options.sort
    if keys is None:
        keys = DEFAULT_SORT if gathered.has_notes else ()
    else:
        problems += unknown_fields([key.field for key in keys], [*kept, *items], "sorts by")
    ordered = sort_items(kept, keys, options) if keys else kept
    return Selection(tuple(ordered[: options.max_items]), tuple(problems), len(ordered))


def _missing(options: ListingOptions, items: Sequence[Item]) -> Iterator[Problem]:
    for name in options.field_required:
        for item in items:
            if value(item, name) is None:
                who = item.fields.get("path") or item.docname or item.href or "An item"
                message = f"{who} has no {name!r}, which a listing requires."
                yield Problem(message, kind="listing")
