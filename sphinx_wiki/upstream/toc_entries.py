"""The contents of a document, which Sphinx collects from its sections and looks for in all else.

``TocTreeCollector.process_doc`` goes through everything between headings for toctrees and
for descriptions of objects, which hardly any note holds. To be proposed to Sphinx: to do so
where there are any. Can go with the version that does; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import sphinx
from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_KNOWN = {(8, 2), (9, 0)}
_LOOKED_FOR = (addnodes.desc, addnodes.only, addnodes.toctree)


def spare_walks(app: Sphinx) -> bool:
    """Have Sphinx's collector see sections alone where there is nothing else for it."""
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    listeners = app.events.listeners.get("doctree-read", [])
    for place, listener in enumerate(listeners):
        collector = getattr(listener.handler, "__self__", None)
        if type(collector) is TocTreeCollector:
            listeners[place] = listener._replace(handler=_collecting(collector))
    return True


def _collecting(collector: TocTreeCollector) -> Callable[[Sphinx, nodes.document], None]:
    """Give what *collector* does with a document, as a function that gives it less of that."""
    ordinary = collector.process_doc

    @wraps(ordinary)
    def process_doc(app: Sphinx, document: nodes.document) -> None:
        if not any(isinstance(node, _LOOKED_FOR) for node in document.findall(nodes.Element)):
            outline: Any = _Outline(document)
            document = outline
        ordinary(app, document)

    return process_doc


class _Outline(list[nodes.section]):
    """The sections of a document, each with its title and the sections in it."""

    def __init__(self, document: nodes.document) -> None:
        super().__init__(map(_outline, _sections(document)))
        self.reporter = document.reporter


def _outline(section: nodes.section) -> nodes.section:
    found = nodes.section()
    found.attributes = section.attributes
    # Its title stays where it is.
    found.children = [*section.children[:1], *map(_outline, _sections(section))]
    return found


def _sections(node: nodes.Element) -> list[nodes.section]:
    return [child for child in node.children if isinstance(child, nodes.section)]
