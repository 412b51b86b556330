"""What MkDocs reads, where MyST has no words for it, and where other notes are concerned."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTE = """# A

!!! danger ""
    Bare.

!!! note "Just this"

## Title ## {: #mine }

[[b]]
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """Two notes, one of them with what MkDocs reads."""
    files = {"a.md": NOTE, "b.md": '# B\n\n[x](a.md#mine)\n\n!!! note "C"\n    [[a]]\n'}
    return make_shared_wiki(files).build()


def test_a_box_with_an_empty_title_hides_that_of_its_kind(wiki: Wiki) -> None:
    (box,) = wiki.article("a").select(".danger")
    assert "wiki-callout-untitled" in box["class"]


def test_a_box_may_have_a_title_alone(wiki: Wiki) -> None:
    titles = [title.text for title in wiki.article("a").select(".note > .admonition-title")]
    assert titles == ["Just this"]


def test_links_lead_to_the_id_of_a_heading(wiki: Wiki) -> None:
    assert wiki.article("b").select('a[href="a.html#mine"]')


def test_links_in_boxes_give_backlinks(wiki: Wiki) -> None:
    assert wiki.article("a").select('.wiki-backlinks a[href^="b.html"]')


def test_signs_are_text_without_the_dialect(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": NOTE}, 'wiki_dialects = ["myst"]\n').build()
    assert "!!! danger" in wiki.article("a").text
