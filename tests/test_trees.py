"""Documents of which all is done: freed at once, unless an extension may have kept them."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.events import EventListener

from sphinx_wiki.building.trees import let_go
from tests.conftest import MakeWiki

KEEPER = """
kept = []

def keep(app, doctree, *more):
    kept.append(doctree)

def look(app, exception):
    parents = {node.parent.tagname for each in kept for node in each.children}
    (app.srcdir.parent / "parents").write_text(" ".join(parents))

from sphinx.transforms.post_transforms import SphinxPostTransform

class Transform(SphinxPostTransform):
    default_priority = 900

    def run(self, **kwargs):
        kept.append(self.document)

def setup(app):
    REGISTER
    app.connect("build-finished", look)
"""


@pytest.fixture
def no_garbage() -> Iterator[None]:
    """Have Python free nothing but what nothing holds."""
    gc.disable()
    yield
    gc.enable()


def made(*handlers: Any) -> Any:
    """Give an application in which *handlers* are given documents."""
    said = {"doctree-read": [EventListener(0, each, 500) for each in handlers]}
    registry = SimpleNamespace(transforms=[], post_transforms=[])
    return SimpleNamespace(registry=registry, events=SimpleNamespace(listeners=said))


def document() -> nodes.document:
    """Give a document with a paragraph that can be referred to."""
    made = new_document("note")
    paragraph = nodes.paragraph("", "words", ids=["here"])
    made += paragraph
    made.note_explicit_target(paragraph)
    return made


@pytest.mark.usefixtures("no_garbage")
def test_what_was_written_is_freed_at_once() -> None:
    tree = document()
    found = weakref.ref(tree[0])
    let_go(made(), tree)
    del tree
    assert found() is None


def test_what_the_environment_has_of_a_document_stays() -> None:
    tree = document()
    kept = tree.myst_slugs = {"here": (1, "here", "Here")}  # type: ignore[attr-defined]
    let_go(made(), tree)
    assert kept


def test_a_document_stays_whole_for_an_extension_that_is_not_known() -> None:
    tree = document()
    let_go(made(lambda app, document: None), tree)
    assert tree[0].parent is tree


@pytest.mark.parametrize(
    "register",
    [
        'app.connect("doctree-read", keep)',
        'app.connect("doctree-resolved", keep)',
        "app.add_post_transform(Transform)",
    ],
)
def test_an_extension_can_keep_documents_to_the_end(
    make_wiki: MakeWiki, tmp_path: Path, register: str
) -> None:
    conf = KEEPER.replace("REGISTER", register)
    make_wiki({"a.md": "# A\n", "b.md": "# B\n"}, conf).build()
    assert (tmp_path / "wiki-0" / "parents").read_text() == "document"
