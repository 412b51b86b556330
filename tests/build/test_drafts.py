"""A draft leaves no trace in a site, or is marked in it."""

from __future__ import annotations

import base64
import zipfile
import zlib
from dataclasses import replace

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


def _inline(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


LATER: dict[str, str | bytes] = {
    "index.md": "# Home\n",
    "kept.md": f"# Kept\n\n![](kept.png)\n\n![]({_inline(png(32))})\n",
    "drawn.md": "# Drawn\n\n```{code-cell}\nfrom IPython.display import Image\n"
    'Image("kept.png")\n```\n',
    "later.md": "# Later\n\n![](later.png) {download}`later.txt`\n\n"
    f"![]({_inline(png(33))})\n\n```{{code-cell}}\n1 + 1\n```\n",
    "later.txt": "later",
    "kept.png": png(30),
    "later.png": png(31),
}
PAGES = {
    "epub": ("later.xhtml", "_images/later.png", "_images/kept.png"),
    "text": ("later.txt", None, None),
    "latex": (None, "later.png", "kept.png"),
    "singlehtml": (None, "_images/later.png", "_images/kept.png"),
    "texinfo": (None, "testwiki-figures/later.png", "testwiki-figures/kept.png"),
}


@pytest.fixture(scope="module")
def notes(make_shared_wiki: MakeWiki) -> dict[str, Wiki]:
    """Outputs of all these builders, before and after a note became a draft.

    The doctrees lie where ``sphinx-build`` has them by default.
    """
    wiki = make_shared_wiki(LATER, 'copyright = "A"\nversion = "1"\n')
    built = {name: wiki.copy(name) for name in PAGES}
    built = {
        name: replace(each, doctrees=each.outdir / ".doctrees") for name, each in built.items()
    }
    for name, each in built.items():
        each.build(name)
        page, picture, _kept = PAGES[name]
        assert {page, picture} - {None} <= set(each.paths())
    assert (built["epub"].doctrees / "later.doctree").is_file()
    assert (built["epub"].doctrees / "wiki" / "notebooks" / "later.ipynb").is_file()
    wiki.write("later.md", "---\ndraft: true\n---\n" + str(LATER["later.md"]))
    for name, each in built.items():
        each.build(name)
    return built


@pytest.mark.parametrize("builder", PAGES)
def test_a_note_that_becomes_a_draft_leaves_no_file_in_any_format(
    notes: dict[str, Wiki], builder: str
) -> None:
    assert [path for path in notes[builder].paths() if "later" in path] == []


@pytest.mark.parametrize("builder", [name for name, paths in PAGES.items() if paths[2]])
def test_pictures_of_other_notes_stay(notes: dict[str, Wiki], builder: str) -> None:
    assert PAGES[builder][2] in notes[builder].paths()


def test_pictures_inside_the_text_of_a_draft_go(notes: dict[str, Wiki]) -> None:
    # That of the draft is gone; the file, the output and the one in the text of others stay.
    assert len([path for path in notes["latex"].paths() if path.endswith(".png")]) == 3


def _names(wiki: Wiki) -> list[str]:
    (book,) = wiki.outdir.glob("*.epub")
    return zipfile.ZipFile(book).namelist()


def test_a_note_that_becomes_a_draft_is_in_no_book(notes: dict[str, Wiki]) -> None:
    assert [name for name in _names(notes["epub"]) if "later" in name] == []


def test_a_book_holds_no_doctrees(notes: dict[str, Wiki]) -> None:
    assert [name for name in _names(notes["epub"]) if name.startswith(".")] == []


def test_a_book_beside_its_doctrees_gives_no_warnings(notes: dict[str, Wiki]) -> None:
    assert notes["epub"].warnings == []


def test_a_note_that_becomes_a_draft_leaves_no_reading(notes: dict[str, Wiki]) -> None:
    doctrees = notes["epub"].doctrees
    assert [path.name for path in doctrees.rglob("later.*")] == []
