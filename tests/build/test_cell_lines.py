"""Warnings about notes with cells name the lines that an editor shows."""

from __future__ import annotations

import json

import pytest

from sphinx_wiki.facts.notebook_lines import source_lines
from sphinx_wiki.reading.notebooks import read_notebook
from tests.conftest import MakeWiki
from tests.wikis import Wiki

CELL = "```{code-cell} python\n:tags: [skip]\n1\n```\n"

HEADS: dict[str, str] = {
    "none": "",
    "blank": "\n\n",
    "yaml": "---\ntitle: A\ntags: [a]\ndate: 2024-01-01\n---\n",
    "yaml_blanks": "---\ntitle: A\n---\n\n\n",
    "empty": "---\n---\n",
    "toml": '+++\ntitle = "A"\ntags = ["a"]\ndate = 2024-01-01\n+++\n',
    "toml_short": '+++\ntitle = "A"\n+++\n',
    "broken": "---\ntitle: [A\ntags: b\n---\n",
    "list": "---\n- title\n---\n",
    "no_date": "---\ndate: 2024-13-45\n---\n",
    "bom": "\ufeff",
    "bom_yaml": "\ufeff---\ntitle: A\n---\n",
}
PARTS = (
    "# N\n\nW [[HEAD first]].\n\n",
    CELL,
    "[[HEAD directly]]\n\n",
    CELL,
    "\n\n\nA [[HEAD between]]\nand [[HEAD beside]].\n\n",
    CELL,
    "\n+++\n\nW [[HEAD after]].\n",
)
TARGETS = ("first", "directly", "between", "after")


def note(name: str) -> str:
    """Give a note with cells, whose links lead to notes that no other links to."""
    return HEADS[name] + "".join(PARTS).replace("HEAD", name)


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """Notes that differ in what is before their text."""
    notes = {f"{name}.md": note(name) for name in HEADS}
    return make_shared_wiki(
        {"index.md": "# Index\n", **notes}, 'nb_execution_mode = "off"\n'
    ).build()


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", HEADS)
def test_a_warning_names_the_line_of_its_link(wiki: Wiki, name: str, target: str) -> None:
    link = f"{name} {target}"
    [line] = [at for at, text in enumerate(note(name).split("\n"), 1) if link in text]
    [said] = [each for each in wiki.warnings if f"'{link}'" in each]
    assert said.split(" ")[0] == f"{name}.md:{line}:"


def test_a_cell_that_cannot_be_read_costs_its_note_only(make_wiki: MakeWiki) -> None:
    cell = "```{code-cell} python\n:tags: [a\n1\n```\n"
    wiki = make_wiki({"index.md": "# Index\n", "bad.md": f"# Bad\n\n{cell}"}).build()
    [said] = wiki.warnings
    assert said.startswith("bad.md:3: WARNING: The notebook cannot be read: Code cell 1 at line 3")
    assert "{code-cell} python" in wiki.html("bad")


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_sign_that_ends_no_line_in_markdown_moves_no_cell(sign: str) -> None:
    notebook = read_notebook(f"# A\n\nbefore{sign}it\n\n{CELL}\nafter\n", ".md")
    sources = [cell.source for cell in notebook.cells]
    assert sources == [f"# A\n\nbefore{sign}it", "1", "after"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    notebook = read_notebook(f"# A\n\nbefore\n\n{CELL}\nafter\n".replace("\n", end), ".md")
    assert [cell.source for cell in notebook.cells] == ["# A\n\nbefore", "1", "after"]


BOOK_CELLS = (
    ("markdown", "---\ntitle: Book\n---\n\n# Book\n\nSee [[book first]].\n"),
    ("code", "#| ech: false\n1"),
    ("markdown", "Text\n\n- [[book second]]"),
    ("raw", "source"),
    ("markdown", "[[book third]]"),
)


def book(indent: int | None, *, whole: bool = False) -> str:
    """Give a notebook, saved as Jupyter does with an *indent* of 1."""
    cells = [
        {
            "cell_type": kind,
            "id": f"source{index}",
            "metadata": {"source": ["[not", "this]"]},
            **({"outputs": [], "execution_count": None} if kind == "code" else {}),
            "source": text if whole else text.splitlines(keepends=True),
        }
        for index, (kind, text) in enumerate(BOOK_CELLS)
    ]
    data = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(data, indent=indent)


@pytest.fixture(scope="module")
def books(make_shared_wiki: MakeWiki) -> Wiki:
    notes = {"index.md": "# Index\n", "book.ipynb": book(1), "flat.ipynb": book(None)}
    return make_shared_wiki(notes, 'nb_execution_mode = "off"\n').build()


@pytest.mark.parametrize("target", ["first", "second", "third"])
def test_a_warning_about_a_notebook_names_the_line_of_its_file(books: Wiki, target: str) -> None:
    link = f"book {target}"
    [line] = [at for at, text in enumerate(book(1).split("\n"), 1) if link in text]
    [said] = [each for each in books.warnings if f"'{link}'" in each]
    assert said.startswith(f"book.ipynb:{line}:")


def test_a_warning_about_a_cell_names_the_cell_and_the_line(books: Wiki) -> None:
    [line] = [at for at, text in enumerate(book(1).split("\n"), 1) if "ech:" in text]
    [said] = [each for each in books.warnings if "ech'" in each and each.startswith("book")]
    assert said.startswith(f"book.ipynb:{line}: WARNING: Cell 2: ")


@pytest.mark.parametrize(("indent", "whole"), [(None, False), (None, True), (1, True)])
def test_lines_of_cells_that_are_no_lines_of_the_file_are_none(
    indent: int | None, *, whole: bool
) -> None:
    assert source_lines(book(indent, whole=whole)) == []
