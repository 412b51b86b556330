"""Everything a user's text reaches is escaped: no markup or script of a note's own making."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from tests.conftest import MakeWiki
from tests.wikis import Wiki

EVIL = """</script><script>alert(1)</script><img src=x onerror=alert(2)>"' onfocus=alert(3)"""
QUOTED = json.dumps(EVIL)
MARKDOWN = EVIL.replace("<", "\\<")
FILES: dict[str, str | bytes] = {
    "evil.md": f"""---
title: {QUOTED}
subtitle: {QUOTED}
description: {QUOTED}
author: {QUOTED}
status: {QUOTED}
categories: [{QUOTED}]
aliases: [{QUOTED}]
image-alt: {QUOTED}
image: cube.png
own: {QUOTED}
date: 2024-01-02
---

Text with [a link](linked.md) and {{source}}`A paper <https://example.org/?a="><b>`.

## Sources

- [{MARKDOWN}](<https://example.org/?a="' onfocus=alert(4)>)
- A book {MARKDOWN}, by hand
""",
    "cube.png": b"\x89PNG\r\n\x1a\n",
    "linked.md": "# Linked\n\n{wiki:note}`evil`, {wiki:note}`<img src=x onerror=alert(6)>`.\n",
    "<img src=x onerror=alert(7)>.md": "# An evil name\n\nText.\n",
    "table.md": "---\nlisting: {type: table, fields: [title, own, author, image]}\n---\n",
    "grid.md": "---\nlisting: {type: grid, filter-ui: true, sort-ui: true, feed: true}\n---\n",
    "rows.md": "---\nlisting: {contents: rows.yml}\n---\n",
    "rows.yml": f"- title: {QUOTED}\n  path: javascript:alert(8)\n  image: javascript:alert(9)\n",
}
SAFE = re.compile(r"(?:https?|mailto|ftp):|[^:]*(?:[/?#]|$)", re.IGNORECASE)


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'html_baseurl = "https://example.org/"\n').build()


@pytest.fixture(scope="module")
def pages(wiki: Wiki) -> dict[str, BeautifulSoup]:
    return {
        path: BeautifulSoup(wiki.read(path), "html.parser")
        for path in wiki.paths()
        if path.endswith(".html") and not path.startswith("_static")
    }


def test_no_page_has_an_element_of_a_note_s_making(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in page.find_all(True):
            handlers = [tag[name] for name in tag.attrs if name.startswith("on")]
            if tag.name == "link":
                # The layout has a style sheet that does not hold up the page.
                handlers = [code for code in handlers if code != "this.media='all'"]
            assert handlers == [], f"{path}: {tag}"
            assert not (tag.name == "img" and tag.get("src") == "x"), f"{path}: {tag}"


def test_no_script_holds_a_note_s_code(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for script in page.find_all("script"):
            assert not (script.string or "").lstrip().startswith("alert("), f"{path}: {script}"


def test_no_address_runs_code(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in page.select("[href], [src]"):
            for name in ("href", "src"):
                address = str(tag.get(name, ""))
                assert SAFE.match(address), f"{path}: {address}"


def test_data_in_scripts_cannot_end_the_script(wiki: Wiki) -> None:
    # Sphinx's search index is only ever a file of its own.
    scripts = [path for path in wiki.paths() if path.endswith(".js") and path != "searchindex.js"]
    data = [path for path in scripts if "alert(1)" in wiki.read(path)]
    assert data != []
    for path in data:
        assert "</script" not in wiki.read(path).lower()
        assert "<!--" not in wiki.read(path)


def test_names_are_shown_as_they_are_written(pages: dict[str, BeautifulSoup]) -> None:
    title = pages["evil.html"].find("h1")
    assert title is not None
    assert title.get_text().startswith(EVIL[:40])


def test_categories_and_authors_are_shown_as_they_are_written(
    pages: dict[str, BeautifulSoup],
) -> None:
    header = pages["evil.html"].select_one(".wiki-note-meta")
    assert header is not None
    assert header.get_text().count(EVIL) == len(["subtitle", "author", "category", "status"])


def test_wiki_json_keeps_every_value_as_it_is(wiki: Wiki) -> None:
    (note,) = (each for each in wiki.json()["notes"] if each["name"] == "evil")
    assert note["authors"] == [EVIL]
    assert note["categories"] == [EVIL]


def test_the_feed_is_xml_that_keeps_the_title(wiki: Wiki) -> None:
    feeds = [path for path in wiki.paths() if path.endswith(".xml") and "atom" in path]
    assert feeds != []
    for path in feeds:
        titles = [
            element.text
            for element in ET.fromstring(wiki.read(path)).iter()
            if element.tag.endswith("title")
        ]
        assert EVIL in titles


def test_the_page_of_the_search_escapes_the_name_of_the_wiki(make_wiki: MakeWiki) -> None:
    name = "Notes</title><script>alert(1)</script>"
    wiki = make_wiki({"index.md": "# Wiki\n"}, f"html_title = {name!r}\n").build()
    page = BeautifulSoup(wiki.read("search.html"), "html.parser")
    assert page.title is not None
    assert page.title.text == f"Search - {name}"
