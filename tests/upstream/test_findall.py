"""Searches of trees give what docutils' own give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import hypothesis.strategies as st
import pytest
from docutils import nodes, utils
from hypothesis import given

from sphinx_wiki.upstream.findall import find_class, find_condition, speed_up

speed_up()

texts = st.just("text").map(nodes.Text)
trees = st.recursive(
    texts,
    lambda inner: st.builds(
        lambda kind, children: (
            kind("", *children) if kind is nodes.section else kind("", "", *children)
        ),
        st.sampled_from([nodes.section, nodes.paragraph, nodes.emphasis]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


def recursive(node: nodes.Node, condition: Callable[[nodes.Node], bool]) -> Iterator[nodes.Node]:
    """Search as docutils describes it: a node, then what is in it, as it is by then."""
    if condition(node):
        yield node
    for child in node.children:
        yield from recursive(child, condition)


def is_inline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Inline)


def emphasised(tree: nodes.Node, condition: type | Callable[..., bool]) -> Iterator[nodes.emphasis]:
    """Give what is found in *tree*, which is emphasis all of it."""
    return cast("Iterator[nodes.emphasis]", tree.findall(condition))


def ids(found: Iterator[nodes.Node]) -> list[int]:
    return [id(node) for node in found]


@given(trees)
def test_a_search_by_class_gives_the_same_in_the_same_order(tree: nodes.Node) -> None:
    expected = ids(recursive(tree, is_inline))
    assert ids(find_class(tree, nodes.Inline)) == expected


@given(trees)
def test_a_search_by_condition_gives_the_same_in_the_same_order(tree: nodes.Node) -> None:
    expected = ids(recursive(tree, is_inline))
    assert ids(find_condition(tree, is_inline)) == expected


@given(trees)
def test_a_search_for_all_gives_all(tree: nodes.Node) -> None:
    assert ids(tree.findall()) == ids(recursive(tree, lambda _: True))


@pytest.mark.parametrize("condition", [nodes.emphasis, is_inline])
def test_what_is_put_in_while_searching_is_found(condition: type | Callable[..., bool]) -> None:
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "a"))
    found: list[str] = []
    for node in emphasised(paragraph, condition):
        if not found:
            node.append(nodes.emphasis("", "in"))
            paragraph.append(nodes.emphasis("", "after"))
        found.append(node.astext())
    assert found == ["ain", "in", "after"]


@pytest.mark.parametrize("condition", [nodes.emphasis, is_inline])
def test_what_is_in_a_node_that_was_replaced_is_found_as_docutils_does(
    condition: type | Callable[..., bool],
) -> None:
    inner = nodes.emphasis("", "b")
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "", inner), nodes.emphasis("", "c"))
    found: list[str] = []
    for node in emphasised(paragraph, condition):
        if not found:
            node.replace_self(nodes.strong("", "d"))
        found.append(node.astext())
    assert found == ["b", "b", "c"]


def test_siblings_are_searched_by_docutils() -> None:
    first, second = nodes.paragraph("", "a"), nodes.paragraph("", "b")
    document = utils.new_document("")
    document += [first, second]
    assert [each.astext() for each in first.findall(nodes.paragraph, siblings=True)] == ["a", "b"]
    assert list(first.findall(nodes.paragraph, include_self=False)) == []
