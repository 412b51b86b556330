"""Walking through a document with a translator, without looking each method up again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

Step = Callable[[nodes.Node], None]


Names = tuple[str, str]


class Steps:
    """Which methods of translators are for which classes of nodes.

    The translators of a build are alike: of one class, with the same methods for the
    nodes of extensions.
    """

    def __init__(self) -> None:
        self._known: dict[type, tuple[Set[str], dict[type, Names | None]]] = {}

    def of(self, visitor: nodes.NodeVisitor) -> dict[type, Names | None]:
        """Give what is known of visitors like *visitor*, to be added to."""
        own = vars(visitor).keys()
        known = self._known.get(type(visitor))
        if known is None or known[0] != own:
            known = self._known[type(visitor)] = (frozenset(own), {})
        return known[1]


@contextmanager
def quick_walk(document: nodes.document, steps: Steps) -> Iterator[None]:
    """Have ``document.walkabout`` be quicker within the block.

    docutils builds two messages for debugging for each node, and Sphinx looks for the
    method of a node by name each time. Can go when docutils, 0.22 as this is written,
    makes these messages only when they are wanted.
    """

    def walkabout(visitor: nodes.NodeVisitor) -> bool:
        return walk(document, visitor, steps)

    document.walkabout = walkabout  # type: ignore[method-assign]
    try:
        yield
    finally:
        del document.walkabout


def walk(root: nodes.Node, visitor: nodes.NodeVisitor, steps: Steps) -> bool:
    """Do what ``nodes.Node.walkabout`` does.

    :return: whether the traversal is to stop.
    """
    if visitor.document.reporter.debug_flag:
        return nodes.Node.walkabout(root, visitor)
    return _Walk(visitor, steps).walk(root)


class _Walk:
    """One traversal, with the methods of its visitor by class of node."""

    def __init__(self, visitor: nodes.NodeVisitor, steps: Steps) -> None:
        self._visitor = visitor
        self._names = steps.of(visitor)
        self._steps: dict[type, tuple[Step, Step] | None] = {}

    def walk(self, node: nodes.Node) -> bool:
        """Visit *node* and all below it, like ``nodes.Node.walkabout``."""
        kind = node.__class__
        try:
            steps = self._steps[kind]
        except KeyError:
            steps = self._steps[kind] = self._find(kind)
        if steps is None:
            return node.walkabout(self._visitor)
        visit, depart = steps
        departs, stop = True, False
        try:
            try:
                visit(node)
            except nodes.SkipNode:
                return False
            except nodes.SkipDeparture:
                departs = False
            try:
                for child in node.children[:]:
                    if self.walk(child):
                        stop = True
                        break
            except nodes.SkipSiblings:
                pass
        except nodes.SkipChildren:
            pass
        except nodes.StopTraversal:
            stop = True
        if departs:
            depart(node)
        return stop

    def _find(self, kind: type) -> tuple[Step, Step] | None:
        """Give what the visitor does before and after nodes of *kind*.

        Nothing where a class of nodes walks in a way of its own.
        """
        if kind not in self._names:
            self._names[kind] = self._look_up(kind)
        names = self._names[kind]
        if names is None:
            return None
        return getattr(self._visitor, names[0]), getattr(self._visitor, names[1])

    def _look_up(self, kind: type) -> Names | None:
        if kind.walkabout is not nodes.Node.walkabout:  # type: ignore[attr-defined]
            return None
        return self._method(kind, "visit"), self._method(kind, "departure")

    def _method(self, kind: type, moment: str) -> str:
        dispatch = f"dispatch_{moment}"
        theirs = getattr(getattr(self._visitor, dispatch), "__func__", None)
        if theirs is not getattr(SphinxTranslator, dispatch):
            return dispatch
        prefix = moment.replace("departure", "depart")
        names = (f"{prefix}_{each.__name__}" for each in kind.__mro__)
        return next((name for name in names if getattr(self._visitor, name, None)), dispatch)
