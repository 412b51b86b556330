"""The pages that make themselves, as notes written in memory.

Each says what it is in its front matter, so that it is read, linked and
searched like any other note.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sphinx.locale import get_translation

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.slugs import category_slug
from sphinx_wiki.reading.scan import Declared, Scan

_ = get_translation("sphinx_wiki")

PageKind = Literal["index", "sources", "category", "categories", "404"]

CATEGORIES = "categories"
SOURCES = "sources"
UNLISTED = "wiki_unlisted"
"""The filter of a bibliography for the works that no other one has."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the wiki writes because the author has not."""

    docname: str
    kind: PageKind
    text: str
    category: str | None = None
    """The category whose notes the page lists."""

    def scan(self) -> Scan:
        """Give what its front matter says."""
        stamp = (zlib.crc32(self.text.encode()), len(self.text))
        head = read_head(self.text, ".md")
        return Scan.of(Declared(head, parse_meta(head)[0], ()), stamp, str(stamp[0]))


def category_page(category: str) -> str:
    """Give the docname of the page of *category*.

    >>> category_page("ml/nlp")
    'categories/ml/nlp'
    """
    return f"{CATEGORIES}/{category_slug(category)}"


def own_pages(
    categories: Iterable[str], *, title: str, root: str, bibfiles: bool
) -> Iterator[Page]:
    """Give every page that makes itself for notes with these *categories*."""
    yield Page(root, "index", _front(title=title, listing=_listing(categories=True)))
    body = "```{wiki:sources}\n```\n"
    if bibfiles:
        works = f"```{{bibliography}}\n:filter: {UNLISTED}\n```\n"
        body += "\n## " + _("Bibliography") + "\n\n" + works
    yield Page(SOURCES, "sources", _front(title=_("Sources")) + body)
    for name in _spelled(categories):
        text = _front(title=name, listing=_listing(categories=True))
        yield Page(category_page(name), "category", text, name)
    lost = _("This page is not here. It may have been renamed or removed.")
    home = _("Go to the list of all notes")
    front = _front(title=_("Page not found"), nosearch=True)
    yield Page("404", "404", f"{front}{lost}\n\n[{home}](/{root})\n")


def _spelled(categories: Iterable[str]) -> list[str]:
    """Give every category and every level above it, in the first spelling met."""
    spelling: dict[str, str] = {}
    for category in dict.fromkeys(categories):
        parts = category.split("/")
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth])
            spelling.setdefault(category_slug(name), name)
    return sorted(spelling.values())


def _listing(**options: Any) -> dict[str, Any]:
    return {
        "id": "notes",
        "contents": "/**",
        "sort": ["date desc", "title"],
        "sort-ui": ["date", "date-modified", "title", "reading-time"],
        "filter-ui": True,
        "fields": [
            "date",
            "title",
            "author",
            "subtitle",
            "image",
            "description",
            "categories",
            "reading-time",
        ],
        **options,
    }


def _front(**data: Any) -> str:
    """Give front matter; JSON is YAML, and safe for any title."""
    return f"---\n{json.dumps(data, ensure_ascii=False)}\n---\n\n"
