"""What a document holds, as far as transforms want to know it."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_Element = TypeVar("_Element", bound=nodes.Element)


class Census:
    """The nodes of *document* by class, counted when first asked for.

    Whoever may have changed the document calls `forget`.
    """

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        self._nodes: list[nodes.Node] = []
        self._classes: frozenset[type[nodes.Node]] = frozenset()
        self._names: frozenset[str] = frozenset()
        self._groups: dict[type[nodes.Node], list[nodes.Node]] = {}
        self._values: dict[str, set[str]] = {}

    @property
    def env(self) -> BuildEnvironment:
        """The environment of the document."""
        return cast("BuildEnvironment", self.document.settings.env)

    @property
    def config(self) -> Config:
        """The configuration of the wiki."""
        return self.env.config

    def forget(self) -> None:
        """Count anew when asked again."""
        self._nodes = []

    def classes(self) -> frozenset[type[nodes.Node]]:
        """Give the classes of the nodes there are."""
        if not self._nodes:
            found: list[nodes.Node] = [self.document]
            # The loop goes on with what is added to its list.
            for node in found:
                found.extend(node.children)
            self._nodes, self._groups, self._values = found, {}, {}
            self._classes = frozenset(map(type, found))
            self._names = _names(self._classes)
        return self._classes

    def has(self, names: Set[str]) -> bool:
        """Say whether there is a node whose class, or one that it derives from, is called so."""
        if not self._nodes:
            self.classes()
        return not self._names.isdisjoint(names)

    def of(self, kind: type[_Element]) -> Iterator[_Element]:
        """Give the nodes of class *kind* and of those derived from it, in no order."""
        matching = [each for each in self.classes() if issubclass(each, kind)]
        if matching and not self._groups:
            for node in self._nodes:
                self._groups.setdefault(node.__class__, []).append(node)
        for each in matching:
            yield from cast("list[_Element]", self._groups[each])

    def values(self, name: str) -> set[str]:
        """Give the texts that elements have as their attribute *name*."""
        self.classes()
        if name not in self._values:
            elements = (node for node in self._nodes if isinstance(node, nodes.Element))
            found = (node.attributes.get(name) for node in elements)
            self._values[name] = {each for each in found if isinstance(each, str)}
        return self._values[name]


@cache
def _names(classes: frozenset[type]) -> frozenset[str]:
    """Give the names of *classes* and of all that they derive from."""
    return frozenset(each.__name__ for found in classes for each in found.__mro__)
