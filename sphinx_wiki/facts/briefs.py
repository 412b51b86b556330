"""What is asked of every note at once, so that whole notes need not be at hand for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from sphinx_wiki.facts.model import Inline, Note, plain

if TYPE_CHECKING:
    from sphinx_wiki.facts.resolved import Resolved


class Brief(NamedTuple):
    """A note and its links in short."""

    title: str
    """In plain text."""
    aliases: tuple[str, ...]
    permalink: str | None
    date: str | None
    generated: bool
    embeds: bool
    """Whether it shows the content of other notes."""
    linked: tuple[str, ...]
    """The other notes that it links to, each once."""
    wanted: tuple[str, ...]
    """The names of notes that its links want, each once."""

    @classmethod
    def of(cls, note: Note, links: tuple[Resolved, ...]) -> Brief:
        """Give *note* with its settled *links* in short."""
        names = (each.docname for each in links if each.docname != note.docname)
        return cls(
            title=plain(note.title),
            aliases=note.meta.aliases,
            permalink=note.meta.permalink,
            date=note.meta.date,
            generated=note.generated,
            embeds=bool(note.embeds),
            linked=tuple(dict.fromkeys(filter(None, names))),
            wanted=tuple(dict.fromkeys(filter(None, map(wanted_name, links)))),
        )


def wanted_name(resolved: Resolved) -> str | None:
    """Give the name of the note that a link wants; ``None`` where there is one."""
    return resolved.link.target.lstrip("/") if resolved.state == "wanted" else None


class Backlink(NamedTuple):
    """A link as its target sees it."""

    docname: str
    at: str
    sentence: Inline
    anchor: str
    """The part of the target that is meant, or empty."""


class Backlinks(Mapping[str, tuple[Backlink, ...]]):
    """By target, in the order of the linking notes' titles and of their text.

    Each is made when it is asked for, of the links of those notes alone.
    """

    def __init__(
        self, briefs: Mapping[str, Brief], links: Mapping[str, tuple[Resolved, ...]]
    ) -> None:
        self._links = links
        self._by_source: dict[str, dict[str, list[Backlink]]] = {}
        self._sources: defaultdict[str, list[str]] = defaultdict(list)
        for docname in sorted(briefs, key=lambda name: (briefs[name].title.casefold(), name)):
            if not briefs[docname].generated:
                for target in briefs[docname].linked:
                    self._sources[target].append(docname)

    def __getitem__(self, target: str) -> tuple[Backlink, ...]:
        """Give the links to *target*."""
        if target not in self._sources:
            raise KeyError(target)
        return tuple(each for source in self._sources[target] for each in self._of(source)[target])

    def _of(self, source: str) -> dict[str, list[Backlink]]:
        if source not in self._by_source:
            found = self._by_source[source] = {}
            for each in self._links[source]:
                if each.docname is not None:
                    link = Backlink(source, each.link.at, each.link.sentence, each.anchor)
                    found.setdefault(each.docname, []).append(link)
        return self._by_source[source]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the targets."""
        return iter(self._sources)

    def __len__(self) -> int:
        """Give how many notes are linked to."""
        return len(self._sources)
