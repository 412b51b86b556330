"""Settling anew after an edit that changes nothing of what other notes see.

Most edits change words, and links to other notes. Then every name still means what it meant,
and every link of other notes leads where it led: of the wiki as it was settled last only
what was read is to be settled. What is not sure to be such an edit is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_wiki.bibliography import citation_labels, cited_as
from sphinx_wiki.building.images import image_names
from sphinx_wiki.facts.linking import with_notes
from sphinx_wiki.facts.model import Citation, Note
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.settling.derive import dated
from sphinx_wiki.settling.standing import is_as
from sphinx_wiki.settling.toctrees import sphinx_numbers

if TYPE_CHECKING:
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.facts.resolved import Outside
    from sphinx_wiki.settling.settled import Kept, Settled
    from sphinx_wiki.settling.standing import Asked

_MOST = 20
"""So many notes at once are hardly edits of words."""

_SEEN = ("listings", "sources_pages", "figures", "numbers", "labels", "diagrams")
"""What the domain keeps of a note besides its facts, and other notes may show."""


class Alike(NamedTuple):
    """What a wiki has in common with the last."""

    last: Settled
    affected: frozenset[str]
    """The notes that may not be as they were, or not be linked as they were."""
    lists: bool
    """Whether all that listings show is the same."""
    written: frozenset[str]
    """The shared files that are as they were written for the last."""


class Before(NamedTuple):
    """What others could see of some notes before they are read again."""

    kept: Kept
    seen: Mapping[str, object]
    names: object
    """All that answers to names besides notes."""
    images: Mapping[str, frozenset[str]]
    """The images of all notes."""
    numbers: Mapping[str, object]
    """The numbers that Sphinx counts."""


def look_before(env: BuildEnvironment, docnames: list[str]) -> Before | None:
    """Remember what others see of *docnames*, before they are read; nothing if they are many."""
    data = env.domaindata["wiki"]
    kept = data["settled"]
    if docnames:
        # It is old, and need not be handed to processes that read.
        data["settled"] = None
    known = data["notes"].keys() - data["listings"].keys()
    if kept is None or not 0 < len(docnames) <= _MOST or set(docnames) - known:
        return None
    seen = {docname: _seen(env, docname) for docname in docnames}
    return Before(kept, seen, _names(env), images_of_notes(env), sphinx_numbers(env))


def resettle(
    env: BuildEnvironment, before: Before, asked: Asked, others: Outside
) -> tuple[Settled, Wiki] | None:
    """Give the wiki as it was and as it is, if nothing has changed but words and links."""
    last, read = before.kept.get(), before.seen
    same = (
        asked.frame
        and last.frame == asked.frame
        and _without(last.reads, read) == _without(env.all_docs, read)
        and all(is_as(path, mark) for path, mark in last.marks.items())
        and all(_seen(env, docname) == was for docname, was in read.items())
        and _names(env) == before.names
        and sphinx_numbers(env) == before.numbers
        and _without(images_of_notes(env), read) == _without(before.images, read)
        and _without(citation_labels(env), read) == _without(last.labels, read)
    )
    if not same:
        return None
    wiki, project = last.wiki, env.project
    drafts = frozenset(getattr(project, "drafts", ()))
    notes: Mapping[str, Note] = env.domaindata["wiki"]["notes"]
    again = [dated(notes[docname], wiki.modified) for docname in read]
    wiki = with_notes(wiki, again, notes, drafts, others)
    if any(_outer(wiki.notes[name]) != _outer(last.wiki.notes[name]) for name in read):
        return None
    asked.marks = {**last.marks, **asked.marks}
    return last, wiki


def standing(env: BuildEnvironment, kept: Kept, asked: Asked) -> Wiki | None:
    """Give the wiki as it was settled last, if all that it was settled from is as it was."""
    last = kept.get()
    same = (
        asked.frame
        and last.frame == asked.frame
        and last.reads == env.all_docs
        and all(is_as(path, mark) for path, mark in last.marks.items())
    )
    return last.wiki if same else None


def affected(read: Mapping[str, object], last: Wiki, now: Wiki) -> frozenset[str]:
    """Give the notes whose pages may show something else: those read, and what they link to."""
    links = (each for wiki in (last, now) for name in read for each in wiki.links[name])
    return frozenset(read) | {each.docname for each in links if each.docname}


def _without(values: Mapping[str, Any], names: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _outer(note: Note) -> Note:
    """Give of a note what may decide more than its own page and those that it links to."""
    citations = tuple(_unplaced(each) for each in note.citations)
    return replace(note, words=0, links=(), summary=(), title_line=None, citations=citations)


def _unplaced(citation: Citation) -> Citation:
    return replace(citation, line=None)


def _seen(env: BuildEnvironment, docname: str) -> object:
    data = env.domaindata["wiki"]
    slugs = env.metadata[docname].get("myst_slugs", {})
    return (
        [data[name].get(docname) for name in _SEEN],
        # But for the lines of headings.
        {slug: place[1:] for slug, place in slugs.items()},
        env.doc2path(docname),
    )


def _names(env: BuildEnvironment) -> object:
    """Give every object of other domains, every label and every work."""
    standard = env.domains.standard_domain
    return (
        {domain.name: _objects(domain) for domain in env.domains.sorted() if domain.name != "wiki"},
        repr(sorted(standard.labels.items())),
        repr(sorted(standard.anonlabels.items())),
        repr(sorted(env.domains.math_domain.equations.items())),
        repr(sorted(env.domains.citation_domain.citations.items())),
        cited_as(env),
    )


def _objects(domain: Domain) -> object:
    """Give the objects of *domain*, in whatever order, in a form that stays as it is."""
    found = [*domain.get_objects()]
    try:
        return frozenset(found)
    except TypeError:
        return sorted(map(repr, found))


def images_of_notes(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    """Give the names of the images of every note that has some, in whatever order."""
    return {name: frozenset(found) for name, found in image_names(env).items()}
