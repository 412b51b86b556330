"""From the facts of all notes to the wiki, with nothing taken from the last build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibfiles import read_entries
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.facts.briefs import Brief
from sphinx_wiki.facts.linking import fill_words, settle_links
from sphinx_wiki.facts.model import Note, plain
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.sources import SourceIndex
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.history import last_changes
from sphinx_wiki.settling.outside import outside

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.settling.standing import Asked


def derive(env: BuildEnvironment, asked: Asked) -> Wiki:
    """Give the wiki but for its listings; every link is resolved, every source merged."""
    domain = wiki_domain(env)
    notes = {name: domain.notes[name] for name in sorted(domain.notes) if name in env.found_docs}
    modified = _modified(env, notes)
    notes = {name: dated(note, modified) for name, note in notes.items()}
    names = NameIndex.build(_names(env, notes), wiki_project(env).pages)
    others = outside(env, asked.exists)
    links = settle_links(notes, names, frozenset(wiki_project(env).drafts), others)
    notes, links = fill_words(notes, links, others)
    citations = {name: note.citations for name, note in notes.items() if not note.generated}
    return Wiki(
        notes=notes,
        names=names,
        links=links,
        index=SourceIndex(citations, read_entries(env)),
        modified=modified,
        briefs={name: Brief.of(note, links[name]) for name, note in notes.items()},
    )


def _names(
    env: BuildEnvironment, notes: Mapping[str, Note]
) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Give what every note and draft can be called; pages that make themselves have no titles."""
    project = wiki_project(env)
    for name, note in notes.items():
        title = "" if note.generated else plain(note.title)
        yield name, title, note.meta.aliases, env.doc2path(name).suffix
    for name in sorted(project.drafts):
        meta = project.meta(name)
        yield name, meta.title or "", meta.aliases, project.doc2path(name, True).suffix


def _modified(env: BuildEnvironment, notes: Mapping[str, Note]) -> Mapping[str, str]:
    """Give the day of the last change of every note that has one, declared or from git."""
    commits = last_changes(Path(env.srcdir)) if env.config.wiki_last_change else {}
    found: dict[str, str] = {}
    for name, note in notes.items():
        declared = note.meta.date_modified
        if declared in (None, "last-modified"):
            declared = commits.get(env.doc2path(name, False).as_posix())
        if declared:
            found[name] = declared
    return found


def dated(note: Note, modified: Mapping[str, str]) -> Note:
    """Give *note* with the date of its last change where its date is to be that."""
    if not note.meta.dated_by_change:
        return note
    return replace(note, meta=replace(note.meta, date=modified.get(note.docname)))
