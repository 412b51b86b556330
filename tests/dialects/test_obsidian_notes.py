"""Notes within notes: what they show, and that they show what is so now."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from bs4 import Tag

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "whole.md": "# Whole\n\nBefore.\n\n![[deep/inner]]\n\n![[deep/inner]]\n\nAfter.\n",
    "section.md": "# Section\n\n![[inner#Part one]]\n",
    "last.md": "# Last\n\n![[ends#Two]]\n",
    "ends.md": "# One\n\nA note[^1].\n\n# Two\n\nIn part two.\n\n[^1]: The footnote.\n",
    "block.md": "# Block\n\n![[inner#^b1]]\n",
    "entry.md": "# Entry\n\n![[lists#^second]]\n\n![[lists#^table]]\n",
    "lists.md": "# Lists\n\n1. First\n2. Second ^second\n\n   Goes on.\n   - Below\n3. Third\n\n"
    "| a |\n|---|\n| cell |\n\n^table\n",
    "deep/inner.md": "# Inner\n\nFirst words with [[other]], $x^2$ and a note[^1].\n\n"
    "![A cube](cube.png)\n\n## Part one\n\nIn part one, [](../other.md).\n\n"
    "### Below it\n\nDeeper.\n\n"
    "## Part two\n\nIn part two. ^b1\n\n[^1]: The footnote.\n",
    "deep/cube.png": png(3),
    "other.md": "# Other\n",
    "text.md": "# Text\n\nIn a sentence, ![[other]] is a link.\n",
    "self.md": "# Self\n\nMine.\n\n![[self]]\n",
    "one.md": "# One\n\nUno.\n\n![[two]]\n",
    "two.md": "# Two\n\nDue.\n\n![[one]]\n\n![[three]]\n",
    "three.md": "# Three\n\nTre.\n\n![[four]]\n",
    "four.md": "# Four\n\nQuattro.\n",
    "tower.md": "# Tower\n\n![[one]]\n",
    "lost.md": "# Lost\n\n![[nothing here]]\n\n![[other#Nowhere]]\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def shown(wiki: Wiki, name: str) -> str:
    return " ".join(wiki.article(name).get_text(" ").split())


def test_a_note_is_shown_without_its_title_and_with_a_link_to_it(wiki: Wiki) -> None:
    box = wiki.article("whole").select_one(".wiki-embed")
    assert isinstance(box, Tag)
    link = box.select_one(".wiki-embed-from a")
    assert isinstance(link, Tag)
    assert link["href"] == "deep/inner.html"
    assert box.select("h1, h2, h3") == []
    assert all(words in box.get_text() for words in ("First words", "Part one", "In part two"))


def test_links_and_pictures_in_it_lead_from_the_page_that_shows_it(wiki: Wiki) -> None:
    box = wiki.article("whole").select_one(".wiki-embed")
    assert isinstance(box, Tag)
    leads = {str(a["href"]) for a in box.select("a.internal")}
    assert {"other.html"} <= leads
    assert "../other.html" not in leads
    (image,) = box.select("img")
    assert (wiki.outdir / str(image["src"])).is_file()


def test_formulas_and_footnotes_work_in_it(wiki: Wiki) -> None:
    html = wiki.article("whole")
    assert html.select_one(".wiki-embed .math, .wiki-embed math") is not None
    marks = html.select(".wiki-embed a.footnote-reference")
    assert len(marks) == 2
    for mark in marks:
        footnote = html.find(id=str(mark["href"]).lstrip("#"))
        assert isinstance(footnote, Tag)
        assert "The footnote." in footnote.get_text()


def test_a_section_has_no_footnotes_of_others(wiki: Wiki) -> None:
    assert "The footnote." not in shown(wiki, "section")


def test_the_last_section_has_no_footnotes_of_others(wiki: Wiki) -> None:
    assert "In part two" in shown(wiki, "last")
    assert "The footnote." not in shown(wiki, "last")
    assert wiki.article("last").select("hr") == []


@pytest.mark.parametrize("name", ["whole", "section", "tower"])
def test_no_id_stands_twice(wiki: Wiki, name: str) -> None:
    counted = Counter(str(tag["id"]) for tag in wiki.article(name).select("[id]"))
    assert [each for each, count in counted.items() if count > 1] == []


def test_a_section_is_shown_with_its_heading_and_those_below(wiki: Wiki) -> None:
    words = shown(wiki, "section")
    assert "Part one" in words
    assert "Deeper." in words
    assert "First words" not in words
    assert "In part two" not in words


def test_a_block_is_shown_alone(wiki: Wiki) -> None:
    words = shown(wiki, "block")
    assert "In part two." in words
    assert "In part one" not in words


def test_an_entry_of_a_list_is_shown_with_what_is_below_it(wiki: Wiki) -> None:
    box, table = wiki.article("entry").select(".wiki-embed")
    assert [item.get_text(" ").split() for item in box.select("ol > li")] == [
        ["Second", "Goes", "on.", "Below"]
    ]
    assert "Third" not in shown(wiki, "entry")
    assert [cell.get_text(strip=True) for cell in table.select("td")] == ["cell"]


def test_within_a_sentence_it_is_a_link(wiki: Wiki) -> None:
    assert "In a sentence, other is a link." in shown(wiki, "text")


def test_a_note_in_itself_is_a_link(wiki: Wiki) -> None:
    assert shown(wiki, "self").count("Mine.") == 1


def test_a_circle_ends(wiki: Wiki) -> None:
    assert shown(wiki, "one").count("Uno.") == 1
    assert shown(wiki, "one").count("Due.") == 1


def test_the_fourth_note_within_is_a_link(wiki: Wiki) -> None:
    words = shown(wiki, "tower")
    assert "Tre." in words
    assert "Quattro." not in words


def test_what_is_not_there_is_said_and_shown_as_a_link(wiki: Wiki) -> None:
    said = [line for line in wiki.warnings if line.startswith("lost.md")]
    assert [line.split(":")[1] for line in said] == ["3", "5"]
    assert "nothing here" in shown(wiki, "lost")


def test_an_embed_is_one_link_and_what_it_shows_none(wiki: Wiki) -> None:
    notes: dict[str, Any] = {note["name"]: note for note in wiki.json()["notes"]}
    assert [link["note"] for link in notes["section"]["links"]] == ["deep/inner"]
    assert "section" not in [back["note"] for back in notes["other"]["backlinks"]]


def test_the_search_knows_the_words_where_they_are_written(wiki: Wiki) -> None:
    index = wiki.read("searchindex.js")
    assert index.count("quattro") == 1


def test_pages_follow_what_they_embed(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES).build()
    edits: list[tuple[str, str]] = [
        ("three.md", "# Three\n\nChanged, with [[other]].\n"),
        ("other.md", "# Another\n"),
        ("deep/inner.md", "# Inner\n\nShort. ^b1\n"),
    ]
    for path, text in edits:
        wiki.write(path, text)
        wiki.build()
        clean = wiki.copy("clean").build(clean=True)
        assert compare.describe(wiki.files(), clean.files(), ("incremental", "clean")) == ""
    assert "Changed, with" in shown(wiki, "tower")
    assert "Short." in shown(wiki, "block")
    wiki.remove("deep/inner.md")
    wiki.build()
    assert "Short." not in shown(wiki, "block")
