"""Listings in pages: where they go, and what their page has of them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from tests.wikis import Wiki

PAGE = """---
listing:
  - id: first
    contents: a.md
  - id: Second
    contents: b.md
  - id: third
    contents: c.md
  - id: last
    contents: d.md
---

# Page

::: {#first}
Words in the div.
:::

Between.

::: {#Second .column-page}
:::

{#third}
::: box
:::

After.
"""
CODE = """---
listing: {id: here, contents: a.md}
---

```{code-cell}
1
```

::: {#here}
:::

After.
"""
DATED = """---
date: 2024-07-07
date-format: "[on] D.M."
listing: {contents: dated_too.md}
---

Text.

```{wiki:listing}
:contents: dated_too.md
:date-format: iso
```
"""
FILES = {
    "dated.md": DATED,
    "dated_too.md": "---\ndate: 2024-08-09\n---\n\nText.\n",
    "page.md": PAGE,
    "code.md": CODE,
    **{f"{name}.md": f"# Note {name}\n\nText.\n" for name in "abcd"},
}


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """Give a wiki with listings placed in every way."""
    made = Wiki.create(tmp_path_factory.mktemp("listings"), FILES)
    return made.build(overrides={"nb_execution_mode": "off"})


def flow(wiki: Wiki, page: str) -> list[str]:
    """Give the paragraphs of *page* and the ids of its listings, in the order of reading."""
    article = BeautifulSoup(wiki.html(page), "html.parser").find("article")
    assert isinstance(article, Tag)
    found = article.select("section > p, div > p, section.wiki-listing")
    words = [each.get("id") if each.name == "section" else each.get_text() for each in found]
    return [
        str(each)
        for each in words
        if each in ("Words in the div.", "Between.", "After.")
        or str(each) in ("first", "Second", "third", "last", "here")
    ]


def test_each_listing_stands_in_the_div_of_its_id_else_at_the_end(wiki: Wiki) -> None:
    assert flow(wiki, "page") == [
        "Words in the div.", "first", "Between.", "Second", "third", "After.", "last",
    ]  # fmt: skip


def test_a_note_with_code_places_listings_in_divs_too(wiki: Wiki) -> None:
    assert flow(wiki, "code") == ["here", "After."]


def test_divs_of_listings_are_nothing_to_warn_of(wiki: Wiki) -> None:
    assert wiki.warnings == []


def test_no_id_is_given_twice(wiki: Wiki) -> None:
    soup = BeautifulSoup(wiki.html("page"), "html.parser")
    ids = [str(each["id"]) for each in soup.select("[id]")]
    assert len(ids) == len(set(ids))


def test_no_two_listings_of_a_page_have_one_name(wiki: Wiki) -> None:
    soup = BeautifulSoup(wiki.html("page"), "html.parser")
    names = [str(each["aria-label"]) for each in soup.select("section.wiki-listing")]
    assert len(names) == len(set(names)) == 4


def test_dates_on_a_page_have_its_format_where_a_listing_has_none(wiki: Wiki) -> None:
    soup = BeautifulSoup(wiki.html("dated"), "html.parser")
    shown = [each.get_text() for each in soup.select("article time")]
    assert shown == ["on 7.7.", "2024-08-09", "on 9.8."]
