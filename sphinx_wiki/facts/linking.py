"""Resolving every link of every note once, and the titles that links without words show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_wiki.facts.briefs import Brief
from sphinx_wiki.facts.inline import filled
from sphinx_wiki.facts.model import Inline, Link, Note, plain, text
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.resolved import Outside, Part, Resolved, State
from sphinx_wiki.facts.wiki import Wiki

# A suffix that no note has: what is meant is a file.
_FILE = re.compile(r"\.(?!(?:md|markdown|ipynb|rst|qmd|html?|\d+)$)[A-Za-z0-9]{1,5}$")


def settle_links(
    notes: Mapping[str, Note], names: NameIndex, drafts: frozenset[str], outside: Outside
) -> dict[str, tuple[Resolved, ...]]:
    """Resolve every link of every note, each with look-ups that cost the same at any size."""
    titles = {docname: plain(note.title) for docname, note in notes.items()}
    resolver = _Resolver(titles, names, drafts, outside)
    return {
        docname: tuple(resolver.resolve(link, docname) for link in note.links)
        for docname, note in notes.items()
    }


def fill_words(
    notes: Mapping[str, Note], links: Mapping[str, tuple[Resolved, ...]], outside: Outside
) -> tuple[dict[str, Note], dict[str, tuple[Resolved, ...]]]:
    """Give *notes* and *links* with what links without words and citations show now."""
    filled_notes: dict[str, Note] = {}
    filled_links: dict[str, tuple[Resolved, ...]] = {}
    for docname, note in notes.items():
        filled_notes[docname], filled_links[docname] = _filled(note, links[docname], notes, outside)
    return filled_notes, filled_links


def _filled(
    note: Note, links: tuple[Resolved, ...], notes: Mapping[str, Note], outside: Outside
) -> tuple[Note, tuple[Resolved, ...]]:
    cites = any(each.key is not None for each in note.citations)
    if not cites and all(each.explicit for each in note.links):
        return note, links
    titles = [_words(each, notes) for each in links]

    def fill(spans: Inline, link: int | None = None) -> Inline:
        return filled(spans, titles, lambda words: outside.cited(words, note.docname), link)

    whole = replace(
        note,
        title=fill(note.title),
        summary=fill(note.summary),
        citations=tuple(replace(each, text=fill(each.text)) for each in note.citations),
    )
    return whole, tuple(
        each._replace(link=replace(each.link, sentence=fill(each.link.sentence, index)))
        for index, each in enumerate(links)
    )


def with_note(wiki: Wiki, note: Note, drafts: frozenset[str], outside: Outside) -> Wiki:
    """Give *wiki* with *note* in place of what it was, and nothing else settled anew.

    The note's own links are resolved. What others make of it (its new title in
    their lists, say) is as it was: this is for a first look at its page. The
    time it takes does not depend on the number of notes.
    """
    notes = wiki.notes | {note.docname: note}
    resolver = _Resolver(_Titles(notes), wiki.names, drafts, outside)
    resolved = tuple(resolver.resolve(link, note.docname) for link in note.links)
    notes[note.docname], links = _filled(note, resolved, notes, outside)
    found = replace(wiki, notes=notes, links=wiki.links | {note.docname: links})
    # The slow part, which this note alone does not change for itself.
    found.__dict__["backlinks"] = wiki.backlinks
    return found


def with_notes(
    wiki: Wiki,
    changed: Iterable[Note],
    raw: Mapping[str, Note],
    drafts: frozenset[str],
    outside: Outside,
) -> Wiki:
    """Give *wiki* with *changed* in place of what they were, and nothing else settled anew.

    That is the whole wiki where no other note sees anything else of them than their links.

    :param raw: all notes as they were read.
    """
    resolver = _Resolver(_Titles(raw), wiki.names, drafts, outside)
    notes: dict[str, Note] = {}
    links: dict[str, tuple[Resolved, ...]] = {}
    for note in changed:
        resolved = tuple(resolver.resolve(link, note.docname) for link in note.links)
        notes[note.docname], links[note.docname] = _filled(note, resolved, raw, outside)
    return replace(
        wiki,
        notes=wiki.notes | notes,
        links=wiki.links | links,
        briefs=wiki.briefs | {name: Brief.of(note, links[name]) for name, note in notes.items()},
    )


class _Titles(Mapping[str, str]):
    """The plain title of every note, made when it is asked for."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        self._notes = notes

    def __getitem__(self, docname: str) -> str:
        return plain(self._notes[docname].title)

    def __iter__(self) -> Iterator[str]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)


def _words(resolved: Resolved, notes: Mapping[str, Note]) -> Inline:
    """Give what a link without words shows: a note's title keeps its formulas."""
    note = notes.get(resolved.docname or "")
    if note is not None and resolved.title == plain(note.title):
        return note.title
    return text(resolved.title or resolved.link.target.rstrip("/").rsplit("/", 1)[-1])


@dataclass(frozen=True)
class _Resolver:
    titles: Mapping[str, str]
    names: NameIndex
    drafts: frozenset[str]
    outside: Outside

    def resolve(self, link: Link, source: str) -> Resolved:
        if link.kind in ("label", "number", "perhaps"):
            part, rivals = self.outside.label(link.target, source)
            if part is None or part.docname not in self.titles:
                known = part is not None or self.outside.known(link.target)
                # MyST has `[](#name)` lead to a note of that name, too.
                known = known or (link.kind == "number" and link.target in self.titles)
                known = known or link.kind == "perhaps"
                return Resolved(link, "other" if known else "unlabelled")
            found = Resolved(link, "note", part.docname, part.anchor, part.title, rivals=rivals)
            return found if link.kind == "label" and part.title else _numbered(found, part)
        docname, rivals = self._find(link, source)
        if docname is None:
            return Resolved(link, self._state(link, source))
        if docname in self.drafts:
            return Resolved(link, "draft")
        return self._part(link, docname, rivals)

    def _state(self, link: Link, source: str) -> State:
        """Say what a link is that leads to no note."""
        if link.kind != "path":
            return "wanted"
        if self.outside.known(_whole(link)):
            return "other"
        if self.outside.file(link.target, source):
            return "file"
        return "missing" if _FILE.search(link.target) else "wanted"

    def _find(self, link: Link, source: str) -> tuple[str | None, tuple[str, ...]]:
        if not link.target:
            return source, ()
        if link.kind == "doc" and (link.target in self.titles or link.target in self.drafts):
            return link.target, ()
        if link.kind == "doc":
            return None, ()
        if link.kind == "path":
            found = self.names.resolve_path(link.target, source)
            folder = f"/{source.rpartition('/')[0]}/"
            if found is None and link.target.startswith(folder):
                # Written as from the top folder, which is how Obsidian's users write paths.
                found = self.names.resolve_path("/" + link.target.removeprefix(folder), source)
            if found is not None or link.target.startswith((".", "/")):
                return found, ()
        by_name = self.names.resolve(link.target, source)
        rivals = (rival for rival in by_name.ambiguous if rival != by_name.docname)
        return by_name.docname, tuple(rivals)

    def _part(self, link: Link, docname: str, rivals: Sequence[str]) -> Resolved:
        resolved = Resolved(link, "note", docname, "", self.titles[docname], rivals=tuple(rivals))
        if not link.fragment:
            return resolved
        part = self.outside.part(docname, link.fragment)
        if part is None:
            return resolved._replace(lost=True)
        found = resolved._replace(anchor=part.anchor, title=part.title or self.titles[docname])
        return _numbered(found, part)


def _numbered(resolved: Resolved, part: Part) -> Resolved:
    return resolved._replace(title=part.number, part=part) if part.number else resolved


def _whole(link: Link) -> str:
    return f"{link.target}#{link.fragment}" if link.fragment else link.target
