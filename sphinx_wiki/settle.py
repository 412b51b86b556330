"""Settling: when all notes are read, derive the wiki and find the pages that changed.

What each page shows of other notes is reduced to a fingerprint. The
fingerprints of the pages as they were last written lie beside the doctrees,
one file for each output folder, and are written after the pages: a build
that was cut off writes again what it had not finished.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import citation_labels, read_entries
from sphinx_wiki.contents import settle_contents
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.model import Note, plain
from sphinx_wiki.facts.sources import SourceIndex, merge
from sphinx_wiki.facts.wiki import Resolved, Wiki, settle_links
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.history import last_changes
from sphinx_wiki.images import settle_image_names
from sphinx_wiki.listings import settle_listings
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.outside import outside
from sphinx_wiki.records import record_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Values whose change rewrites pages without reading notes again.
_SHOWN = (
    "wiki_words_per_minute",
    "wiki_date_format",
    "wiki_backlinks_open",
    "language",
)


def note_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Give the notes whose reading asked for a file that has appeared or vanished."""
    del app, added, changed, removed
    return [
        docname
        for docname, probes in wiki_domain(env).probes.items()
        if any((env.srcdir / path).is_file() != found for path, found in probes.items())
    ]


def remember_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep which notes this build reads: warnings are about these."""
    del app
    wiki_domain(env).reading = frozenset(docnames)


def settle(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Derive the wiki from all facts; give the pages whose view of it changed."""
    domain, project = wiki_domain(env), wiki_project(env)
    notes = {name: domain.notes[name] for name in sorted(domain.notes) if name in env.found_docs}
    names = NameIndex.build(
        [
            (name, "" if note.generated else plain(note.title), note.meta.aliases, _suffix(env, name))
            for name, note in notes.items()
        ]
        + [
            (name, scan.meta.title or "", scan.meta.aliases, _suffix(env, name))
            for name, scan in sorted(project.scans.items())
            if name in project.drafts
        ]
    )
    links = settle_links(notes, names, frozenset(project.drafts), outside(env))
    entries = read_entries(env)
    sources = merge(
        {name: note.citations for name, note in notes.items() if not note.generated}, entries
    )
    changes = last_changes(Path(env.srcdir)) if env.config.wiki_last_change else {}
    wiki = Wiki(
        notes=notes,
        names=names,
        links=links,
        sources=sources,
        index=SourceIndex(sources, entries),
        modified={
            name: day
            for name in notes
            if (day := _modified(notes[name], changes.get(env.doc2path(name, False).as_posix())))
        },
    )
    domain.wiki = wiki
    settle_listings(env, domain, wiki)
    settle_image_names(env)
    settle_contents(env)
    prints = fingerprints(env, wiki)
    before = _load(record_file(app, "pages"))
    changed = {name for name, value in prints.items() if before.get(name) != value}
    domain.prints = prints
    _warn_links(wiki, changed | domain.reading)
    _warn_duplicates(wiki, domain.reading)
    if before.keys() - prints.keys() and not changed:
        # Sphinx saves the environment only if a page was touched; without
        # this, the vanished notes would be removed again by every build.
        changed.add(env.config.root_doc)
    return sorted(changed)


def _suffix(env: BuildEnvironment, docname: str) -> str:
    return env.doc2path(docname).suffix


def _modified(note: Note, committed: str | None) -> str | None:
    declared = note.meta.date_modified
    return committed if declared in (None, "last-modified") else declared


def fingerprints(env: BuildEnvironment, wiki: Wiki) -> dict[str, str]:
    """Give, for each page, a digest of everything it shows that its own file does not say."""
    domain = wiki_domain(env)
    shared = repr([env.config[name] for name in _SHOWN])
    labels = citation_labels(env)
    images: dict[str, list[str]] = {}
    for docnames, unique in env.images.values():
        for name in docnames:
            images.setdefault(name, []).append(unique)
    return {
        docname: _digest(
            shared,
            [_shown(resolved) for resolved in wiki.links.get(docname, ())],
            [(b, wiki.notes[b.docname].title) for b in wiki.backlinks.get(docname, ())],
            wiki.modified.get(docname),
            [(name, wiki.title(found)) for name, found in wiki.requires(docname)],
            [
                (source.id, {name for name, _at in source.notes} == {docname}, len(source.notes))
                for citation in note.citations
                if (source := wiki.index.of(citation)) is not None
            ],
            wiki.listings.get(docname, ()),
            wiki.sources if docname in domain.sources_pages else (),
            sorted(images.get(docname, ())),
            labels.get(docname, ()),
        )
        for docname, note in wiki.notes.items()
    }


def _shown(resolved: Resolved) -> tuple[object, ...]:
    """Give what a page shows of a link: the target's title only where it stands for the text."""
    title = "" if resolved.link.explicit else resolved.title
    return resolved.state, resolved.docname, resolved.anchor, title


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _load(path: Path) -> Mapping[str, str]:
    try:
        loaded = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def save_fingerprints(app: Sphinx) -> Mapping[str, str]:
    """Record that the pages are written; give what was recorded before."""
    path = record_file(app, "pages")
    before = _load(path)
    prints = wiki_domain(app.env).prints
    write_if_changed(path, json.dumps(prints, sort_keys=True).encode())
    return before


def _warn_links(wiki: Wiki, docnames: set[str]) -> None:
    for docname in sorted(docnames & wiki.links.keys()):
        for name, found in wiki.requires(docname):
            if found is None:
                warn(f"The note {name!r}, which this note requires, does not exist."
                     + _nearest(wiki, name), Kind.WANTED, docname)
        for resolved in wiki.links[docname]:
            place = (docname, resolved.link.line)
            name = resolved.link.target
            if resolved.state == "wanted":
                warn(f"The note {name!r} does not exist." + _nearest(wiki, name), Kind.WANTED, place)
            elif resolved.state == "missing":
                warn(f"The file {name!r} does not exist.", Kind.FILE, place)
            elif resolved.lost:
                warn(
                    f"{resolved.docname!r} has no part {resolved.link.fragment!r}; "
                    "the link leads to the note.",
                    Kind.ANCHOR,
                    place,
                )
            elif resolved.rivals:
                others = ", ".join(repr(rival) for rival in resolved.rivals)
                warn(
                    f"{name!r} fits several notes: {resolved.docname!r} is used, not {others}.",
                    Kind.AMBIGUOUS,
                    place,
                )


def _nearest(wiki: Wiki, name: str) -> str:
    near = wiki.names.nearest(name)
    return f" Did you mean {near!r}?" if near else ""


def _warn_duplicates(wiki: Wiki, docnames: frozenset[str]) -> None:
    """Warn once for each title or alias that several notes claim."""
    owners: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for docname, note in wiki.notes.items():
        if note.generated:
            continue
        for name in {plain(note.title), *note.meta.aliases}:
            owners.setdefault(name.casefold(), []).append(docname)
            shown.setdefault(name.casefold(), name)
    for key, claimed in sorted(owners.items()):
        if len(claimed) > 1 and docnames.intersection(claimed):
            others = ", ".join(repr(name) for name in claimed[1:])
            warn(
                f"The name {shown[key]!r} belongs to {claimed[0]!r} and to {others}; "
                "a link by that name is ambiguous.",
                Kind.DUPLICATE,
                claimed[0],
            )
