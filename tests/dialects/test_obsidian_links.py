"""Wikilinks are links like all others: found, counted, reported, and led back."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.headings import find_heading
from sphinx_wiki.facts.wikilinks import match_wikilink
from tests.conftest import MakeWiki
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "here.md": "# Here\n\nAs was shown\nin [[Cafe\u0301]] and\n[[no such note]].\n",
    "café.md": "# Café\n\nText.\n",
    "ways.md": "# Ways\n\n[[target]], [[TARGET]], [[folder/target]], [[/folder/target.md]], "
    "[[The target]], [[an alias]], [[folder/target#Part: *two*?#Inner|x]], "
    "[[other|the *o* $x$]].\n",
    "folder/target.md": "---\ntitle: The target\naliases: [An alias]\n---\n\n"
    "## Part one\n\n### Inner\n\nOne.\n\n## Part: two?\n\n### Inner\n\nTwo.\n",
    "other.md": "# Other\n\n[[#Below]]\n\n## Below\n\nText.\n",
    "lost.md": "# Lost\n\nOne.\n\nSee [[other#Above]].\n",
    "a/same.md": "# A\n\nSee [[same]].\n",
    "b/same.md": "# B\n",
    "first.md": "# First\n\nSee [[same]] and [[same]].\n",
    "second.md": "# Second\n\nSee [[same]].\n",
    "odd.md": "# Odd\n\n## A: b\n\n## C # sharp\n\n## x | y\n\n## p ^ q\n\n"
    "## 100% `code`, *em*\n\n## [[target]] linked\n",
    "to_odd.md": "# To odd\n\n[[odd#A: b]] [[odd#C # sharp]] [[odd#x y]] [[odd#p ^ q]] "
    "[[odd#100% code, em]] [[odd#target linked]]\n",
    "open.md": "# Open\n\nA [[never closed\n\nand [[ this, [[]] and [[other]].\n",
    "cells.md": "# Cells\n\nSee [[other]].\n\n```{code-cell}\nrows = [[1]]\n[[rows]]\n```\n",
    "quiet.md": "---\nexecute: {enabled: false}\n---\n\n# Quiet\n\n[[other]]\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'nb_execution_mode = "off"\n').build()


@pytest.fixture(scope="module")
def notes(wiki: Wiki) -> dict[str, Any]:
    return {note["name"]: note for note in wiki.json()["notes"]}


def links(wiki: Wiki, name: str) -> list[Tag]:
    return BeautifulSoup(wiki.html(name), "html.parser").select("article p a.internal")


def test_each_way_of_naming_finds_the_note(notes: dict[str, Any]) -> None:
    assert [link["note"] for link in notes["ways"]["links"]] == [*["folder/target"] * 7, "other"]


def test_a_heading_within_a_heading_is_found(notes: dict[str, Any], wiki: Wiki) -> None:
    (anchor,) = [link["anchor"] for link in notes["ways"]["links"] if link["anchor"]]
    section = BeautifulSoup(wiki.html("folder/target"), "html.parser").find(id=anchor)
    assert isinstance(section, Tag)
    assert "Two." in section.get_text()


def test_a_name_is_found_whatever_its_composition(notes: dict[str, Any]) -> None:
    assert [link["note"] for link in notes["here"]["links"]] == ["café"]


def test_the_words_of_a_link_keep_their_styles(wiki: Wiki) -> None:
    shown = links(wiki, "ways")[-1]
    assert shown.find("em") is not None
    assert shown.select_one(".math") is not None


def test_a_link_to_the_note_itself_is_no_backlink(notes: dict[str, Any], wiki: Wiki) -> None:
    assert next(a["href"] for a in links(wiki, "other")) == "#below"
    assert "other" not in [each["note"] for each in notes["other"]["backlinks"]]


def test_a_wikilink_is_a_backlink_with_its_sentence(notes: dict[str, Any]) -> None:
    (back,) = notes["café"]["backlinks"]
    assert back["note"] == "here"
    assert back["context"].startswith("As was shown in")


def test_a_wanted_note_is_said_with_the_line_of_the_link(wiki: Wiki) -> None:
    (said,) = [line for line in wiki.warnings if "no such note" in line]
    assert said.startswith("here.md:5: WARNING: The note 'no such note' does not exist.")


def test_headings_with_signs_that_mean_something_in_links_are_found(wiki: Wiki) -> None:
    assert [a["href"] for a in links(wiki, "to_odd")] == [
        f"odd.html#{part}" for part in ("a-b", "c-sharp", "x-y", "p-q", "code-em", "target-linked")
    ]


def test_brackets_without_an_end_are_text(wiki: Wiki) -> None:
    assert [a["href"] for a in links(wiki, "open")] == ["other.html"]
    assert "A [[never closed" in wiki.article("open").get_text()


def test_a_lost_part_is_said(wiki: Wiki) -> None:
    assert any(line.startswith("lost.md:5:") and "'Above'" in line for line in wiki.warnings)


def test_an_ambiguous_name_is_said_once(wiki: Wiki) -> None:
    said = [line for line in wiki.warnings if "fits several notes" in line]
    assert [line.partition(":")[0] for line in said] == ["first.md"]


def test_of_two_notes_the_one_in_the_same_folder_is_meant(wiki: Wiki) -> None:
    assert not any("a/same.md" in line for line in wiki.warnings)


def test_nothing_else_is_said(wiki: Wiki) -> None:
    assert len(wiki.warnings) == 3


@pytest.mark.parametrize("name", ["cells", "quiet"])
def test_notes_with_code_have_wikilinks(notes: dict[str, Any], name: str) -> None:
    assert [link["note"] for link in notes[name]["links"]] == ["other"]


def test_code_keeps_its_brackets(wiki: Wiki) -> None:
    cell = BeautifulSoup(wiki.html("cells"), "html.parser").select_one(".cell_input pre")
    assert isinstance(cell, Tag)
    assert cell.get_text() == "rows = [[1]]\n[[rows]]\n"


def test_a_dialect_can_be_left_out(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\n[[b]]\n"}, 'wiki_dialects = ["myst"]\n').build()
    assert "[[b]]" in wiki.html("a")


def test_an_unknown_dialect_is_said(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n"}, 'wiki_dialects = ["obsidan"]\n').build()
    (said,) = wiki.warnings
    assert "Did you mean 'obsidian'?" in said


@given(st.text(alphabet="[]|#^\\ab \n", max_size=30), st.integers(0, 5))
def test_what_is_no_link_is_left_alone(source: str, start: int) -> None:
    found = match_wikilink(source, start)
    if found is not None:
        link, end = found
        assert source.startswith("[[", start)
        assert source[:end].endswith("]]")
        assert "\n" not in source[start:end]
        assert link.target or link.fragment


@given(st.lists(st.sampled_from(["One", "Two", "Two: why?", ""]), max_size=6))
def test_a_heading_alone_finds_the_first_of_its_words(headings: list[str]) -> None:
    found = find_heading([(str(at), words) for at, words in enumerate(headings)], "two why")
    at = headings.index("Two: why?") if "Two: why?" in headings else None
    assert found == (None if at is None else (str(at), "Two: why?"))


@pytest.fixture(scope="module")
def vault(make_shared_wiki: MakeWiki) -> Wiki:
    files: dict[str, str | bytes] = {
        "book.md": '---\nrating: 7\nauthor:\n  - "[[Ann|A.]]"\n  - Bob\nup: [[Home]]\nseries: '
        '"[[no such series]]"\ncategories: ["[[Books]]"]\n---\n\n# Book\n\nText.\n',
        "Ann.md": "# Ann\n",
        "Home.md": "# Home\n",
        "Books.md": "# Books\n",
    }
    return make_shared_wiki(files).build()


def test_links_in_properties_are_links(vault: Wiki) -> None:
    notes = {note["name"]: note for note in vault.json()["notes"]}
    links = [(link["note"], link["context"]) for link in notes["book"]["links"]]
    assert links == [("Ann", "author: A."), ("Home", "up: Home"), ("Books", "categories: Books")]
    assert notes["book"]["wanted"] == ["no such series"]


def test_a_property_that_leads_nowhere_is_said_with_its_line(vault: Wiki) -> None:
    (said,) = vault.warnings
    assert said.startswith("book.md:7:")
    assert "'no such series'" in said


def test_a_backlink_from_a_property_says_which(vault: Wiki) -> None:
    page = BeautifulSoup(vault.html("Ann"), "html.parser")
    (back,) = page.select(".wiki-backlinks .wiki-context")
    assert " ".join(back.get_text().split()) == "author: A."
    assert [a["href"] for a in back.select("a")] in ([], ["book.html"])


def test_brackets_of_properties_are_not_shown(vault: Wiki) -> None:
    assert "[[" not in BeautifulSoup(vault.html("book"), "html.parser").get_text()
