"""Placeholders that reading leaves behind; rendering replaces every one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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

_OURS = "wiki_markup"
"""The attribute of HTML that we have written and not the author."""


def markup(text: str, *, classes: Iterable[str] = ()) -> nodes.raw:
    """Give HTML of ours as a node: it needs nothing that only its author could know of."""
    return nodes.raw("", text, format="html", classes=list(classes), **{_OURS: True})


def is_authors(raw: nodes.raw) -> bool:
    """Whether a node of HTML comes from the note, or from what its code gave."""
    return "html" in raw["format"].split() and _OURS not in raw


class Inventory:
    """All nodes of a document by their class, from one walk through it.

    Each search of docutils is a walk of its own, and a slow one.
    """

    def __init__(self, document: nodes.Element) -> None:
        self.document: Any = document
        self.nodes: list[nodes.Node] = []
        """All of them, in the order of the document."""
        self._found: defaultdict[type, list[Any]] = defaultdict(list)
        waiting: list[nodes.Node] = [document]
        while waiting:
            node = waiting.pop()
            self.nodes.append(node)
            self._found[node.__class__].append(node)
            if children := node.children:
                waiting.extend(children[::-1])

    def of(self, *kinds: type[_Kind]) -> list[_Kind]:
        """Give the nodes that are of one of *kinds*, in the order of the document."""
        classes = [each for each in self._found if issubclass(each, kinds)]
        if len(classes) == 1:
            return list(self._found[classes[0]])
        wanted = frozenset[type](classes)
        return [node for node in self.nodes if node.__class__ in wanted] if wanted else []  # type: ignore[misc]


def is_output(node: nodes.Node | None) -> bool:
    """Say whether *node* is what code gave."""
    while node is not None:
        if isinstance(node, nodes.container) and "cell_output" in node["classes"]:
            return True
        node = node.parent
    return False


def title_of(section: nodes.Element) -> nodes.title | None:
    """Give the first title in *section*, which is nearly always its first child."""
    first = section.children[0] if section.children else None
    return first if isinstance(first, nodes.title) else section.next_node(nodes.title)


class ThematicBreak(nodes.General, nodes.Element):
    """A line across the page, wherever it stands; drawn as a transition is."""


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
