"""Placeholders that reading leaves behind; rendering replaces every one of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, TypeVar

from docutils import nodes

_Kind = TypeVar("_Kind")

PAGE = "wiki_page"
"""The attribute of a cross-reference in an embed that holds the note it is shown in."""

DIV_ID = "wiki_div"
"""The attribute of a div that holds its id as it is written: a listing's name has capitals, too."""

REFERENCE = "number"
"""The type of a cross-reference by name, which shows the number of what has the name."""
WORDS = "wiki_words"
"""The attribute of a cross-reference that holds what stands before the number instead."""


def find_formulas(document: nodes.document) -> list[nodes.math | nodes.math_block]:
    """Give the formulas in sentences, then those that are displayed.

    Docutils finds one class in a third of the time that a condition takes.
    """
    return [*document.findall(nodes.math), *document.findall(nodes.math_block)]


class Inventory:
    """All nodes of a document by their class, from one walk through it.

    Each search of docutils is a walk of its own, and a slow one.
    """

    def __init__(self, document: nodes.document) -> None:
        self._found: defaultdict[type, list[Any]] = defaultdict(list)
        waiting: list[nodes.Node] = [document]
        while waiting:
            node = waiting.pop()
            self._found[node.__class__].append(node)
            if children := node.children:
                waiting.extend(children[::-1])

    def of(self, kind: type[_Kind]) -> list[_Kind]:
        """Give the nodes that are of *kind*: of each class in the order of the document."""
        classes = [each for each in self._found if issubclass(each, kind)]
        return [node for each in classes for node in self._found[each]]


class Placeholder(nodes.General, nodes.Element):
    """A place in a note for facts about other notes.

    ``docname`` is the note that holds it: an assembled document has another name.
    """


class NoteHeader(Placeholder):
    """The quiet line under the title: dates, authors, reading time, categories."""


class ListingPlace(Placeholder):
    """A listing; ``index`` counts the listings of the note."""


class BacklinksPlace(Placeholder):
    """The notes that link to this one."""


class SourcesPlace(Placeholder):
    """The bibliography; ``notes`` restricts it to some."""


class NoteEmbed(Placeholder):
    """The content of another note, of one of its sections or of a block; holds a link to it."""


class CitedElsewhere(nodes.Inline, nodes.Element):
    """After a source: where else it is cited; ``docname`` and ``index`` of the citation."""


PLACES = (NoteHeader, ListingPlace, BacklinksPlace, SourcesPlace)
