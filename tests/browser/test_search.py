"""A search, and the page opened next, in a wiki each of whose pages has a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

Address = Callable[[Path], str]

FILTER = r"""---
title: Filter
date: 2024-07-07
categories: [signals]
description: It computes $y[n] = \sum_k b_k x[n-k]$ for each window.
---

Words of a wanderer.
"""


@pytest.fixture(scope="module")
def folders(make_shared_wiki: MakeWiki) -> Wiki:
    """Give a wiki with a folder for each page."""
    files = {"deep/filter.md": FILTER, "other.md": "# Other\n\nText.\n"}
    wiki = make_shared_wiki(files, "html_title = 'Wanderer'\n")
    # In a process of its own: the browser's loop of events runs in this one.
    return wiki.build_apart(builder="dirhtml")


@pytest.fixture
def found(visit: Any, folders: Wiki, serve: Address) -> Any:
    """Give the result of a search, as it is shown."""
    page = visit(f"{serve(folders.outdir)}/search/?q=wanderer")
    page.wait_for_selector("ul.search li a")
    return page.locator("ul.search > li")


def test_what_a_found_note_is_about_is_said_where_each_page_has_a_folder(found: Any) -> None:
    assert "signals" in found.locator(".wiki-found-about").inner_text()


def test_formulas_of_a_found_note_are_text_as_in_feeds(found: Any) -> None:
    summary = found.locator(".wiki-found").inner_text()
    assert summary == "It computes y[n] = ∑ₖ bₖ x[n-k] for each window."


@pytest.fixture
def after(visit: Any, folders: Wiki, serve: Address) -> Callable[[str], Any]:
    """Give a function that searches and opens a page, marked by then."""

    def opened(address: str) -> Any:
        page = visit(f"{serve(folders.outdir)}/search/?q=wanderer")
        page.wait_for_selector("ul.search li a")
        page.goto(f"{serve(folders.outdir)}/{address}")
        page.wait_for_selector(".wiki-brand .highlighted")
        return page

    return opened


def test_a_result_can_hide_its_matches(after: Callable[[str], Any]) -> None:
    button = after("deep/filter/").locator(".highlight-link")
    assert button.is_visible()
    title = "document.querySelector('h1').getBoundingClientRect().left"
    assert button.bounding_box()["x"] == button.page.evaluate(title)


def test_a_page_without_matches_offers_not_to_hide_them(after: Callable[[str], Any]) -> None:
    assert not after("other/").locator(".highlight-link").is_visible()


def test_only_the_note_itself_is_marked(after: Callable[[str], Any]) -> None:
    page = after("deep/filter/")
    color = "e => getComputedStyle(e).backgroundColor"
    nothing = "rgba(0, 0, 0, 0)"
    assert page.locator(".bd-article .highlighted").first.evaluate(color) != nothing
    assert page.locator(".wiki-brand .highlighted").first.evaluate(color) == nothing
