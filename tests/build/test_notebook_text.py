"""The text of Jupyter notebooks: what is attached to cells, and links as Jupyter writes them."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import MakeWiki
from tests.wikis import Wiki

PNG = b"\x89PNG\r\n\x1a\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


def cell(text: str, **attached: dict[str, str]) -> dict[str, object]:
    """Give a cell of Markdown with pictures in it, whose names end with the kind."""
    pictures = {name.replace("_", "."): each for name, each in attached.items()}
    return {"cell_type": "markdown", "metadata": {}, "source": text, "attachments": pictures}


def book(*cells: dict[str, object]) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def base64(data: bytes) -> str:
    return b64encode(data).decode()


FILES: dict[str, str | bytes] = {
    "index.md": "# Start\n",
    "attached.ipynb": book(
        cell(
            "# Attached\n\n![first](attachment:a.png)\n\n<img src='attachment:a.png' alt='tag'>\n\n"
            "<p>In a block: <img src='attachment:a.png' alt='block'></p>",
            a_png={"image/png": base64(PNG + b"1")},
        ),
        cell(
            "![second](attachment:a.png) ![drawn](attachment:b.svg)",
            a_png={"image/png": base64(PNG + b"2")},
            b_svg={"image/svg+xml": SVG},
        ),
        cell("![lost](attachment:a.png)"),
    ),
    "links.ipynb": book(
        cell(
            "# Links\n\n[part](#The-Part) [why](#What's-it?)\n\n## The Part\n\nText.\n\n"
            "## What's it?\n\nText."
        )
    ),
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'nb_execution_mode = "off"\n').build()


def published(wiki: Wiki, alt: str) -> Path:
    found = BeautifulSoup(wiki.html("attached"), "html.parser").select_one(f'img[alt="{alt}"]')
    assert isinstance(found, Tag)
    return wiki.outdir / str(found["src"])


@pytest.mark.parametrize(
    ("alt", "content"),
    [
        ("first", PNG + b"1"),
        ("tag", PNG + b"1"),
        ("block", PNG + b"1"),
        ("second", PNG + b"2"),
        ("drawn", SVG.encode()),
    ],
)
def test_a_picture_attached_to_a_cell_is_shown(wiki: Wiki, alt: str, content: bytes) -> None:
    assert published(wiki, alt).read_bytes() == content


def test_only_what_is_not_attached_is_missing(wiki: Wiki) -> None:
    (warning,) = wiki.warnings
    assert "image file not readable: attachment:a.png" in warning


def test_links_to_parts_as_jupyter_writes_them_lead_there(wiki: Wiki) -> None:
    shown = BeautifulSoup(wiki.html("links"), "html.parser")
    links = {link.get_text(): str(link["href"]) for link in shown.select("article p a")}
    assert links.keys() == {"part", "why"}
    for address in links.values():
        assert shown.find(id=address.removeprefix("#")) is not None
