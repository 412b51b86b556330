"""The words of titles are those that Sphinx gives."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from docutils import nodes
from sphinx.domains import std

from sphinx_wiki.upstream.title_texts import of_words, spare_copies

pytestmark = pytest.mark.skipif(not spare_copies(), reason="Not known of this Sphinx")


def title(*children: nodes.Node) -> nodes.title:
    """Give a title of *children*."""
    return nodes.title("", "", *children)


@pytest.mark.parametrize(
    "node",
    [
        title(),
        title(nodes.Text("A"), nodes.Text(" and \x00\\*B")),
        title(nodes.Text("A "), nodes.image(uri="a.png", alt="picture")),
        title(nodes.Text("A "), nodes.raw("", "<b>", format="html")),
        title(nodes.emphasis("", "A ", nodes.image(uri="a.png", alt="picture"))),
        nodes.math("x", "x"),
    ],
)
def test_words_are_those_of_sphinx(node: nodes.Element) -> None:
    ours = vars(std)["clean_astext"]
    assert ours(node) == ours.__wrapped__(node)


def test_a_title_of_words_is_not_copied() -> None:
    ordinary = Mock(__name__="clean_astext")
    assert of_words(ordinary)(title(nodes.Text("A"))) == "A"
    ordinary.assert_not_called()
