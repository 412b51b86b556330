"""Our walk through a document visits what docutils' own visits, in the same order."""

from __future__ import annotations

from functools import partial

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.utils import new_document

from sphinx_wiki.writing.walk import Steps, quick_walk, walk

TEXT = """
Title
=====

A *paragraph* with ``code``.

- an item
- another **item**

Last.
"""

PRUNING = (nodes.SkipChildren, nodes.SkipNode, nodes.SkipSiblings, nodes.SkipDeparture)


class Recorder(nodes.NodeVisitor):
    """Remembers where it was, and raises *error* at nodes of one kind."""

    def __init__(
        self, document: nodes.document, kind: type = object, error: type[Exception] | None = None
    ) -> None:
        super().__init__(document)
        self.seen: list[tuple[str, str]] = []
        self._kind, self._error = kind, error

    def unknown_visit(self, node: nodes.Node) -> None:
        self.seen.append(("visit", node.__class__.__name__))
        if self._error is not None and isinstance(node, self._kind):
            raise self._error

    def unknown_departure(self, node: nodes.Node) -> None:
        self.seen.append(("depart", node.__class__.__name__))


@pytest.mark.parametrize("kind", [nodes.document, nodes.list_item, nodes.Text, nodes.emphasis])
@pytest.mark.parametrize("error", [*PRUNING, nodes.StopTraversal, None])
def test_the_same_nodes_are_visited(kind: type, error: type[Exception] | None) -> None:
    document = publish_doctree(TEXT)
    ours, theirs = Recorder(document, kind, error), Recorder(document, kind, error)
    results: list[object] = []
    quick = partial(walk, steps=Steps())
    for go, visitor in ((quick, ours), (nodes.Node.walkabout, theirs)):
        try:
            results.append(go(document, visitor))
        except nodes.TreePruningException as pruned:
            results.append(type(pruned))
    assert (results[0], ours.seen) == (results[1], theirs.seen)


class Stubborn(nodes.container):
    """Walks in a way of its own."""

    def walkabout(self, visitor: nodes.NodeVisitor) -> bool:
        visitor.dispatch_visit(nodes.Text("own way"))
        return False


def test_a_node_may_walk_in_its_own_way() -> None:
    document = new_document("note")
    document += Stubborn("", nodes.paragraph("", "hidden"))
    recorder = Recorder(document)
    walk(document, recorder, Steps())
    assert recorder.seen == [("visit", "document"), ("visit", "Text"), ("depart", "document")]


def test_a_document_walks_as_before_when_it_is_written() -> None:
    document = publish_doctree(TEXT)
    with quick_walk(document, Steps()):
        pass
    assert "walkabout" not in vars(document)
