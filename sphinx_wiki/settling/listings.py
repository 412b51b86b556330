"""The listings of every page, chosen and ordered from all notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.domain import WikiDomain, wiki_project
from sphinx_wiki.facts.items import item_of
from sphinx_wiki.facts.listing import (
    Listing,
    ListingOptions,
    build_listing,
    lineage,
    parse_listings,
)
from sphinx_wiki.facts.listing.categories import categories_of, identity
from sphinx_wiki.facts.listing.contents import ReadYaml
from sphinx_wiki.facts.model import Item
from sphinx_wiki.facts.wiki import Shown, Wiki
from sphinx_wiki.facts.yaml_limits import LONGEST_DATA, load_yaml
from sphinx_wiki.messages import warn_problem
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.reading.project import WikiProject

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def place_listings(domain: WikiDomain, docname: str) -> list[tuple[int, str]]:
    """Record the listings of a note's front matter; give their indexes and ids."""
    project = wiki_project(domain.env)
    scan = project.scans[docname]
    if scan.meta.listing is None:
        return []
    found, problems = parse_listings(scan.meta.listing, scan.head.lines.get("listing"))
    for problem in problems:
        warn_problem(problem, docname)
    return [(domain.add_listing(docname, options), options.id) for options in found]


def settle_listings(env: BuildEnvironment, domain: WikiDomain, wiki: Wiki) -> Wiki:
    """Give *wiki* with every listing, filled from all its notes."""
    return _fill(env, domain, replace(wiki, items=_items(env, wiki, wiki.briefs)))


def resettle_listings(
    env: BuildEnvironment, domain: WikiDomain, wiki: Wiki, last: Wiki, read: Iterable[str]
) -> tuple[Wiki, bool]:
    """Give *wiki* with every listing, and whether these show no difference to those of *last*.

    :param wiki: as *last* but for what was *read*.
    """
    items = _items(env, wiki, read)
    wiki = replace(wiki, items=last.items | items)
    pairs = [(item, last.items[name]) for name, item in items.items() if item != last.items[name]]
    listed = all(_but_words(item) == _but_words(was) for item, was in pairs)
    # The words of items in listings are old now, but nothing shows them.
    alike = listed and not (pairs and last.shown.words)
    return (wiki, True) if alike else (_fill(env, domain, wiki), False)


def _items(env: BuildEnvironment, wiki: Wiki, names: Iterable[str]) -> dict[str, Item]:
    return {
        docname: item_of(
            wiki.notes[docname],
            path=env.doc2path(docname, False).as_posix(),
            modified=wiki.modified.get(docname),
            words_per_minute=env.config.wiki_words_per_minute,
        )
        for docname in names
        if not wiki.briefs[docname].generated
    }


def _fill(env: BuildEnvironment, domain: WikiDomain, wiki: Wiki) -> Wiki:
    asked = domain.asked
    assert asked is not None
    items = tuple(wiki.items.values())

    @cache
    def read_yaml(path: str) -> object:
        text, _problem = decode(asked.content(Path(env.srcdir) / path).read_bytes())
        return load_yaml(text, LONGEST_DATA)

    listings: dict[str, tuple[Listing, ...]] = {}
    for docname in sorted(domain.listings):
        if docname not in wiki.notes:
            continue
        chosen = _of_category(wiki_project(env), docname, items)
        listings[docname] = tuple(
            _build(options, chosen, docname, read_yaml, domain)
            for options in domain.listings[docname]
        )
    return replace(wiki, listings=listings, shown=_shown(listings, items))


def _shown(listings: Mapping[str, tuple[Listing, ...]], items: tuple[Item, ...]) -> Shown:
    every = [each for found in listings.values() for each in found]
    shown = (item for group in (items, *(each.items for each in every)) for item in group)
    paths = {path for item in shown if isinstance(path := item.fields.get("image"), str)}
    paths |= {path for each in every if (path := each.options.image_placeholder)}
    paths |= {feed.image for each in every if (feed := each.options.feed) and feed.image}
    return Shown(
        words=any(map(shows_words, every)),
        pictures=frozenset(paths),
        feeds=tuple(
            docname
            for docname, found in listings.items()
            if any(each.options.feed for each in found)
        ),
    )


def _but_words(item: Item) -> Item:
    return replace(item, fields={**item.fields, "word-count": None})


def shows_words(listing: Listing) -> bool:
    """Say whether a listing may show or ask for the number of words of its notes."""
    return "word-count" in repr((listing.options, listing.fields, listing.sorts))


def _build(
    options: ListingOptions,
    items: tuple[Item, ...],
    docname: str,
    read_yaml: ReadYaml,
    domain: WikiDomain,
) -> Listing:
    env = domain.env
    listing = build_listing(
        options,
        items,
        docname,
        read_yaml=read_yaml,
        language=env.config.language,
    )
    for item in listing.items:
        image = item.fields.get("image")
        if item.docname is None and isinstance(image, str) and _is_file(domain, image):
            env.images.add_file(docname, image)
    if docname in domain.reading:
        for problem in listing.problems:
            warn_problem(problem._replace(line=problem.line or options.line), docname)
    return listing


def _is_file(domain: WikiDomain, path: str) -> bool:
    assert domain.asked is not None
    return domain.asked.exists(Path(domain.env.srcdir) / path)


def _of_category(project: WikiProject, docname: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Give the items of the category whose page *docname* is, those below it too; else all."""
    page = project.pages.get(docname)
    if page is None or page.category is None:
        return items
    wanted = identity(page.category)
    return tuple(
        item
        for item in items
        if any(identity(level) == wanted for name in categories_of(item) for level in lineage(name))
    )
