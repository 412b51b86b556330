"""Files by wikilinks and embeds, and blocks with ids."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "media.md": "# Media\n\n![[talk.mp4]]\n\n![[sound.mp3|A bell]]\n\n![[paper one.pdf#page=3]]\n\n"
    "[[paper one.pdf]] and [[paper one.pdf|the *paper*]].\n\n![[a/cube.png]]\n",
    "files/talk.mp4": b"film",
    "files/sound.mp3": b"sound",
    "files/paper one.pdf": b"%PDF-1.4",
    "files/Board.canvas": "{}",
    "a/cube.png": png(9),
    "Plan.canvas": "{}",
    "plan.md": "# Plan\n\n![[Plan.canvas]]\n",
    "lost.md": "# Lost\n\nText\n![[no such.png|300]] and [[gone.pdf]].\n",
    "canvas.md": "# Canvas\n\n![[Board.canvas]] and [[Board.canvas#x|the board]].\n",
    "blocks.md": "# Blocks\n\nFirst.\n\nSecond. ^two\n\n| a |\n|---|\n| b |\n\n^Table\n\n"
    "> A quote\n\n^quote\n\n- one\n- two ^item\n\nAgain. ^two\n",
    "links.md": "# Links\n\n[[blocks#^two]], [[blocks#^table|t]], [[blocks#^quote|q]], "
    "[[blocks#^item|i]].\n\n[[blocks#^none]]\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def block(wiki: Wiki, name: str) -> Tag:
    found = wiki.article("blocks").find(id=f"block-{name}")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("tag", ["video", "audio", "object"])
def test_players_play_files_of_the_site(wiki: Wiki, tag: str) -> None:
    player = wiki.article("media").find(tag)
    assert isinstance(player, Tag)
    address = str(player.get("src") or player["data"]).partition("#")[0]
    assert (wiki.outdir / address.replace("%20", " ")).is_file()
    assert player["aria-label"]


def test_a_pdf_opens_at_its_page(wiki: Wiki) -> None:
    shown = wiki.article("media").find("object")
    assert isinstance(shown, Tag)
    assert str(shown["data"]).endswith("#page=3")


def test_links_to_files_lead_to_them(wiki: Wiki) -> None:
    links = wiki.article("media").select("p > a.download")
    assert [link.get_text() for link in links] == ["paper one.pdf", "the paper"]


def test_a_missing_file_is_said_with_its_line(wiki: Wiki) -> None:
    said = [line for line in wiki.warnings if line.startswith("lost.md")]
    assert [line.split(":")[1] for line in said] == ["4", "4"]
    assert "'no such.png' does not exist" in said[0]


def test_what_only_obsidian_shows_is_named_once(wiki: Wiki) -> None:
    (said,) = [line for line in wiki.warnings if "Only Obsidian shows" in line]
    assert ".canvas files" in said
    assert "Board.canvas and the board." in wiki.article("canvas").get_text()


def test_blocks_have_addresses(wiki: Wiki) -> None:
    assert block(wiki, "two").get_text() == "Second."
    assert block(wiki, "table").name == "table"
    assert block(wiki, "quote").name == "blockquote"
    assert block(wiki, "item").get_text().strip() == "two"


def test_links_lead_to_blocks(wiki: Wiki) -> None:
    notes: dict[str, Any] = {note["name"]: note for note in wiki.json()["notes"]}
    anchors = [link["anchor"] for link in notes["links"]["links"]]
    assert anchors == ["block-two", "block-table", "block-quote", "block-item", None]
    assert "blocks" in wiki.article("links").get_text().partition(",")[0]


def test_a_block_that_is_not_there_is_said(wiki: Wiki) -> None:
    assert any("links.md:5" in line and "'^none'" in line for line in wiki.warnings)


def test_a_picture_that_appears_or_moves_is_found_by_the_next_build(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\n![[p.png]]\n"}).build()
    assert not wiki.article("a").find("img")
    wiki.write("deep/er/p.png", png(1))
    assert wiki.build().article("a").find("img")
    wiki.remove("deep/er/p.png")
    wiki.write("other/p.png", png(2))
    clean = wiki.copy("clean").build(clean=True)
    assert wiki.build().html("a") == clean.html("a")
    assert wiki.warnings == clean.warnings == []


def test_citations_in_an_embed_lead_to_the_bibliography_of_their_note(
    make_wiki: MakeWiki,
) -> None:
    files = {
        "works.bib": "@book{a, title={T}, author={A. Author}, publisher={P}, year={2001}}",
        "cites.md": "# Cites\n\n{cite}`a`\n\n```{bibliography}\n```\n",
        "shows.md": "# Shows\n\n![[cites]]\n\n![[cites]]\n",
    }
    wiki = make_wiki(files, 'bibtex_bibfiles = ["works.bib"]\n').build()
    entry = wiki.article("cites").select_one(".citation[id]")
    assert entry is not None
    links = wiki.article("shows").select(".bibtex-citation a")
    assert [link["href"] for link in links] == [f"cites.html#{entry['id']}"] * 2
