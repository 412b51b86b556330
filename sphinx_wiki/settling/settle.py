"""Settling: when all notes are read, derive the wiki and find the pages that changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import bibfiles, citation_labels, has_entry, read_entries, readers
from sphinx_wiki.building.images import settle_image_names
from sphinx_wiki.building.records import save_environment
from sphinx_wiki.building.statics import checksum
from sphinx_wiki.domain import WikiDomain, wiki_domain, wiki_project
from sphinx_wiki.execution.store import stamp
from sphinx_wiki.facts.briefs import Brief
from sphinx_wiki.facts.model import Note, plain
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.sources import SourceIndex
from sphinx_wiki.facts.wiki import Wiki, fill_titles, settle_links
from sphinx_wiki.history import last_changes
from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.contents import settle_contents
from sphinx_wiki.settling.checks import warn_duplicates, warn_heads, warn_links
from sphinx_wiki.settling.fingerprints import fingerprints, last_fingerprints, own_fingerprints
from sphinx_wiki.settling.listings import resettle_listings, settle_listings
from sphinx_wiki.settling.navigation import changed_navigation
from sphinx_wiki.settling.outside import outside
from sphinx_wiki.settling.resettle import Alike, affected, dated, look_before, resettle
from sphinx_wiki.settling.settled import Kept, Settled
from sphinx_wiki.settling.standing import Asked, published, stands
from sphinx_wiki.settling.sums import Look, forget_sums, keep_sums
from sphinx_wiki.settling.toctrees import Toctrees

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Give the notes to read again though their files are not newer than their reading.

    These are notes whose reading asked for a file that has appeared or
    vanished, and notes whose file is another one now: of another suffix,
    with an older date, or the author's where the page made itself before. So are
    notes that may cite a work whose entry has appeared or vanished, and
    notes whose code read a file that is another one now, or was ended from outside,
    and notes with a note in a toctree that has appeared, or vanished, which would lead
    Sphinx to it, and notes that show works of other ``.bib`` files than there are now.
    Notes of which only times of files are others are taken out of *changed*.
    """
    del app
    domain, look = wiki_domain(env), Look(env)
    outdated = [name for name in domain.reads if _is_outdated(env, name, look)]
    others = {name for name in changed if _only_touched(env, name, look)}
    changed -= others.difference(outdated)
    domain.touched = look.touched or wiki_project(env).touched
    leading = [name for name, led in env.toctree_includes.items() if removed.intersection(led)]
    known, awaited = domain.data["bibfiles"], domain.data["awaited"].items()
    citing = () if known == bibfiles(env) else readers(env, known)
    waiting = [name for name, entries in awaited if added.intersection(entries)]
    return [*outdated, *leading, *citing, *waiting]


def _is_outdated(env: BuildEnvironment, docname: str, look: Look) -> bool:
    domain, project = wiki_domain(env), wiki_project(env)
    read, scans = domain.reads[docname], project.scans
    return (
        (docname in scans and read.content != scans[docname].content)
        or read.path != project.file_of(docname)
        or read.unfinished
        or any(look.same(str(path)) is False for path in env.dependencies.get(docname, ()))
        or _is_asked_otherwise(env, docname, look)
    )


def _only_touched(env: BuildEnvironment, docname: str, look: Look) -> bool:
    """Say whether Sphinx takes a note that was read for changed by nothing but times of files."""
    return (
        docname in wiki_domain(env).reads
        and docname not in env.reread_always
        and (env.doctreedir / f"{docname}.doctree").is_file()
        and all(look.same(str(path)) for path in env.dependencies.get(docname, ()))
    )


def _is_asked_otherwise(env: BuildEnvironment, docname: str, look: Look) -> bool:
    """Say whether something that the reading of a note asked for is not as it was."""
    read, files = wiki_domain(env).reads[docname], wiki_project(env).files
    return (
        any(look.is_file(path) != found for path, found in read.probes.items())
        or any(
            stamp(env.srcdir / path) != was and (was is None or not look.same(path))
            for path, was in read.files.items()
        )
        or any(files.resolve(name, docname) != was for name, was in read.named.items())
        or any(has_entry(env, key) != was for key, was in read.cited.items())
    )


def remember_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep which notes this build reads: warnings are about these."""
    del app
    domain = wiki_domain(env)
    domain.reading, domain.before = frozenset(docnames), look_before(env, docnames)


def _ask_again(env: BuildEnvironment, domain: WikiDomain) -> None:
    """Make of every missing file that a note depends on a question for the next build.

    Sphinx reads such a note again in every build.
    """
    for docname in domain.reading & domain.reads.keys():
        wanted = env.dependencies.get(docname, set())
        lost = {path for path in wanted if not is_file(env.srcdir / path)}
        if lost:
            wanted -= lost
            read = domain.reads[docname]
            probes = {**read.probes, **dict.fromkeys(sorted(map(str, lost)), False)}
            domain.reads[docname] = read._replace(probes=probes)
    for docname in keep_sums(env, domain.reading) & domain.reads.keys():
        domain.reads[docname] = domain.reads[docname]._replace(content=())
    if domain.reading:
        forget_sums(env)


def settle(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Derive the wiki from all facts; give the pages whose view of others changed."""
    domain = wiki_domain(env)
    domain.data["bibfiles"] = bibfiles(env)
    _ask_again(env, domain)
    domain.asked, domain.alike = Asked(app), None
    if not domain.reading and stands(app, domain.asked):
        domain.settle = partial(_settle, app, env, domain.asked)
        changed = []
    else:
        changed = _settle(app, env, domain.asked)
    if domain.touched and not domain.reading and not changed:
        # Sphinx saves it only if there is a page to be written.
        save_environment(env, Path(app.doctreedir))
    return changed


def _settle(app: Sphinx, env: BuildEnvironment, asked: Asked) -> list[str]:
    domain = wiki_domain(env)
    settle_image_names(env)
    settled = _resettle(app, env, asked)
    if settled is None:
        wiki = domain.wiki = settle_listings(env, domain, _derive(env, asked))
        own = own_fingerprints(env, wiki)
    else:
        wiki, own = settled
        domain.wiki = wiki
    settle_contents(env)
    toctrees = Toctrees(env)
    before, now = last_fingerprints(app), fingerprints(env, wiki, own, toctrees, checksum(app))
    domain.prints = now
    if asked.frame:
        labels = citation_labels(env)
        kept = Settled(wiki, own, asked.frame, dict(env.all_docs), dict(asked.marks), labels)
        domain.data["settled"] = Kept(kept)
    changed = {name for name, value in now.items() if before.get(name) != value}
    changed |= changed_navigation(app, toctrees) & now.keys()
    _warn(env, wiki, changed)
    if before.keys() - now.keys() and not changed:
        # Sphinx saves the environment only if a page was touched; without
        # this, the vanished notes would be removed again by every build.
        changed.add(env.config.root_doc)
    return sorted(changed)


def _resettle(
    app: Sphinx, env: BuildEnvironment, asked: Asked
) -> tuple[Wiki, dict[str, str]] | None:
    """Settle only what was read, where that is all that changed."""
    domain = wiki_domain(env)
    if domain.before is None:
        return None
    found = resettle(env, domain.before, asked, outside(env, asked.exists))
    if found is None:
        return None
    last, settled = found
    read = domain.before.seen
    wiki, alike = resettle_listings(env, domain, settled, last.wiki, read)
    written = published(app, last)
    domain.alike = Alike(last, affected(read, last.wiki, wiki), alike, written)
    others = domain.alike.affected | (frozenset() if alike else wiki.listings.keys())
    prints = {name: value for name, value in last.prints.items() if name not in others}
    return wiki, own_fingerprints(env, wiki, prints)


def settle_for_check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Derive the wiki and say what a build from nothing would say of it; no page is written."""
    domain = wiki_domain(env)
    domain.asked = asked = Asked(app)
    _ask_again(env, domain)
    domain.reading = frozenset(env.found_docs)
    wiki = domain.wiki = settle_listings(env, domain, _derive(env, asked))
    _warn(env, wiki, set())
    return []


def _warn(env: BuildEnvironment, wiki: Wiki, changed: set[str]) -> None:
    """Warn about the notes that were read, and about the links in those that *changed*, too."""
    domain, scans = wiki_domain(env), wiki_project(env).scans
    reading = domain.reading
    warn_heads(scans, reading)
    warn_links(wiki, changed | reading, outside(env))
    warn_duplicates(wiki, wiki.briefs.keys() if domain.tells_rivals else reading, scans)


def _derive(env: BuildEnvironment, asked: Asked) -> Wiki:
    domain = wiki_domain(env)
    notes = {name: domain.notes[name] for name in sorted(domain.notes) if name in env.found_docs}
    modified = _modified(env, notes)
    notes = {name: dated(note, modified) for name, note in notes.items()}
    names = NameIndex.build(_names(env, notes), wiki_project(env).pages)
    others = outside(env, asked.exists)
    links = settle_links(notes, names, frozenset(wiki_project(env).drafts), others)
    notes, links = fill_titles(notes, links)
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
