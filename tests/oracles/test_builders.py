"""Every builder makes the sample without a warning, and so do other themes."""

from __future__ import annotations

import importlib.util
import json
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import MakeWiki
from tests.oracles.sample import NOT_EXECUTED, SAMPLE
from tests.wikis import Wiki

BUILDERS = (
    "html", "dirhtml", "singlehtml", "text", "latex", "epub", "gettext", "man", "texinfo",
    "xml", "pseudoxml", "changes", "dummy",
)  # fmt: skip

THEMES = {"furo": "furo", "sphinx_book_theme": "sphinx_book_theme", "alabaster": "alabaster"}

# What EPUB asks of every book.
CONF = NOT_EXECUTED + 'author = "A. Writer"\ncopyright = "A. Writer"\nversion = "1"\n'


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_builder_warns(make_wiki: MakeWiki, builder: str) -> None:
    assert make_wiki(SAMPLE, CONF).build(builder).warnings == []


# Of the builder itself.
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize("theme", ["", 'html_theme = "alabaster"\n'])
def test_pages_are_serialised(make_wiki: MakeWiki, theme: str) -> None:
    wiki = make_wiki(SAMPLE, CONF + theme).build("json")
    assert wiki.warnings == []
    assert json.loads(wiki.read("dot_product.fjson"))["title"] == "Dot product"


def test_linkcheck_finds_local_links_whole_without_the_network(make_wiki: MakeWiki) -> None:
    conf = CONF + 'linkcheck_ignore = ["https?://.*"]\n'
    assert make_wiki(SAMPLE, conf).build("linkcheck").warnings == []


@pytest.mark.parametrize(
    ("builder", "output"),
    [
        ("latex", "testwiki.tex"),
        ("singlehtml", "index.html"),
        ("man", "testwiki.1"),
        ("texinfo", "testwiki.texi"),
    ],
)
def test_one_document_holds_every_note(make_wiki: MakeWiki, builder: str, output: str) -> None:
    wiki = make_wiki(SAMPLE, CONF).build(builder)
    assert wiki.read(output).count("unlikeanythingelse.") == 1


def test_epub_lists_every_note(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, CONF).build("epub")
    spine = wiki.read("content.opf")
    notes = ("tensors", "maths/matrix", "dot_product", "notebook", "deutsch", "overview")
    assert [name for name in notes if f'href="{name}.xhtml"' not in spine] == []


def test_pages_of_epub_are_xml(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, CONF).build("epub")
    pages = sorted(wiki.outdir.rglob("*.xhtml"))
    assert wiki.outdir / "404.xhtml" in pages
    for page in pages:
        ET.fromstring(page.read_bytes())


def test_text_shows_backlinks(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, CONF).build("text")
    assert "Übung macht den Meister" in wiki.read("tensors.txt")


def themed(make_wiki: MakeWiki, theme: str) -> Wiki:
    """Give the sample built with *theme*; skip where it is not installed."""
    if importlib.util.find_spec(THEMES[theme]) is None:
        pytest.skip(f"the theme {theme} is not installed")
    return make_wiki(SAMPLE, f"{CONF}html_theme = {theme!r}\n").build()


@pytest.mark.parametrize("theme", THEMES)
def test_no_theme_warns(make_wiki: MakeWiki, theme: str) -> None:
    assert themed(make_wiki, theme).warnings == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_listing_is_in_the_page_of_every_theme(make_wiki: MakeWiki, theme: str) -> None:
    assert 'href="dot_product.html' in themed(make_wiki, theme).html("index")


@pytest.mark.parametrize("theme", THEMES)
def test_backlinks_are_in_the_page_of_every_theme(make_wiki: MakeWiki, theme: str) -> None:
    assert 'href="deutsch.html' in themed(make_wiki, theme).html("tensors")
