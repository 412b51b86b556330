"""The search page of a wiki each of whose pages has a folder."""

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
    wiki = make_shared_wiki({"deep/filter.md": FILTER, "other.md": "# Other\n\nText.\n"})
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
