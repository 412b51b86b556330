"""What all notes together say, and what follows from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sphinx_wiki.facts.briefs import Backlink, Backlinks, Brief
from sphinx_wiki.facts.listing import Listing
from sphinx_wiki.facts.model import Inline, Item, Note, Source
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.resolved import Resolved
from sphinx_wiki.facts.sources import SourceIndex

DEEPEST_EMBED = 3
"""So many notes are shown within one another."""


class Shown(NamedTuple):
    """What all listings together show."""

    words: bool = False
    """Whether one may show or ask for the number of words of its notes."""
    pictures: frozenset[str] = frozenset()
    """The paths and addresses of pictures."""
    feeds: tuple[str, ...] = ()
    """The pages with feeds."""


@dataclass(frozen=True)
class Wiki:
    """All facts, settled, with every link resolved (see ``facts/linking.py``)."""

    notes: dict[str, Note]
    names: NameIndex
    links: dict[str, tuple[Resolved, ...]]
    index: SourceIndex
    modified: Mapping[str, str]
    """The ISO date of the last change, by docname, where it is known."""
    briefs: dict[str, Brief]
    """Every note in short."""
    items: dict[str, Item] = field(default_factory=dict)
    """Every note as listings show it."""
    listings: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict)
    """The listings of every page that has some."""
    shown: Shown = field(default_factory=Shown)
    """What all listings together show."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source, by title."""
        return self.index.sources

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[Backlink, ...]]:
        """By target, in the order of the linking notes' titles and of their text."""
        return Backlinks(self.briefs, self.links)

    def title(self, docname: str | None) -> Inline:
        """Give the title of a note; empty where it is none of the site's."""
        note = self.notes.get(docname) if docname is not None else None
        return note.title if note is not None else ()

    def requires(self, docname: str) -> tuple[tuple[str, str | None], ...]:
        """Give the notes that *docname* builds on: each name as written, and the note it means."""
        return tuple(
            (name, self.names.resolve(name, docname).docname)
            for name in self.notes[docname].meta.requires
        )

    def embedded(self, docname: str) -> tuple[str, ...]:
        """Give the notes that the page of *docname* shows parts of, also through others."""
        found: dict[str, None] = {}
        level = [docname]
        for _ in range(DEEPEST_EMBED):
            links = [self.links[name][at] for name in level for at in self.notes[name].embeds]
            level = [each.docname for each in links if each.docname and each.docname not in found]
            found |= dict.fromkeys(level)
        return tuple(found)

    @cached_property
    def wanted(self) -> Mapping[str, tuple[str, ...]]:
        """Names that notes link to and no note has, with those notes."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for docname in sorted(self.briefs):
            for name in self.briefs[docname].wanted:
                found[name].append(docname)
        return {name: tuple(found[name]) for name in sorted(found)}
