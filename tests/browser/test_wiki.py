"""The demo wiki in a browser: every kind of page, and the page of sources in use."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_access import serious
from tests.wikis import ROOT, Wiki

Address = Callable[[Path], str]

PAGES = [
    "index",
    "sources",
    "categories/deep_learning",
    "qlora",
    "maths/matrix_factorisation",
    "search",
    "404",
]
PHONE = (390, 844)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the demo wiki, its code not run."""
    made = tmp_path_factory.mktemp("wiki")
    shutil.copytree(ROOT / "notes", made / "notes")
    wiki = Wiki(made / "notes", made / "site", made / "doctrees")
    return wiki.build(overrides={"nb_execution_mode": "off"}).outdir


@pytest.fixture
def sources(visit: Any, folder: Path, address: Address) -> Any:
    """Give the sources page, opened."""
    return visit(f"{address(folder)}/sources.html")


def shown(page: Any) -> list[str]:
    """Give the titles of the sources that are shown, in order."""
    found: list[str] = page.locator(
        ".wiki-source-entry:visible .wiki-source-title"
    ).all_inner_texts()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_serious(
    visit: Any, folder: Path, address: Address, page: str, scheme: str
) -> None:
    opened = visit(f"{address(folder)}/{page}.html", color_scheme=scheme)
    opened.wait_for_timeout(300)
    assert serious(opened) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_needs_no_sideways_scrolling(
    visit: Any, folder: Path, address: Address, page: str
) -> None:
    opened = visit(f"{address(folder)}/{page}.html", size=PHONE)
    opened.wait_for_timeout(300)
    width = opened.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]


@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_while_a_page_loads(
    visit: Any, folder: Path, serve: Address, page: str
) -> None:
    opened = visit(f"{serve(folder)}/{page}.html")
    opened.wait_for_timeout(500)
    moved = opened.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        })"""
    )
    assert moved < 0.01


def test_typing_filters_the_sources(sources: Any) -> None:
    total = len(shown(sources))
    sources.get_by_role("searchbox", name="Filter").first.fill("raschka")
    found = shown(sources)
    assert 0 < len(found) < total
    entries = sources.locator(".wiki-source-entry:visible").all_inner_texts()
    assert all("raschka" in entry.casefold() for entry in entries)


def test_the_number_of_sources_is_announced(sources: Any) -> None:
    total = len(shown(sources))
    status = sources.locator(".wiki-sources .wiki-listing-status")
    assert status.get_attribute("role") == "status"
    sources.locator(".wiki-sources-bar input").fill("raschka")
    assert status.inner_text() == f"{len(shown(sources))} of {total} sources"


def test_a_kind_shows_its_sources_alone(sources: Any) -> None:
    chip = sources.locator(".wiki-sources-bar [data-kind=book]")
    count = int(chip.locator(".wiki-count").inner_text())
    chip.click()
    assert len(shown(sources)) == count
    assert chip.get_attribute("aria-pressed") == "true"
    kinds = set(sources.locator(".wiki-source-entry:visible .wiki-kind").all_inner_texts())
    assert kinds == {"book"}


def test_sources_are_sorted_both_ways(sources: Any) -> None:
    before = shown(sources)
    sources.locator(".wiki-sources-bar select").select_option("-title")
    assert shown(sources) == before[::-1]


def test_reload_and_back_restore_the_sources(sources: Any) -> None:
    everything = shown(sources)
    sources.locator(".wiki-sources-bar [data-kind=book]").click()
    books = shown(sources)
    sources.reload()
    assert shown(sources) == books
    sources.go_back()
    assert shown(sources) == everything


def test_without_scripts_all_sources_are_there(visit: Any, folder: Path, address: Address) -> None:
    page = visit(f"{address(folder)}/sources.html", java_script_enabled=False)
    assert page.locator(".wiki-source-entry").count() == len(shown(page))
    assert page.locator(".wiki-sources-bar").is_hidden()


def test_from_a_note_s_source_to_its_place_and_on_to_another_note(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/qlora.html")
    page.locator(".wiki-cited-elsewhere a").first.click()
    page.wait_for_url("**/sources.html#*")
    target = page.locator(":target")
    assert target.is_visible()
    other = target.locator(".wiki-cited-by a:not([href^='qlora'])").first
    note = other.get_attribute("href").partition("#")[0]
    other.click()
    page.wait_for_url(f"**/{note}#*")
    assert page.locator(":target").count() == 1


def test_from_a_backlink_to_the_place_of_the_link(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/softmax.html")
    page.locator(".wiki-context a:visible").first.click()
    page.wait_for_url("**#wiki-link-*")
    assert page.locator(":target + a, :target a").first.get_attribute("href") == "softmax.html"


def test_search_finds_a_note(visit: Any, folder: Path, address: Address) -> None:
    page = visit(f"{address(folder)}/search.html?q=quantile")
    page.wait_for_selector("ul.search li a")
    hrefs = page.locator("ul.search li a").evaluate_all(
        "all => all.map((a) => a.getAttribute('href'))"
    )
    assert any(href.startswith("qlora.html") for href in hrefs)


def test_a_found_note_says_what_it_is_about_and_is_not_fetched(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/search.html?q=quantile")
    page.wait_for_selector("ul.search li a")
    result = page.locator("ul.search > li", has=page.locator("a[href='qlora.html']"))
    assert "Fine-tunes a quantized model" in result.locator(".wiki-found").inner_text()
    assert "llm/finetuning" in result.locator(".wiki-found-about").inner_text()
    loaded = page.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    assert not [name for name in loaded if name.endswith("qlora.html")]


def test_the_number_of_results_is_announced(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/search.html?q=quantile")
    page.wait_for_selector("ul.search li a")
    assert page.locator(".search-summary").get_attribute("role") == "status"


MANY = """count => {
  const result = (i) => ["qlora", `Result ${i}`, "", null, 1, "qlora.md", "text"];
  Search._performSearch = () => Array.from({ length: count }, (_, i) => result(count - i));
  Search.performSearch("anything");
}"""


def test_the_best_results_of_many_are_shown_at_once_and_all_are_counted(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/search.html")
    page.evaluate(MANY, 10_000)
    results = page.locator("ul.search > li > a").all_inner_texts()
    assert results == [f"Result {number}" for number in range(1, 51)]
    assert "10000" in page.locator(".search-summary").inner_text()


def test_more_results_are_shown_on_demand_until_all_are(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/search.html")
    page.evaluate(MANY, 120)
    results = page.locator("ul.search > li > a")
    for shown in (100, 120):
        page.get_by_role("button", name="more…").click()
        assert results.all_inner_texts() == [f"Result {i + 1}" for i in range(shown)]
    assert page.get_by_role("button", name="more…").count() == 0


def test_who_comes_back_to_a_search_finds_as_many_results(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/search.html")
    page.evaluate(MANY, 120)
    page.get_by_role("button", name="more…").click()
    page.locator("ul.search > li > a").nth(80).click()
    page.wait_for_url("**/qlora.html*")
    page.go_back()
    page.evaluate(MANY, 120)
    assert page.locator("ul.search > li").count() == 100


def test_a_german_note_is_hyphenated(visit: Any, folder: Path, serve: Address) -> None:
    hyphens = "getComputedStyle(document.querySelector('article section > p')).hyphens"
    assert visit(f"{serve(folder)}/maths/entropie.html").evaluate(hyphens) == "auto"
    assert visit(f"{serve(folder)}/qlora.html").evaluate(hyphens) == "manual"


def test_the_left_column_shows_categories_within_others(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/qlora.html")
    link = page.locator("[data-part=categories]").get_by_role("link", name="llm/finetuning")
    assert link.inner_text() == "finetuning"


def test_a_browser_finds_an_icon_and_asks_for_no_other(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/index.html")
    (icon,) = page.locator("link[rel=icon]").evaluate_all("all => all.map((e) => e.href)")
    assert page.request.get(icon).ok
