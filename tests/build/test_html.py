"""HTML in notes: its pictures come along, and its links are links."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from sphinx_wiki.facts.markup import addresses, pieces
from tests.conftest import MakeWiki
from tests.wikis import Wiki

PNG = b"\x89PNG\r\n\x1a\n"
FILES: dict[str, str | bytes] = {
    "index.md": "# Start\n",
    "cube.png": PNG,
    "a b.png": PNG,
    "deep/dark.png": PNG,
    "talk.mp4": b"film",
    "plot.html": "<p>A plot</p>",
    "target.md": "# Target\n\n## Part\n\nText.\n",
    "pictures.md": "# Pictures\n\n"
    '<p align="center">\n  <img width="90%" src="cube.png" style="color: red" alt="A &amp; B">\n'
    "</p>\n\n"
    '<div><img src="a%20b.png"><img src="https://example.org/x.png"></div>\n\n'
    '<picture>\n<source media="(x)" srcset="deep/dark.png">\n<img src="/cube.png">\n</picture>\n\n'
    "<script>let a = \"<img src='cube.png'>\";</script>\n",
    "links.md": "# Links\n\n<table><tr>\n<td>No end</td>\n"
    '<td>See <a href="target.md#part">the <b>part</b></a>, it\'s short.</td>\n'
    '<td><a href="talk.mp4">the film</a></td></tr></table>\n',
    "players.md": "# Players\n\n"
    'Here <video src="talk.mp4" poster=cube.png controls></video> is one.\n\n'
    '<iframe src="plot.html"></iframe>\n',
    "named.md": '# Named\n\n<a id="Alpha"></a>\n\nText with <span id="beta">words</span>.\n\n'
    "- <a name='gamma'></a>item\n\n[here](#beta) [](#Alpha) [low](#alpha)\n\n"
    "<input name='no'>\n\n```html\n<a id='code'></a>\n```\n",
    "names.md": "# Names\n\n"
    "[a](named.md#Alpha) [b](named.md#beta) [c](named.md#gamma) [[named#beta|d]]\n\n"
    "[e](named.md#no) [f](named.md#code)\n",
    "old.rst": "Old\n===\n\n`words <target.md#part>`_, target_\n\n.. _target: target.md\n",
    "deep/relative.md": '# Relative\n\n<p><img src="dark.png"> <a href="../target.md">up</a></p>\n',
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def article(wiki: Wiki, name: str) -> Tag:
    found = BeautifulSoup(wiki.html(name), "html.parser").select_one("article section")
    assert isinstance(found, Tag)
    return found


def test_pictures_in_html_are_published(wiki: Wiki) -> None:
    local = [str(each["src"]) for each in article(wiki, "pictures").select("img")]
    local.remove("https://example.org/x.png")
    assert len(local) == 3
    assert all((wiki.outdir / src.replace("%20", " ")).is_file() for src in local)


def test_a_picture_in_html_keeps_what_its_author_wrote(wiki: Wiki) -> None:
    picture = article(wiki, "pictures").select_one("p > img")
    assert isinstance(picture, Tag)
    assert (picture["width"], picture["style"]) == ("90%", "color: red")


def test_a_picture_in_html_is_that_of_the_note(wiki: Wiki) -> None:
    (note,) = (each for each in wiki.json()["notes"] if each["name"] == "pictures")
    assert note["image"] == "_images/cube.png"


def test_a_source_for_dark_pages_is_published(wiki: Wiki) -> None:
    source = article(wiki, "pictures").select_one("picture source")
    assert isinstance(source, Tag)
    assert (wiki.outdir / str(source["srcset"])).is_file()


def test_scripts_are_left_alone(wiki: Wiki) -> None:
    assert "<img src='cube.png'>" in wiki.html("pictures")


def test_links_in_a_block_of_html_lead_to_notes(wiki: Wiki) -> None:
    (link,) = article(wiki, "links").select('a[href="target.html#part"]')
    assert link.get_text() == "the part"
    assert link.find("b") is not None


def test_links_in_a_block_of_html_are_backlinks_with_their_words(wiki: Wiki) -> None:
    notes: list[dict[str, Any]] = wiki.json()["notes"]
    (target,) = (each for each in notes if each["name"] == "target")
    contexts = {each["note"]: each["context"] for each in target["backlinks"]}
    assert contexts.keys() == {"links", "deep/relative", "old"}
    assert "See the part" in contexts["links"]


def test_links_of_restructuredtext_to_a_file_of_a_note_lead_to_it(wiki: Wiki) -> None:
    hrefs = [str(each["href"]) for each in article(wiki, "old").select("p a.internal")]
    assert hrefs == ["target.html#part", "target.html"]


@pytest.mark.parametrize(
    ("words", "part"), [("a", "#Alpha"), ("b", "#beta"), ("c", "#gamma"), ("d", "#beta")]
)
def test_what_html_names_is_a_part_of_the_note(wiki: Wiki, words: str, part: str) -> None:
    (link,) = (each for each in article(wiki, "names").select("a") if each.get_text() == words)
    assert link["href"] == f"named.html{part}"


def test_links_within_a_note_find_what_its_html_names(wiki: Wiki) -> None:
    links = article(wiki, "named").select('p a[href^="#"]')
    assert [(each["href"], each.get_text()) for each in links] == [
        ("#beta", "here"),
        ("#Alpha", "Alpha"),
        ("#Alpha", "low"),
    ]


def test_other_names_in_html_are_no_parts(wiki: Wiki) -> None:
    said = [each for each in wiki.warnings if "wiki.anchor" in each]
    assert [each.partition("has no part ")[2].split(";")[0] for each in said] == ["'no'", "'code'"]


def test_a_link_in_html_to_a_file_shows_its_words(wiki: Wiki) -> None:
    (link,) = article(wiki, "links").select("a.download")
    assert link.get_text() == "the film"


def test_films_and_pages_in_html_are_published(wiki: Wiki) -> None:
    film, page = article(wiki, "players").select("video, iframe")
    for address in (film["src"], film["poster"], page["src"]):
        assert (wiki.outdir / str(address)).is_file()


def test_addresses_in_html_count_from_the_note(wiki: Wiki) -> None:
    shown = article(wiki, "deep/relative")
    assert shown.select('img[src="../_images/dark.png"]')
    assert shown.select('a[href="../target.html"]')


@pytest.mark.parametrize(
    "text",
    [
        '<a href="x.md">',
        "<img alt='a > b' src=x.png>",
        "<!-- <img src=a.png> --><p>",
        '<style>a { b: "c" }</style> and <',
        "<script>never ends <a href='x'>",
        "< a <a <a 'b <",
    ],
)
def test_pieces_of_html_are_the_whole(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ('<img data-src="a.png" src = "b.png">', ["b.png"]),
        ("<img src=b.png/>", ["b.png/"]),
        ('<img src="data:image/png;base64,AA">', []),
        ('<img src="">', []),
        ('<img src="//example.org/a.png">', []),
        ('<source srcset="a.png 1x, b.png 2x">', []),
        ('<a href="#part">', []),
        ('<a src="a.png">', []),
        ("<!-- <img src=a.png> -->", []),
    ],
)
def test_addresses_in_a_tag(tag: str, found: list[str]) -> None:
    (piece,) = pieces(tag)
    assert [each.value for each in addresses(piece)] == found
