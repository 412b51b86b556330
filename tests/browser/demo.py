"""Pages with listings made from values alone, to be opened in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sphinx_wiki
from sphinx_wiki.facts.iso_dates import format_date
from sphinx_wiki.facts.listing import Listing, ListingOptions, build_listing, parse_listings
from sphinx_wiki.facts.model import Item, Span, text
from sphinx_wiki.html.data import notes_script
from sphinx_wiki.html.listing import SCRIPTS, render_listing
from sphinx_wiki.html.site import Site

STATIC = Path(sphinx_wiki.__file__).parent / "static"
PIXEL = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">'
    '<path fill="#27c" d="M0 0h8v8H0z"/></svg>'
)
STYLE = "body{margin:1rem auto;max-width:58rem;padding:0 1rem;font:1rem/1.6 sans-serif}"
SUBJECTS = (
    (
        "QLoRA",
        ("llm", "ml/quantization"),
        "Fine-tunes a quantized model through low-rank adapters.",
    ),
    ("Dot product", ("linear algebra",), "Multiply, then add."),
    ("Übung: Kettenregel", ("calculus", "übungen"), "Äußere mal innere Ableitung."),
    ("Softmax", ("ml", "probability"), "Turns scores into probabilities."),
    ("R&D <notes> about C/C++", ("R&D", "C++, really"), 'Quotes "and" <tags> & ampersands.'),
    ("Attention", ("llm", "ml/nlp"), "Every token looks at every other."),
)


@dataclass(frozen=True)
class Page:
    """One page of a demo: its address, and the front-matter key ``listing``."""

    path: str
    listing: Any


def item(number: int, **fields: Any) -> Item:
    """Give the note with *number*; the same number gives the same note."""
    title, categories, summary = SUBJECTS[number % len(SUBJECTS)]
    spans = (*text(summary + " It is "), Span("math", f"x_{{{number}}} < y"), Span("text", "."))
    values = {
        "title": text(f"{title} {number}"),
        "description": spans,
        "date": f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}",
        "categories": categories,
        "author": ("Ada Lovelace", "Émilie du Châtelet") if number % 3 == 0 else ("Emmy Noether",),
        "reading-time": 1 + number % 9,
        "word-count": 100 + number,
    }
    if number % 7 == 3:
        del values["date"]
    if number % 4 == 1:
        values |= {"image": "pixel.svg", "image-alt": "A blue square"}
    if number % 50 == 12:
        values["draft"] = True
    return Item({**values, **fields}, docname=f"note-{number}")


def site(language: str = "en") -> Site:
    """Give a site whose pages stand beside one another."""
    return Site(
        uri=lambda each: f"{each.docname}.html" if each.docname else each.href or "",
        image_uri=lambda path: path,
        category_uri=lambda name: f"category/{len(name)}.html",
        date=lambda iso, pattern: format_date(iso, pattern or "medium", language),
        text=lambda words: words,
        language=language,
    )


FULL = {
    "contents": "/**.md",
    "sort": "date desc",
    "sort-ui": True,
    "filter-ui": True,
    "categories": True,
    "fields": ["date", "title", "description", "image", "reading-time"],
}
PAGES = (
    Page("index.html", FULL),
    Page("sub/index.html", FULL),
    Page("table.html", {"type": "table", "fields": ["date", "title", "author", "word-count"]}),
    Page("grid.html", {"type": "grid", "categories": "unnumbered", "filter-ui": True}),
    Page("left.html", {**FULL, "image-align": "left", "categories": "cloud"}),
    Page("plain.html", {"fields": ["title"]}),
    Page("two.html", [{"id": "first", **FULL}, {"id": "second", **FULL, "page-size": 10}]),
)


def build(
    folder: Path, items: Sequence[Item], pages: Sequence[Page] = PAGES, language: str = "en"
) -> dict[str, tuple[Listing, ...]]:
    """Write *pages* with their scripts and data to *folder*; give the listings of each."""
    shutil.copytree(STATIC, folder / "_static", dirs_exist_ok=True)
    (folder / "pixel.svg").write_text(PIXEL)
    here = site(language)
    made: dict[str, tuple[Listing, ...]] = {}
    for page in pages:
        found: tuple[ListingOptions, ...] = parse_listings(page.listing)[0]
        made[page.path] = tuple(_listing(each, items, page.path) for each in found)
        target = folder / page.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_page(page.path, made[page.path], here, language), encoding="utf-8")
    script = notes_script((each for listings in made.values() for each in listings), here)
    (folder / "wiki-notes.js").write_text(script, encoding="utf-8")
    return made


def _listing(options: ListingOptions, items: Sequence[Item], path: str) -> Listing:
    return build_listing(options, [_with_path(each) for each in items], path.removesuffix(".html"))


def _with_path(each: Item) -> Item:
    return Item({**each.fields, "path": f"{each.docname}.md"}, docname=each.docname)


def _page(path: str, listings: Sequence[Listing], here: Site, language: str) -> str:
    root = "../" * path.count("/")
    sections = "\n".join(
        render_listing(each, here, root=root, data_uri=f"{root}wiki-notes.js") for each in listings
    )
    scripts = "".join(
        f'<script defer src="{root}_static/{name}"></script>'
        for name in ("vendor/katex/katex.min.js", "wiki-math.js", *SCRIPTS)
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Notes</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{root}_static/vendor/katex/katex.min.css">'
        f'<link rel="stylesheet" href="{root}_static/wiki.css">{scripts}'
        f"<style>{STYLE}</style>"
        '<link rel="icon" href="data:,"></head>'
        f'<body><main><h1 id="top">Notes</h1><p><a href="#below">Below</a></p>{sections}'
        '<h2 id="below">Below</h2><p>The end.</p></main></body></html>'
    )
