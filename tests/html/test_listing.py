"""Listings as HTML: what the page holds before any script runs."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import Listing, build_listing, parse_listings
from sphinx_wiki.facts.model import Item, Span, text
from sphinx_wiki.html.listing import formulas_shown, render_listing
from sphinx_wiki.html.site import Site

SITE = Site(
    uri=lambda item: f"{item.docname}.html" if item.docname else item.href or "",
    image_uri=lambda path: f"_images/{path}",
    category_uri=lambda name: None if name == "pageless" else f"category/{len(name)}.html",
    date=lambda iso, pattern: f"{pattern or 'usual'} {iso}",
    text=lambda words: words,
)
FIELDS = ["date", "title", "subtitle", "description", "image", "author", "reading-time", "status"]


def note(name: str = "a", **fields: Any) -> Item:
    values = {key.replace("_", "-"): each for key, each in fields.items()}
    return Item({"title": text(name.title()), "path": f"{name}.md", **values}, docname=name)


def listing(*items: Item, **options: Any) -> Listing:
    raw = {key.replace("_", "-"): each for key, each in options.items()}
    (parsed,), problems = parse_listings(raw or True)
    assert problems == ()
    return build_listing(parsed, items, "index")


def draw(*items: Item, root: str = "", **options: Any) -> str:
    return render_listing(listing(*items, **options), SITE, root=root, data_uri="notes.js")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.seen


def test_an_entry_links_its_title() -> None:
    assert '<div class="wiki-entry-title"><a href="a.html">A</a></div>' in draw(note())


def test_addresses_lead_from_the_page_through_the_root() -> None:
    assert 'href="../a.html"' in draw(note(), root="../", contents="/**")


def test_an_address_elsewhere_stays_as_it_is() -> None:
    html = draw(contents={"title": "X", "href": "https://x.org/"}, root="../")
    assert 'href="https://x.org/"' in html


def test_a_date_is_machine_readable_and_shown_in_the_format_of_the_listing() -> None:
    html = draw(note(date="2024-07-07"), date_format="long")
    assert '<time datetime="2024-07-07">long 2024-07-07</time>' in html


def test_formulas_stand_as_tex() -> None:
    html = draw(note(description=(Span("math", "a<b"),)))
    assert r'<span class="math notranslate nohighlight">\(a&lt;b\)</span>' in html


@pytest.mark.parametrize("field", ["title", "description"])
def test_formulas_are_known_about(field: str) -> None:
    formula: dict[str, Any] = {field: (Span("math", "a"),)}
    words: dict[str, Any] = {field: text("a")}
    assert formulas_shown(listing(note(**formula))) == {"a"}
    assert not formulas_shown(listing(note(**words)))


def test_each_category_links_to_its_page_where_it_has_one() -> None:
    html = draw(note(categories=("R&D", "pageless")), categories=True)
    assert '<a href="category/3.html">R&amp;D</a>' in html
    assert "<span>pageless</span>" in html


def test_the_most_used_categories_are_offered_first() -> None:
    items = [note("a", categories=("x", "y/z")), note("b", categories=("y",))]
    chips = [
        at["data-category"]
        for tag, at in tags(draw(*items, categories=True))
        if "data-category" in at
    ]
    assert chips == ["y", "x", "y/z"]


def test_a_cloud_shows_use_by_size() -> None:
    items = [note(f"n{i}", categories=("x", "y")[: 1 + (i == 0)]) for i in range(5)]
    html = draw(*items, categories="cloud")
    sizes = [at["class"] for tag, at in tags(html) if "data-category" in at]
    assert sizes == ["wiki-chip wiki-size-5", "wiki-chip wiki-size-1"]
    assert "wiki-count" not in html


def test_only_some_categories_stand_in_the_page() -> None:
    items = [note(f"n{i}", categories=(f"c{i}",)) for i in range(300)]
    chips = [tag for tag, at in tags(draw(*items, categories=True)) if "data-category" in at]
    assert len(chips) == 12


def test_an_image_is_lazy_and_its_link_is_not_read_twice() -> None:
    html = draw(note(image="a.png"))
    (image,) = [at for tag, at in tags(html) if tag == "img"]
    assert image.items() >= {"src": "_images/a.png", "alt": "", "loading": "lazy"}.items()
    (link,) = [at for tag, at in tags(html) if at.get("class") == "wiki-entry-image"]
    assert (link["aria-hidden"], link["tabindex"]) == ("true", "-1")


def test_the_page_of_ten_thousand_notes_is_small() -> None:
    items = [note(f"n{number}", description=text("word " * 40)) for number in range(10_000)]
    html = draw(*items, fields=FIELDS, categories=True, filter_ui=True, sort_ui=True)
    assert len(html.encode()) < 50_000


def test_an_image_has_a_size_where_no_style_sheet_gives_it_one() -> None:
    (image,) = [at for tag, at in tags(draw(note(image="a.png"))) if tag == "img"]
    assert (image["width"], image["height"]) == ("144", "96")


@pytest.mark.parametrize("layout", ["default", "table", "grid"])
def test_a_draft_that_is_shown_is_marked(layout: str) -> None:
    mark = '<span class="wiki-draft">Draft</span>'
    assert mark in draw(note(draft=True), type=layout)
    assert mark not in draw(note(), type=layout)


def test_headings_that_will_sort_are_as_wide_before_scripts_run() -> None:
    html = draw(note(date="2024-07-07"), type="table", sort_ui=["title"])
    assert '<th scope="col" data-field="title"><span class="wiki-sort">Title</span></th>' in html
    assert '<th scope="col" data-field="date">Date</th>' in html


def test_a_table_says_its_own_order_without_scripts() -> None:
    html = draw(note(date="2024-07-07"), type="table", sort="date desc")
    orders = {at["data-field"]: at.get("aria-sort") for tag, at in tags(html) if tag == "th"}
    assert orders == {"date": "descending", "title": None}


def test_an_image_with_a_description_is_read() -> None:
    html = draw(note(image="a.png", image_alt="A cat"))
    (link,) = [at for tag, at in tags(html) if at.get("class") == "wiki-entry-image"]
    assert "aria-hidden" not in link
    assert 'alt="A cat"' in html


def test_only_the_first_page_stands_in_the_page() -> None:
    items = [note(f"n{i:03}") for i in range(60)]
    html = draw(*items, page_size=10)
    assert html.count('<li class="wiki-entry">') == 10
    assert "first 10 of 60 notes" in html


def test_a_short_listing_needs_no_pages_and_no_hint() -> None:
    html = draw(note())
    assert "wiki-pager" not in html
    assert "noscript" not in html


def test_without_options_there_are_no_controls() -> None:
    assert "wiki-listing-bar" not in draw(note())


def test_the_order_of_the_listing_is_chosen_in_order_by() -> None:
    html = draw(note(date="2024-07-07"), sort="date desc", sort_ui=True)
    chosen = [at["value"] for tag, at in tags(html) if tag == "option" and "selected" in at]
    assert chosen == ["-date"]
    assert "Default" not in html


def test_a_table_has_headings_for_its_columns() -> None:
    html = draw(note(date="2024-07-07", author=("Ada",)), type="table")
    assert [at["scope"] for tag, at in tags(html) if tag == "th"] == ["col"] * 3
    assert '<td class="wiki-cell-string">Ada</td>' in html


def test_an_empty_listing_says_what_to_do() -> None:
    assert "No notes yet." in draw()


def test_a_field_of_the_author_is_labelled() -> None:
    html = draw(note(status="growing"), fields=["title", "status"])
    assert '<span class="wiki-entry-label">Status</span>growing' in html


@given(st.text(), st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_no_text_of_a_note_becomes_markup(
    title: str, summary: str, status: str, categories: list[str]
) -> None:
    plain = draw(note(title=text("t"), description=text("d"), status="s", categories=("c",)), **ALL)
    wild = draw(
        note(
            title=text(title or "t"),
            description=text(summary or "d"),
            status=status or "s",
            categories=("c", *categories),
        ),
        **ALL,
    )
    known = {tag for tag, _ in tags(plain)}
    assert {tag for tag, _ in tags(wild)} <= known | {"div", "span", "a", "button"}
    assert wild.count("<section") == wild.count("</section>") == 1


ALL: dict[str, Any] = {"fields": ["title", "description", "status"], "categories": True}


def offered(*names: tuple[str, ...], **options: Any) -> list[str | None]:
    """Give the categories offered for notes of the categories *names*."""
    notes = [note(f"n{number}", categories=each) for number, each in enumerate(names)]
    html = draw(*notes, **{"categories": True, "contents": "/**", **options})
    return [at["data-category"] for _, at in tags(html) if "data-category" in at]


def test_categories_within_others_wait_until_these_are_chosen() -> None:
    assert offered(("ml/nlp",), ("ml",), ("maths/algebra",)) == ["ml", "maths"]


def test_what_is_within_a_category_of_all_notes_is_offered_at_once() -> None:
    assert offered(("ml/nlp",), ("ml/cv",), ("ml",)) == ["ml", "ml/cv", "ml/nlp"]


def test_a_cloud_holds_all_categories_by_name() -> None:
    names = (("zoo",), ("zoo",), ("ml/nlp",), ("apes",))
    assert offered(*names, categories="cloud") == ["apes", "ml", "ml/nlp", "zoo"]


def test_a_listing_without_notes_has_no_controls_but_says_what_to_do() -> None:
    html = draw(categories=True, filter_ui=True, sort_ui=True, fields=FIELDS)
    assert not {tag for tag, _ in tags(html)} & {"input", "select", "button"}
    assert "build again" in html


def test_no_room_is_kept_for_images_where_there_is_none() -> None:
    assert "wiki-image-left" not in draw(note(), image_align="left")
    assert "wiki-image-left" in draw(note(image="a.png"), image_align="left")
    assert "wiki-image-left" in draw(note(), image_align="left", image_placeholder="p.png")
