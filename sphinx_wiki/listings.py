"""The listings of every page, chosen and ordered from all notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from sphinx_wiki.domain import WikiDomain, wiki_project
from sphinx_wiki.encoding import decode
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
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.messages import warn_problem
from sphinx_wiki.project import WikiProject

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


def settle_listings(
    env: BuildEnvironment,
    domain: WikiDomain,
    wiki: Wiki,
    known: Mapping[str, Item] = MappingProxyType({}),
    last: Wiki | None = None,
) -> frozenset[str]:
    """Fill every listing of the wiki from all its notes; give the pages with listings.

    :param known: the items of notes that are known to be as they were.
    :param last: the wiki with these; where no listing shows a difference to it, its
        listings hold, and no page is given.
    """
    asked = domain.asked
    assert asked is not None
    speed = env.config.wiki_words_per_minute
    for docname, note in wiki.notes.items():
        if not note.generated:
            if docname in known:
                wiki.items[docname] = known[docname]
                continue
            path = env.doc2path(docname, False).as_posix()
            wiki.items[docname] = item_of(
                note, path=path, modified=wiki.modified.get(docname), words_per_minute=speed
            )
    if last is not None and _list_alike(last, wiki, known):
        return frozenset()
    items = tuple(wiki.items.values())

    @cache
    def read_yaml(path: str) -> object:
        text, _problem = decode(asked.content(Path(env.srcdir) / path).read_bytes())
        return yaml.safe_load(text)

    for docname in sorted(domain.listings):
        if docname not in wiki.notes:
            continue
        chosen = _of_category(wiki_project(env), docname, items)
        wiki.listings[docname] = tuple(
            _build(options, chosen, docname, read_yaml, domain)
            for options in domain.listings[docname]
        )
    return frozenset(wiki.listings)


def _list_alike(last: Wiki, wiki: Wiki, known: Mapping[str, Item]) -> bool:
    """Give *wiki* the listings of *last* where these show nothing of what differs."""
    differing = {
        docname: item
        for docname, item in wiki.items.items()
        if docname not in known and item != last.items[docname]
    }
    if any(_but_words(item) != _but_words(last.items[name]) for name, item in differing.items()):
        return False
    every = [each for found in last.listings.values() for each in found]
    if differing and any(map(shows_words, every)):
        return False
    # The words of their items are old now, and nothing shows them.
    wiki.listings.update(last.listings)
    return True


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
