"""What a document is known to hold."""

from __future__ import annotations

import pytest
from docutils import nodes, utils

from sphinx_wiki.transforms.census import Census


@pytest.fixture
def document() -> nodes.document:
    """A document with a link in a section."""
    made = utils.new_document("")
    link = nodes.reference("", "a link", refuri="b")
    made += nodes.section("", nodes.paragraph("", "See ", link), ids=["a"])
    return made


def test_a_class_is_found_by_its_name_and_by_those_it_derives_from(
    document: nodes.document,
) -> None:
    census = Census(document)
    assert census.has({"reference"})
    assert census.has({"target", "Referential"})
    assert not census.has({"target"})


def test_nodes_of_a_class_and_of_derived_ones_are_given(document: nodes.document) -> None:
    census = Census(document)
    assert {node.tagname for node in census.of(nodes.TextElement)} == {"paragraph", "reference"}
    assert list(census.of(nodes.target)) == []


def test_what_is_added_is_found_when_the_count_is_forgotten(document: nodes.document) -> None:
    census = Census(document)
    assert list(census.of(nodes.target)) == []
    document += nodes.target("", "", ids=["b"])
    census.forget()
    assert census.has({"target"})
    assert len(list(census.of(nodes.target))) == 1
