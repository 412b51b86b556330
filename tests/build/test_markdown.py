"""Markdown that is right everywhere else is right here, and says so by no warning."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import MakeWiki
from tests.wikis import Wiki

PNG = b"\x89PNG\r\n\x1a\n"
FILES: dict[str, str | bytes] = {
    "index.md": "# Start\n",
    "x.png": PNG,
    "a b.png": PNG,
    "50%.png": PNG,
    "lines.md": "# Lines\n\n---\n\nText.\n\n***\n\n___\n\n- item\n\n  ---\n\n  more\n\n"
    "> quote\n>\n> ---\n\n## Part\n\nText.\n\n---\n\n## Other\n\nText.\n\n---\n",
    "cells.md": "# Cells\n\n```{code-cell} python\n:tags: [skip]\n1\n```\n\n"
    "- ![](a%20b.png)\n\n  ---\n\n<p><img src='x.png'></p>\n",
    "notes.md": "# Notes\n\nText[^1].\n\n# Footnotes\n\n[^1]: Said.\n",
    "missing.md": "# Missing\n\nText.\n\n![](lost.png)\n",
    "pictures.md": "# Pictures\n\n"
    "![space](a%20b.png) ![brackets](<a b.png>) ![percent](50%25.png)\n\n"
    "![query](x.png?raw=true) ![fragment](x.png#top)\n\n"
    "![dark](x.png#gh-dark-mode-only) ![light](x.png#only-light)\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'nb_execution_mode = "off"\n').build()


def picture(wiki: Wiki, alt: str) -> Tag:
    found = BeautifulSoup(wiki.html("pictures"), "html.parser").select_one(f'img[alt="{alt}"]')
    assert isinstance(found, Tag)
    return found


def test_a_thematic_break_may_stand_anywhere(wiki: Wiki) -> None:
    shown = BeautifulSoup(wiki.html("lines"), "html.parser").select("article section hr")
    assert len(shown) == 7


@pytest.mark.parametrize("alt", ["space", "brackets", "percent", "query", "fragment"])
def test_a_picture_is_found_by_what_its_address_means(wiki: Wiki, alt: str) -> None:
    src = str(picture(wiki, alt)["src"]).replace("%20", " ").replace("%25", "%")
    assert src.startswith("_images/")
    assert (wiki.outdir / src).is_file()


def test_footnotes_under_a_heading_of_their_own_have_no_rule(wiki: Wiki) -> None:
    shown = BeautifulSoup(wiki.html("notes"), "html.parser")
    assert shown.select("section#footnotes .footnote, section#footnotes aside")
    assert not shown.select("article hr")


def test_notes_with_cells_are_read_in_the_same_way(wiki: Wiki) -> None:
    shown = BeautifulSoup(wiki.html("cells"), "html.parser")
    found = shown.select("article section img")
    assert [each["src"] for each in found] == ["_images/a%20b.png", "_images/x.png"]
    assert len(shown.select("li hr")) == 1


@pytest.mark.parametrize(("alt", "kind"), [("dark", "only-dark"), ("light", "only-light")])
def test_a_picture_for_one_colour_scheme_is_shown_in_that_alone(
    wiki: Wiki, alt: str, kind: str
) -> None:
    assert picture(wiki, alt)["class"] == [kind]


def test_nothing_is_warned_of_but_the_picture_that_is_missing_with_its_line(wiki: Wiki) -> None:
    (warning,) = wiki.warnings
    assert "missing.md:5: WARNING: image file not readable: lost.png" in warning
