"""Feeds of listings: what their options say holds."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

PNG = b"\x89PNG\r\n\x1a\n"
NOTE = "---\ndate: 2024-07-0{}\n{}---\n\n# {}\n\nA first paragraph.\n"
FILES: dict[str, str | bytes] = {
    "a.md": NOTE.format(1, "description: What a is.\n", "Alpha"),
    "b.md": NOTE.format(2, "", "Beta"),
    "pictures/logo.png": PNG,
    "folder/own.md": """---
title: Our news
listing:
  contents: /*.md
  feed:
    items: 1
    description: All that changed.
    image: ../pictures/logo.png
    language: de
    xml-stylesheet: feed.xsl
---
""",
    "brief.md": """---
description: What the page is about.
listing: {contents: /*.md, feed: {type: metadata}}
---

# Brief
""",
    "unsafe.md": """---
listing: {contents: /*.md, feed: {xml-stylesheet: "javascript:alert(1)"}}
---

# Unsafe
""",
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def feed(wiki: Wiki, name: str) -> ET.Element:
    return ET.fromstring(wiki.read(f"{name}.xml"))


def texts(feed: ET.Element, path: str) -> list[str | None]:
    return [each.text for each in feed.findall(path.replace("atom:", ATOM))]


def test_a_feed_has_as_many_items_as_it_is_to_have(wiki: Wiki) -> None:
    assert texts(feed(wiki, "folder/own"), "atom:entry/atom:title") == ["Beta"]


def test_a_feed_has_its_description(wiki: Wiki) -> None:
    assert texts(feed(wiki, "folder/own"), "atom:subtitle") == ["All that changed."]


def test_a_feed_without_a_description_has_that_of_its_page(wiki: Wiki) -> None:
    assert texts(feed(wiki, "brief"), "atom:subtitle") == ["What the page is about."]


def test_the_image_of_a_feed_is_in_the_site(wiki: Wiki) -> None:
    assert texts(feed(wiki, "folder/own"), "atom:logo") == ["../_images/logo.png"]
    assert wiki.files()["_images/logo.png"] == PNG


def test_a_feed_has_its_language(wiki: Wiki) -> None:
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed(wiki, "folder/own").get(language) == "de"


def test_a_feed_names_its_style_sheet(wiki: Wiki) -> None:
    assert '<?xml-stylesheet type="text/xsl" href="feed.xsl"?>' in wiki.read("folder/own.xml")


def test_a_style_sheet_that_could_harm_is_not_named(wiki: Wiki) -> None:
    assert "javascript" not in wiki.read("unsafe.xml")


def test_a_feed_of_metadata_leaves_first_paragraphs_out(wiki: Wiki) -> None:
    entries = feed(wiki, "brief").findall(f"{ATOM}entry")
    found = {each.findtext(f"{ATOM}title"): each.findtext(f"{ATOM}summary") for each in entries}
    assert found == {"Alpha": "What a is.", "Beta": None}
