"""What each construct of a dialect means, said in plain MyST: files of title, input, expected.

Each case of ``obsidian/*.txt``, ``quarto/*.txt`` and ``mkdocs/*.txt`` is built twice, as it
stands and as the MyST that it is said to mean, and gives the same document. Those of
``quarto/project`` stand in a project of Quarto, where more is read.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from docutils import nodes
from markdown_it.utils import read_fixture_file

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

HERE = Path(__file__).parent

BESIDE: dict[str, str | bytes] = {
    "norm.md": "# Norm\n\n## Why\n\n### Because\n\nText.\n",
    "dot_product.md": "# Dot product\n",
    "folder/deep.md": "# Deep\n",
    "folder/pictures/cube.png": png(99),
    "project/_quarto.yml": "",
}

# What differs between two ways of writing one thing.
UNLIKE = {"ids", "names", "dupnames", "backrefs", "refdoc", "refid", "source", "docname"} | {
    "refwarn", "slug", "wiki_block", "wiki_div", "wiki_unnumbered", "original_uri",
    "support_smartquotes", "wiki_link", "xml:space",
}  # fmt: skip


class Case(NamedTuple):
    """One construct."""

    name: str
    title: str
    found: str
    expected: str


def cases() -> Iterator[Case]:
    """Give every case of every file."""
    for path in sorted(HERE.glob("*/**/*.txt")):
        folder = "project/" if path.parent.name == "project" else ""
        for number, (_line, title, found, expected) in enumerate(read_fixture_file(path)):
            name = f"{folder}{path.parent.name}-{path.stem}-{number}"
            yield Case(name, title.strip(), found, expected)


CASES = list(cases())


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """A wiki with a note for what each case is given and one for what it expects."""
    files = dict(BESIDE)
    for case in CASES:
        files[f"{case.name}-found.md"] = case.found
        files[f"{case.name}-expected.md"] = case.expected
    return make_shared_wiki(files, 'suppress_warnings = ["wiki", "myst.xref_missing"]\n').build()


def outline(node: nodes.Node, depth: int = 0) -> Iterator[str]:
    """Give the document as indented lines, without what only tells two notes apart."""
    indent = "  " * depth
    if isinstance(node, nodes.Text):
        yield indent + node.astext()
        return
    assert isinstance(node, nodes.Element)
    shown = {k: v for k, v in sorted(node.attributes.items()) if v and k not in UNLIKE}
    yield f"{indent}{node.tagname} {shown}"
    for child in _joined(_unwrapped(node)):
        yield from outline(child, depth + 1)


def _unwrapped(node: nodes.Element) -> Iterator[nodes.Node]:
    """Give the children; instead of places of backlinks and wrappers, what is in them."""
    for child in node.children:
        if isinstance(child, nodes.Element) and (
            isinstance(child, nodes.target) or "wiki-note" in child.get("classes", ())
        ):
            yield from _unwrapped(child)
        else:
            yield child


def _joined(children: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Give *children* with neighbouring texts as one."""
    for is_text, run in groupby(children, lambda child: isinstance(child, nodes.Text)):
        if is_text:
            yield nodes.Text("".join(text.astext() for text in run))
        else:
            yield from run


def document(wiki: Wiki, name: str) -> list[str]:
    """Give the outline of what stands under the title of the note *name*."""
    doctree: nodes.document = pickle.loads((wiki.doctrees / f"{name}.doctree").read_bytes())
    (section,) = (child for child in doctree.children if isinstance(child, nodes.section))
    body = [child for child in section.children if not isinstance(child, nodes.title)]
    return [line for child in body for line in outline(child)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.name}: {case.title}" for case in CASES])
def test_means(wiki: Wiki, case: Case) -> None:
    assert document(wiki, f"{case.name}-found") == document(wiki, f"{case.name}-expected")


def test_a_case_that_means_something_else_is_seen(wiki: Wiki) -> None:
    assert document(wiki, "norm") != document(wiki, "dot_product")
