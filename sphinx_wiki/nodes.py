"""Placeholders that reading leaves behind; rendering replaces every one of them."""

from __future__ import annotations

from docutils import nodes

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
