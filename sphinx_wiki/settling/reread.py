"""Which notes are read again: what their reading depended on is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import bibfiles, has_entry, readers
from sphinx_wiki.domain import WikiDomain, wiki_domain, wiki_project
from sphinx_wiki.execution.store import stamp
from sphinx_wiki.paths import is_file
from sphinx_wiki.settling.sums import Look, forget_sums, keep_sums

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def note_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Give the notes to read again though their files are not newer than their reading.

    These are notes

    - that asked for a file that has appeared or vanished,
    - whose file is another one now: of another suffix, with an older date, or the author's
      where the page made itself before,
    - that may cite a work whose entry has appeared or vanished, or show works of other
      ``.bib`` files than there are now,
    - whose code read a file that is another one now, or was ended from outside,
    - with a note in a toctree that has appeared, or vanished, which would lead Sphinx to it.

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


def note_questions(env: BuildEnvironment, domain: WikiDomain) -> None:
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
