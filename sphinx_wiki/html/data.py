"""The two data files that pages load by ``<script src>``: all entries, and the left column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sphinx_wiki.facts.listing.categories import identity, lineage
from sphinx_wiki.facts.listing.fields import TYPES, searched_fields, value
from sphinx_wiki.facts.listing.model import Listing
from sphinx_wiki.facts.model import Item
from sphinx_wiki.facts.tex_text import reading_text, tex_text
from sphinx_wiki.html.listing import most_used
from sphinx_wiki.html.markup import SpansData, as_script
from sphinx_wiki.html.site import Site
from sphinx_wiki.html.view import Record, cut_name, record

TEXTS = (
    "{total} notes",
    "1 note",
    "{shown} of {total} notes",
    "{from} to {to} of {total}",
    "No notes match. Fewer words or categories find more.",
    "Show all notes",
    "Clear",
    "more…",
    "fewer",
    "Pages",
    "Previous",
    "Next",
    "Page {n}",
    "Sort by {field}",
)
"""What the script of listings says, by its English text."""

NAV_CATEGORIES = 12
NAV_RECENT = 8


def notes_script(listings: Iterable[Listing], site: Site) -> str:
    """Give the file with all that every listing shows, for ``static/wiki-listing.js``.

    Values stand in columns, one for each field, so that names of fields are
    not repeated for each of many thousand notes.
    """
    tables = _Tables(site)
    for listing in sorted(listings, key=lambda each: each.key):
        tables.add(listing)
    texts = {text: site.text(text) for text in TEXTS}
    return _assignment("sphinxWikiNotes", {"texts": texts, "version": 1, **tables.data()})


def nav_script(items: Iterable[Item], site: Site) -> str:
    """Give the small file behind the left column: categories most used, notes last changed.

    Its size does not grow with the wiki.
    """
    items = list(items)
    dated = [item for item in items if _last(item)]
    dated.sort(key=lambda item: _title(item).casefold())
    recent = sorted(dated, key=_last, reverse=True)[:NAV_RECENT]
    notes = [{"title": _title(item), "url": site.uri(item)} for item in recent]
    data = {"categories": _nav_categories(items, site), "recent": notes}
    return _assignment("sphinxWikiNav", data)


def _nav_categories(items: Iterable[Item], site: Site) -> list[dict[str, Any]]:
    """Give the categories most used, each below the one that it is within."""
    used = [(name, count) for name, count in most_used(items) if site.category_uri(name)]
    used = used[:NAV_CATEGORIES]
    rank = {identity(name): place for place, (name, _) in enumerate(used)}

    def place(pair: tuple[str, int]) -> list[int]:
        # What holds a category has at least as many notes, so it is there as well, unless
        # a note has taken the name of its page.
        return [rank.get(identity(path), -1) for path in lineage(pair[0])]

    return [
        {
            "name": name,
            "url": site.category_uri(name),
            "count": count,
            "level": len(lineage(name)) - 1,
        }
        for name, count in sorted(used, key=place)
    ]


def _last(item: Item) -> str:
    """Give the day of the last change, or of the note; empty where neither is known."""
    return max(str(value(item, name) or "")[:10] for name in ("date", "date-modified"))


def _title(item: Item) -> str:
    title = value(item, "title") or ()
    return title if isinstance(title, str) else reading_text(title)


class _Tables:
    """The columns of the file as they fill; each item has one number in all of them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._numbers: dict[tuple[str | None, str | None], list[tuple[Item, int]]] = {}
        self._count = 0
        self._columns: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        self._cuts: defaultdict[str, dict[int, Any]] = defaultdict(dict)
        self._dates: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._names: dict[str, int] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._listings: dict[str, list[int]] = {}

    def add(self, listing: Listing) -> None:
        """Take the order of *listing* and what it shows of its items."""
        numbers = [self._number(item) for item in listing.items]
        self._listings[listing.key] = numbers
        shape = _shape(listing)
        for item, number in zip(listing.items, numbers, strict=True):
            # Pages of categories show the same of the same notes.
            if (shape, number) not in self._seen:
                self._seen.add((shape, number))
                self._fill(number, record(item, listing, self._site), listing)

    def _number(self, item: Item) -> int:
        """Give the number of *item*; a note shown with fields of a YAML file is another item."""
        alike = self._numbers.setdefault((item.docname, item.href), [])
        for other, number in alike:
            if other is item or other == item:
                return number
        alike.append((item, self._count))
        self._count += 1
        return self._count - 1

    def _fill(self, number: int, entry: Record, listing: Listing) -> None:
        self._columns["url"][number] = entry["url"]
        for name in ("image", "alt", "draft"):
            if entry[name]:
                self._columns[name][number] = entry[name]
        if entry["categories"]:
            self._columns["categories"][number] = [
                self._names.setdefault(name, len(self._names)) for name, _ in entry["categories"]
            ]
        types = {field.name: field.type for field in listing.fields}
        for name, each in entry["values"].items():
            kind = types.get(name, "string")
            if name == "description":
                self._cuts[cut_name(listing.options)][number] = _readable(each)
            elif kind == "date":
                iso, shown = each
                self._columns[f"={name}"][number] = iso or shown
                if iso:
                    self._dates[listing.options.date_format or ""][iso] = shown
            else:
                self._columns[column(name, kind)][number] = each

    def data(self) -> dict[str, Any]:
        """Give the tables as they stand in the file."""
        count = self._count
        paths: dict[str, str] = {}
        for name in self._names:
            for path in lineage(name):
                paths.setdefault(identity(path), path)
        numbers = {key: number for number, key in enumerate(paths)}
        return {
            "categories": [
                [name, self._site.category_uri(name), [numbers[identity(p)] for p in lineage(name)]]
                for name in self._names
            ],
            "paths": list(paths.values()),
            "columns": {name: _packed(cells, count) for name, cells in self._columns.items()},
            "count": count,
            "cuts": {name: _packed(cells, count) for name, cells in self._cuts.items()},
            "dates": self._dates,
            "listings": self._listings,
        }


def column(name: str, kind: str) -> str:
    """Name the column of a field; an author may give a field different types in two listings.

    >>> column("status", "string"), column("status", "number")
    ('=status', '=status:number')
    """
    usual = kind == TYPES.get(name, "string") or kind == "string"
    return f"={name}" if usual else f"={name}:{kind}"


def _readable(spans: SpansData) -> SpansData:
    r"""Add to formulas what stands for them where they are not drawn, if it is not their TeX.

    >>> _readable(["so ", ["math", r"\alpha"], ["math", "x"]])
    ['so ', ['math', '\\alpha', 'α'], ['math', 'x']]
    """
    if isinstance(spans, str):
        return spans
    return [span if isinstance(span, str) else _readable_span(*span) for span in spans]


def _readable_span(style: str, words: str) -> list[str]:
    shown = tex_text(words) if style == "math" else words
    return [style, words] if shown == words else [style, words, shown]


def _shape(listing: Listing) -> tuple[object, ...]:
    """Give all of *listing* that decides what it shows of an item."""
    options = listing.options
    searched = searched_fields(options, listing.fields)
    return (listing.fields, searched, cut_name(options), options.date_format, listing.sorts)


def _packed(cells: Mapping[int, Any], count: int) -> list[Any] | dict[int, Any]:
    """Give *cells* as a list, or by number where most would be empty."""
    if 2 * len(cells) < count:
        return dict(cells)
    return [cells.get(number) for number in range(count)]


def _assignment(name: str, data: Mapping[str, Any]) -> str:
    """Give JavaScript that sets a global.

    Browsers read JSON in a third of the time that the same takes them as JavaScript.
    """
    quoted = as_script(data).replace("\\", "\\\\").replace("'", "\\'")
    return f"window.{name}=JSON.parse('{quoted}');\n"
