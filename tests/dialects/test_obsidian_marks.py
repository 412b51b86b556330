"""Callouts, highlights, comments and footnotes of Obsidian, as pages show them."""

from __future__ import annotations

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.callouts import KINDS, read_callout
from tests.conftest import MakeWiki
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "box.md": "# Box\n\n> [!note] Nothing more\n\n> [!tip]- Closed\n> Inside.\n\n"
    "> [!info]+ Open\n> Inside.\n",
    "lines.md": "# Lines\n\n> [!note] Title\n> One.\n>\n> See [[nowhere]].\n\n"
    "%%\na\n%%\n\nSee [[no place]].\n",
    "secret.md": "# Secret\n\nSeen. %%quaggas%%\n\n%%\nquaggas\n%%\n",
    "marked.md": "# Marked\n\nSome ==marked words==, and a note^[Down here.] to one^[And here.].\n",
    "open.md": "# Open\n\nText.\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def test_a_title_alone_is_a_box(wiki: Wiki) -> None:
    box = wiki.article("box").select_one(".admonition")
    assert isinstance(box, Tag)
    assert box.get_text().split() == ["Nothing", "more"]


def test_a_folded_callout_is_closed_and_the_other_open(wiki: Wiki) -> None:
    closed, opened = wiki.article("box").select("details")
    assert not closed.has_attr("open")
    assert opened.has_attr("open")


def test_warnings_below_titles_and_comments_have_their_lines(wiki: Wiki) -> None:
    lines = [line.split(":")[1] for line in wiki.warnings if line.startswith("lines.md")]
    assert lines == ["6", "12"]


def test_a_comment_is_nowhere_in_the_site(wiki: Wiki) -> None:
    assert [path for path, data in wiki.files().items() if b"quaggas" in data] == []


def test_other_notes_have_their_source(wiki: Wiki) -> None:
    assert "_sources/open.md.txt" in wiki.paths()


def test_a_source_that_was_published_is_taken_back(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\nText.\n"}).build()
    assert "_sources/a.md.txt" in wiki.paths()
    wiki.write("a.md", "# A\n\nText. %%quaggas%%\n")
    assert "_sources/a.md.txt" not in wiki.build().paths()


def test_a_highlight_is_marked(wiki: Wiki) -> None:
    mark = wiki.article("marked").select_one(".mark")
    assert isinstance(mark, Tag)
    assert mark.get_text() == "marked words"


def test_footnotes_stand_at_the_end_in_order(wiki: Wiki) -> None:
    notes = wiki.article("marked").select("aside.footnote p")
    assert [note.get_text() for note in notes] == ["Down here.", "And here."]


@pytest.mark.parametrize("name", sorted(KINDS))
def test_each_name_of_a_kind_is_read_in_any_case(name: str) -> None:
    found = read_callout(f"[!{name.upper()}]")
    assert found is not None
    assert found.kind == KINDS[name]


@given(st.text(max_size=20))
def test_what_has_no_mark_is_no_callout(line: str) -> None:
    assert line.startswith("[!") or read_callout(line) is None
