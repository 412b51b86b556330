"""A draft leaves no trace in a site, or is marked in it."""

from __future__ import annotations

import zlib

import pytest

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

SECRET = """---
title: Xylophonetitle
KEY
categories: [xylocategory]
image: xyloimage.png
aliases: [xyloalias, old/xylopage.html]
date: 2024-01-01
---

Xyloword text, see [](public.md) {cite}`xylokey` and {download}`xylofile.txt`.

## Sources

- [Xylosource](https://xylo.example/)
"""
FILES: dict[str, str | bytes] = {
    "index.md": "# Home\n\n```{wiki:listing}\n:feed: true\n:categories: true\n```\n",
    "public.md": "# Public\n\nSee [the hidden one](secret.md), [](hidden.md#part), and "
    "{wiki:note}`Xyloalias <xyloalias>`.\n",
    "secret.md": SECRET.replace("KEY", "draft: true"),
    "hidden.md": SECRET.replace("KEY", "publish: false"),
    "xyloimage.png": png(30),
    "xylofile.txt": "xylocontent",
    "refs.bib": "@book{xylokey, title={Xylobook}, author={A}, year=2000}\n"
    "@book{other, title={Other}, author={A}, year=2000}\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


def test_no_path_names_a_draft(wiki: Wiki) -> None:
    names = ("xylo", "secret", "hidden")
    assert [path for path in wiki.paths() if any(n in path.lower() for n in names)] == []


def test_no_file_holds_a_word_of_a_draft(wiki: Wiki) -> None:
    found = [
        path
        for path, data in wiki.files().items()
        if b"xylo" in data.lower().replace(b"xyloalia", b"")
    ]
    assert found == []


def test_the_inventory_does_not_name_a_draft(wiki: Wiki) -> None:
    inventory = (wiki.outdir / "objects.inv").read_bytes()
    body = zlib.decompress(inventory.split(b"\n", 4)[4]).lower()
    assert b"secret" not in body
    assert b"xylo" not in body


def test_a_link_to_a_draft_is_plain_text(wiki: Wiki) -> None:
    html = wiki.html("public")
    assert "the hidden one" in html
    assert "secret" not in html.replace("secret.md", "")
    assert "wiki-wanted" not in html


def test_a_link_to_a_draft_is_no_fault(wiki: Wiki) -> None:
    assert wiki.warnings == []


def test_a_draft_gives_no_backlinks(wiki: Wiki) -> None:
    (public,) = (n for n in wiki.json()["notes"] if n["name"] == "public")
    assert public["backlinks"] == []
    assert public["links"] == []


def test_drafts_are_shown_with_a_mark_where_that_is_wanted(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES, 'wiki_drafts = "show"\n').build()
    assert "Xyloword" in wiki.html("secret")
    assert "wiki-draft" in wiki.html("secret")
    assert [n["draft"] for n in wiki.json()["notes"] if n["name"] == "secret"] == [True]


def test_a_note_that_becomes_a_draft_leaves_no_trace(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({**FILES, "secret.md": SECRET.replace("KEY", "draft: false")}).build()
    assert "xylo" in wiki.html("index").lower()
    wiki.write("secret.md", FILES["secret.md"])
    wiki.build()
    test_no_path_names_a_draft(wiki)
    test_no_file_holds_a_word_of_a_draft(wiki)
