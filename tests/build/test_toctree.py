"""A user's own tables of contents beside the wiki, which needs none."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.wikis import Wiki

FILES = {
    "index.md": "# Home\n\n```{toctree}\nb\na\npart/index\n```\n",
    "a.md": "# Note A\n\nText.\n",
    "b.md": "# Note B\n\nText.\n",
    "loose.md": "# Loose note\n\nText.\n",
    "part/index.md": "# Part\n\n```{toctree}\nc\n```\n",
    "part/c.md": "# Note C\n\nText.\n",
}
CONF = """
html_theme_options = {"show_prev_next": True}
html_sidebars = {"**": ["wiki-nav.html", "sidebar-nav-bs.html"]}
"""


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """Give a site whose author wants its toctrees in the left column, and next and previous."""
    return Wiki.create(tmp_path_factory.mktemp("toctree"), FILES, conf=CONF).build()


def links(wiki: Wiki, page: str, selector: str) -> list[str]:
    """Give the targets of the links in *selector* on *page*."""
    return [
        str(each["href"])
        for each in BeautifulSoup(wiki.html(page), "html.parser").select(f"{selector} a[href]")
    ]


def test_pages_outside_every_toctree_are_built_without_its_column(wiki: Wiki) -> None:
    assert wiki.warnings == []
    assert links(wiki, "loose", ".bd-docs-nav") == []


def test_the_column_holds_the_toctree_that_the_page_is_in(wiki: Wiki) -> None:
    assert "c.html" in links(wiki, "part/index", ".bd-docs-nav")


def test_next_and_previous_follow_the_toctree(wiki: Wiki) -> None:
    assert links(wiki, "a", ".prev-next-area") == ["b.html", "part/index.html"]


def test_a_note_outside_every_toctree_has_no_neighbours(wiki: Wiki) -> None:
    assert links(wiki, "loose", ".prev-next-area") == []


def test_readers_of_epub_see_every_note_in_the_contents(wiki: Wiki) -> None:
    book = wiki.copy("book").build("epub")
    (path,) = book.outdir.glob("*.epub")
    with zipfile.ZipFile(path) as archive:
        contents = BeautifulSoup(archive.read("nav.xhtml"), "html.parser").select_one("nav")
    assert contents is not None
    assert [each.get_text() for each in contents.select("a")] == [
        "Home", "Note B", "Note A", "Part", "Note C", "Loose note", "Sources",
    ]  # fmt: skip


DOT = b"""<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"""
LED = {
    "index.md": "# Home\n\n```{toctree}\na\nb\n```\n",
    "a.md": "# A\n\nTo [[b]].\n\n```{figure} dot.svg\nA dot.\n```\n",
    "b.md": "# B\n\nText.\n",
}


@pytest.mark.parametrize("change", ["removed", "a draft"])
def test_a_note_that_goes_from_a_toctree_leaves_a_site_that_is_built_again(
    change: str, tmp_path: Path
) -> None:
    wiki = Wiki.create(tmp_path, LED, conf="numfig = True\n")
    wiki.write("dot.svg", DOT)
    wiki.build()
    if change == "removed":
        wiki.remove("a.md")
    else:
        wiki.write("a.md", f"---\ndraft: true\n---\n\n{LED['a.md']}")
    wiki.build()
    wiki.write("b.md", "# B\n\nOther text.\n")
    wiki.build()
    assert "Other text." in wiki.html("b")
    assert "a.html" not in wiki.html("index")


def test_a_link_without_words_shows_the_number_that_sphinx_counts(tmp_path: Path) -> None:
    figure = "```{figure} dot.svg\n:name: NAME\nA dot.\n```\n"
    files = {
        **LED,
        "b.md": "# B\n\n" + figure.replace("NAME", "two"),
        "see.md": "# See\n\n[](#two), [](b.md#two) and {numref}`two`.\n",
    }
    wiki = Wiki.create(tmp_path, files, conf="numfig = True\n")
    wiki.write("dot.svg", DOT)
    links = wiki.build().article("see").select("p a.reference.internal")
    assert [link.get_text() for link in links] == ["Fig. 2"] * 3
