"""Listings in a browser: filter, categories, order, pages, and the address that keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser import demo

COUNT = 240
Address = Callable[[Path], str]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site with listings of 240 notes."""
    made = tmp_path_factory.mktemp("demo")
    demo.build(made, [demo.item(number) for number in range(COUNT)])
    return made


@pytest.fixture
def index(visit: Any, folder: Path, serve: Callable[[Path], str]) -> Any:
    """Give the page with every control, with its scripts at work."""
    return ready(visit(f"{serve(folder)}/index.html"))


def ready(page: Any) -> Any:
    """Wait until scripts have taken over every listing."""
    page.wait_for_function(
        "[...document.querySelectorAll('.wiki-listing')].every(s =>"
        " s.querySelector('.wiki-pager button, th button'))"
    )
    return page


def titles(page: Any) -> list[str]:
    """Give the titles shown."""
    return page.locator(".wiki-entry-title, .wiki-cell-title").all_text_contents()


def status(page: Any) -> str:
    """Give the announced number of notes."""
    return page.locator("[role=status]").first.text_content()


def type_filter(page: Any, text: str) -> None:
    """Type into the filter and wait until the address says so."""
    page.locator(".wiki-listing-filter").first.fill(text)
    page.wait_for_timeout(300)


def test_filter_needs_every_word_and_ignores_case_and_accents(index: Any) -> None:
    type_filter(index, "ubung INNERE")
    assert status(index) == "40 of 240 notes"
    assert all("Übung" in title for title in titles(index))


def test_quoted_words_are_found_only_together(index: Any) -> None:
    type_filter(index, '"token looks"')
    assert status(index) == "40 of 240 notes"
    type_filter(index, '"looks token"')
    assert status(index) == "0 of 240 notes"


def test_authors_and_categories_are_searched(index: Any) -> None:
    type_filter(index, "nlp chatelet")
    # Notes about attention have numbers 5, 11, 17 and so on; every third note has two authors,
    # and none of these numbers is a multiple of three.
    assert status(index) == "0 of 240 notes"
    type_filter(index, "nlp noether")
    assert status(index) == "40 of 240 notes"


def test_matches_are_marked(index: Any) -> None:
    type_filter(index, "attent")
    assert index.locator(".wiki-entry-title mark").first.text_content() == "Attent"


def test_what_is_typed_never_becomes_markup(index: Any) -> None:
    type_filter(index, "<notes>")
    assert index.locator("mark").first.text_content() == "<notes>"
    assert index.locator("notes").count() == 0


def test_nothing_found_says_so_and_offers_the_way_back(index: Any) -> None:
    type_filter(index, "zzz")
    assert index.locator(".wiki-listing-empty").is_visible()
    index.get_by_role("button", name="Show all notes").click()
    assert status(index) == "240 notes"
    assert len(titles(index)) == 25


def test_several_categories_must_all_fit(index: Any) -> None:
    chips = index.locator(".wiki-listing-chips")
    chips.get_by_role("button", name="llm").click()
    assert status(index) == "80 of 240 notes"
    chips.get_by_role("button", name="more…").click()
    chips.get_by_role("button", name="ml/nlp").click()
    assert status(index) == "40 of 240 notes"


def test_a_category_holds_those_below_it(index: Any) -> None:
    index.locator('[data-category="ml"]').click()
    # Quantization, softmax and attention: three of six subjects.
    assert status(index) == "120 of 240 notes"


def test_a_chosen_category_offers_those_below_it(index: Any) -> None:
    below = index.locator('[data-category="ml/nlp"]')
    assert below.count() == 0
    index.locator('[data-category="ml"]').click()
    names = index.locator("[data-category]").evaluate_all("all => all.map(e => e.dataset.category)")
    place = names.index("ml")
    assert sorted(names[place + 1 : place + 3]) == ["ml/nlp", "ml/quantization"]
    below.click()
    assert status(index) == "40 of 240 notes"
    index.locator('[data-category="ml"]').click()
    assert below.get_attribute("aria-pressed") == "true"


def test_counts_of_categories_follow_the_filter(index: Any) -> None:
    type_filter(index, "softmax")
    assert index.locator('[data-category="probability"] .wiki-count').text_content() == "40"
    assert index.locator('[data-category="llm"]').get_attribute("aria-disabled") == "true"


def test_categories_beyond_the_first_are_offered_on_demand(
    visit: Any, tmp_path: Path, serve: Address
) -> None:
    items = [demo.item(i, categories=(f"c{i % 40:02}",)) for i in range(80)]
    demo.build(tmp_path, items, demo.PAGES[:1])
    page = ready(visit(f"{serve(tmp_path)}/index.html"))
    chips = page.locator("[data-category]")
    assert chips.count() == 12
    more = page.get_by_role("button", name="more…")
    more.click()
    assert chips.count() == 40
    page.locator('[data-category="c39"]').click()
    page.get_by_role("button", name="fewer").click()
    # What is chosen stays in sight.
    assert chips.count() == 13
    assert status(page) == "2 of 80 notes"


def test_order_by_title_is_numeric_and_knows_accents(index: Any) -> None:
    index.get_by_label("Order by").select_option("title")
    assert titles(index)[:3] == ["Attention 5", "Attention 11", "Attention 17"]
    index.get_by_label("Order by").select_option("-title")
    assert titles(index)[0] == "Übung: Kettenregel 236"


def test_notes_without_a_value_come_last_both_ways(index: Any) -> None:
    for key in ("date", "-date"):
        index.get_by_label("Order by").select_option(key)
        index.locator('[data-page="10"]').click()
        assert index.locator(".wiki-entry").last.locator("time").count() == 0


def test_pages_turn_and_say_where_they_are(index: Any) -> None:
    first = titles(index)
    index.get_by_role("button", name="Next").click()
    assert not set(first) & set(titles(index))
    assert index.locator(".wiki-pager-range").text_content() == "26 to 50 of 240"
    assert index.locator("[aria-current=page]").text_content() == "2"


def test_all_pages_together_show_every_note_once(index: Any) -> None:
    seen = titles(index)
    for page in range(2, 11):
        index.locator(f'[data-page="{page}"]').first.click()
        seen += titles(index)
    assert len(seen) == len(set(seen)) == COUNT


def test_reload_restores_everything(visit: Any, folder: Path, address: Address) -> None:
    page = ready(visit(f"{address(folder)}/index.html"))
    page.locator('[data-category="ml"]').click()
    page.get_by_label("Order by").select_option("title")
    type_filter(page, "noether 1")
    page.get_by_role("button", name="Page 2").click()
    before = (titles(page), status(page))
    page.reload()
    page.wait_for_function("document.querySelector('[aria-current=page]')?.textContent === '2'")
    assert (titles(page), status(page)) == before
    assert page.locator(".wiki-listing-filter").input_value() == "noether 1"


def test_back_and_forward(visit: Any, folder: Path, address: Address) -> None:
    page = ready(visit(f"{address(folder)}/index.html"))
    page.locator('[data-category="llm"]').click()
    page.locator('[data-page="3"]').first.click()
    page.go_back()
    assert page.locator("[aria-current=page]").text_content() == "1"
    assert status(page) == "80 of 240 notes"
    page.go_back()
    assert status(page) == "240 notes"
    assert len(titles(page)) == 25
    page.go_forward()
    assert status(page) == "80 of 240 notes"


def test_what_was_just_typed_is_there_on_coming_back(
    visit: Any, folder: Path, address: Address
) -> None:
    page = ready(visit(f"{address(folder)}/index.html"))
    page.locator(".wiki-listing-filter").fill("softmax")
    page.goto(f"{address(folder)}/plain.html")
    page.go_back()
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.startsWith('40 of')"
    )
    assert page.locator(".wiki-listing-filter").input_value() == "softmax"


def test_a_shared_link_opens_what_it_names(visit: Any, folder: Path, address: Address) -> None:
    hash_ = "#listing:cat=R%26D&cat=C%2B%2B%2C%20really&sort=title"
    page = visit(f"{address(folder)}/index.html{hash_}")
    page.wait_for_function(
        "document.querySelector('[role=status]').textContent.startsWith('40 of')"
    )
    assert titles(page)[0] == "R&D <notes> about C/C++ 4"


def test_a_link_to_a_section_is_left_alone(index: Any) -> None:
    index.locator('[data-category="llm"]').click()
    index.get_by_role("link", name="Below").click()
    assert index.url.endswith("#below")
    assert status(index) == "80 of 240 notes"


def test_nonsense_in_the_address_is_ignored(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/index.html#listing:cat=none&sort=none&page=-3&%E0%A4%A")
    ready(page)
    assert status(page) == "240 notes"


def test_two_listings_do_not_disturb_one_another(
    visit: Any, folder: Path, address: Address
) -> None:
    page = ready(visit(f"{address(folder)}/two.html"))
    page.locator("#second .wiki-listing-filter").fill("softmax")
    page.wait_for_timeout(300)
    page.locator('#first [data-page="2"]').first.click()
    assert page.locator("#first .wiki-entry").count() == 25
    assert page.locator("#second [role=status]").text_content() == "40 of 240 notes"
    page.reload()
    page.wait_for_function("document.querySelector('#second [role=status]').textContent[0] === '4'")
    assert page.locator("#first [aria-current=page]").text_content() == "2"


def test_table_headings_sort_and_say_so(visit: Any, folder: Path, serve: Address) -> None:
    page = ready(visit(f"{serve(folder)}/table.html"))
    heading = page.get_by_role("columnheader", name="Word Count")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert page.locator(".wiki-cell-number").nth(1).text_content() == "100"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.locator("td.wiki-cell-number").first.text_content() == "339"


@pytest.mark.parametrize("path", [page.path for page in demo.PAGES])
def test_scripts_draw_what_the_page_already_held(
    visit: Any, folder: Path, serve: Address, path: str
) -> None:
    rows = "[...document.querySelectorAll('.wiki-entries, tbody')].map(e => e.innerHTML.trim())"
    still = visit(f"{serve(folder)}/{path}", java_script_enabled=False).content()
    page = ready(visit(f"{serve(folder)}/{path}"))
    # Formulas would be drawn: here the text matters.
    held = page.evaluate(
        f"html => {{ const d = new DOMParser().parseFromString(html, 'text/html');"
        f" return ((document) => {rows})(d) }}",
        still,
    )
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('.wiki-listing')].map(s => {"
        " const view = JSON.parse(s.dataset.view);"
        " const data = sphinxWikiListingData.open(sphinxWikiNotes, view);"
        " const box = document.createElement(view.type === 'table' ? 'tbody' : 'ol');"
        " box.innerHTML = Array.from({length: Math.min(view.pageSize, data.count)}, (_, i) =>"
        "   sphinxWikiListingEntries.entry(view, data.record(i), {root: s.dataset.root, words: []})"
        " ).join('\\n'); return box.innerHTML; })"
    )
    assert drawn == held
    assert all(held)


def test_without_scripts_the_first_page_reads_and_no_control_shows(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/index.html", java_script_enabled=False)
    assert len(titles(page)) == 25
    assert not page.locator(".wiki-listing-bar").is_visible()
    assert page.locator(".wiki-listing-hint").is_visible()


def test_formulas_of_later_pages_are_drawn(index: Any) -> None:
    index.get_by_role("button", name="Next").click()
    assert index.locator(".wiki-entry-summary .katex").count() == 25


def test_a_phone_needs_no_sideways_scrolling(visit: Any, folder: Path, serve: Address) -> None:
    for path in ("index.html", "table.html", "grid.html"):
        page = ready(visit(f"{serve(folder)}/{path}", size=(390, 844)))
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_keyboard_reaches_and_works_everything(index: Any) -> None:
    index.locator(".wiki-listing-filter").focus()
    index.keyboard.press("Tab")
    index.keyboard.press("Space")
    assert index.locator('[aria-pressed="true"]').count() == 1
    index.locator('[data-page="2"]').first.focus()
    index.keyboard.press("Enter")
    assert index.evaluate("document.activeElement.className") == "wiki-entries"


def test_taking_over_moves_nothing(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/index.html")
    page.evaluate(
        "window.shifted = 0; new PerformanceObserver(l => l.getEntries().forEach(e => {"
        " if (!e.hadRecentInput) window.shifted += e.value }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    ready(page)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted") < 0.01
