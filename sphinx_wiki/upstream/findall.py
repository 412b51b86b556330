"""Docutils: look through a tree without a generator for each of its nodes.

``Node.findall`` recurses: every node that it gives passes through a generator
for each of its ancestors, and a search by a condition goes through the whole
method again for every node. About 60 searches are made for one note. Here one
generator keeps the iterators of the ancestors itself, which takes half the
time by class and a fifth by a condition. What is given, in which order, and
what a change of the tree while it is searched does, stay the same.

To be proposed to docutils, whose 0.21 to 0.23 recurse. Can go with the version
that does not; until then any other version is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import docutils
from docutils.nodes import Node

_RECURSES = {(0, 21), (0, 22), (0, 23)}

_Condition: TypeAlias = type[Node] | Callable[[Node], bool] | None
"""A class, a function that says yes or no, or nothing for all nodes."""


def speed_up() -> None:
    """Search trees without recursion from now on, in this process."""
    node: Any = Node
    if docutils.__version_info__[:2] in _RECURSES and node.findall.__module__ != __name__:
        node._fast_findall = find_class
        node.findall = _findall(node.findall)


def _findall(whole: Callable[..., Iterator[Node]]) -> Callable[..., Iterator[Node]]:
    """Give docutils' ``findall``, *whole*, with short ways for what is asked for most."""

    def findall(
        self: Node, condition: _Condition = None, *more: bool, **named: bool
    ) -> Iterator[Node]:
        if more or named:
            return whole(self, condition, *more, **named)
        if condition is None:
            return find_class(self, Node)
        if isinstance(condition, type):
            return find_class(self, condition)
        return find_condition(self, condition)

    findall.__doc__ = whole.__doc__
    return findall


def find_class(self: Node, kind: type) -> Iterator[Node]:
    """Give *self* and what is in it, if of a *kind*, as they stand in the text."""
    if isinstance(self, kind):
        yield self
    outer: list[Iterator[Node]] = []
    inner = iter(self.children)
    while True:
        for child in inner:
            if isinstance(child, kind):
                yield child
            if child.children:
                outer.append(inner)
                inner = iter(child.children)
                break
        else:
            if not outer:
                return
            inner = outer.pop()


def find_condition(self: Node, condition: Callable[[Node], bool]) -> Iterator[Node]:
    """Give *self* and what is in it, if it meets *condition*, as they stand in the text."""
    if condition(self):
        yield self
    outer: list[Iterator[Node]] = []
    inner = _children(self)
    while True:
        for child in inner:
            if condition(child):
                yield child
            if child.children:
                outer.append(inner)
                inner = _children(child)
                break
        else:
            if not outer:
                return
            inner = outer.pop()


def _children(node: Node) -> Iterator[Node]:
    """Give the children, also of a list that takes the place of the first, as docutils does."""
    index = 0
    while index < len(node.children):
        yield node.children[index]
        index += 1
