"""Nodes in a tree know what docutils would tell them."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes, utils

from sphinx_wiki.upstream.tree_building import document_of, setup_child, speed_up

speed_up()


@pytest.fixture
def document() -> nodes.document:
    """A document that is at a line of a file."""
    made = utils.new_document("source")
    made.current_source, made.current_line = "a.md", 7
    return made


def test_docutils_does_it_so() -> None:
    node: Any = nodes.Node
    assert node.setup_child is setup_child
    assert node.document.fget is document_of


def test_a_child_learns_its_document_and_place(document: nodes.document) -> None:
    child = nodes.paragraph("", "text")
    document += child
    assert (child.parent, child.document) == (document, document)
    assert (child.source, child.line) == ("a.md", 7)


def test_a_child_that_knows_its_place_keeps_it(document: nodes.document) -> None:
    child = nodes.paragraph()
    child.source, child.line = "b.md", 3
    document += child
    assert (child.source, child.line) == ("b.md", 3)


def test_outside_of_a_document_there_is_none_and_no_place() -> None:
    inner = nodes.emphasis()
    outer = nodes.paragraph("", "", inner)
    assert (inner.parent, inner.document, outer.document) == (outer, None, None)
    assert (inner.source, inner.line) == (None, None)


def test_what_is_in_a_node_finds_the_document_when_that_comes_into_one(
    document: nodes.document,
) -> None:
    inner = nodes.emphasis()
    document += nodes.paragraph("", "", inner)
    assert inner.document is document
    assert inner.source is None


def test_a_document_is_its_own(document: nodes.document) -> None:
    assert document.document is document
    other = utils.new_document("other")
    child = nodes.paragraph()
    document += child
    child.document = other
    assert child.document is other


def test_in_what_is_no_node_there_is_no_document() -> None:
    child = nodes.paragraph()
    child.parent = object()
    assert child.document is None
