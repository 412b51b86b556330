"""Docutils: put a node into a tree with one look for the document that the tree is of.

``Node.setup_child`` asks for the document up to four times, each time through a property
that calls ``Node.__bool__`` and, in a part that is not in a document yet, raises and catches
an error. What is set stays the same. To be proposed to docutils, whose 0.21 to 0.23 do so.
Can go with the version that does not; until then any other version is left alone.
"""

from __future__ import annotations

from typing import Any

import docutils
from docutils.nodes import Node, document

_KNOWN = {(0, 21), (0, 22), (0, 23)}


def speed_up() -> None:
    """Build trees so from now on, in this process."""
    node: Any = Node
    if docutils.__version_info__[:2] in _KNOWN and node.setup_child.__module__ != __name__:
        node.document = node.document.getter(document_of)
        node.setup_child = setup_child


def document_of(self: Any) -> document | None:
    """Give the document that a node is in, if it is in one."""
    node, found = self, None
    try:
        while node is not None and found is None:
            found, node = node._document, node.parent
    except AttributeError:
        # In what is no node.
        return None
    return found


def setup_child(self: Any, child: Any) -> None:
    """Tell *child* what it is in and, if it does not know, where it is from."""
    child.parent = self
    root = self.document
    if root is not None:
        child.document = root
        if child.source is None:
            child.source = root.current_source
        if child.line is None:
            child.line = root.current_line
