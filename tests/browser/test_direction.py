"""What is written from right to left, on pages of either language, in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.conftest import MakeWiki

NOTE = "---\ndate: 2024-08-01\n---\n# עברית\n\nשלום, $x$ and.\n\nEnglish and עברית.\n"

# Where the words of an element begin and end, beside the element itself.
PLACES = """([selector, at]) => {
    const all = [...document.querySelectorAll(`article ${selector}`)];
    const range = document.createRange();
    range.selectNodeContents(all[at]);
    const [text, box] = [range.getBoundingClientRect(), all[at].getBoundingClientRect()];
    return {left: text.left - box.left, right: box.right - text.right};
}"""
PARTS = """() => {
    const words = document.querySelector("article time").firstChild;
    return ["01", "08", "2024"].map((part) => {
        const range = document.createRange();
        const at = words.data.indexOf(part);
        range.setStart(words, at);
        range.setEnd(words, at + part.length);
        return range.getBoundingClientRect().left;
    });
}"""


@pytest.fixture(scope="module")
def at(make_shared_wiki: MakeWiki) -> str:
    """A note in Hebrew and English, in a wiki in Arabic."""
    return make_shared_wiki({"a.md": NOTE}, 'language = "ar"\n').build().outdir.as_uri()


def test_text_from_right_to_left_begins_on_the_right(visit: Open, at: str) -> None:
    found: dict[str, Any] = visit(f"{at}/a.html").evaluate(PLACES, ["section > p", 0])
    assert found["right"] < 2 < found["left"]


def test_text_from_left_to_right_begins_on_the_left(visit: Open, at: str) -> None:
    found: dict[str, Any] = visit(f"{at}/a.html").evaluate(PLACES, ["section > p", 1])
    assert found["left"] < 2 < found["right"]


def test_the_parts_of_a_date_stand_in_the_order_of_the_language(visit: Open, at: str) -> None:
    day, month, year = visit(f"{at}/a.html").evaluate(PARTS)
    assert day > month > year
