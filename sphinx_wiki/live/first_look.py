"""A first look at a page: what its note says now, among others as they were.

The note is read and its page written at once, from the wiki as the last build
settled it, in a copy of the process that ends with that: the build that
follows reads the note again and settles everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase

from sphinx_wiki.application import resolve, set_phase
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.execution.before_reading import run_outdated
from sphinx_wiki.facts.linking import with_note
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.figures.numbers import assign_to
from sphinx_wiki.live.pages import LivePages
from sphinx_wiki.reading.project import WikiProject
from sphinx_wiki.settling.outside import outside
from sphinx_wiki.settling.resettle import standing

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Settled(NamedTuple):
    """What the last build that ended left in memory besides the environment."""

    wiki: Wiki
    project: WikiProject


def settled(app: Sphinx) -> Settled | None:
    """Give what a build left; nothing where it did not end."""
    domain, wiki = wiki_domain(app.env), None
    kept = domain.data["settled"]
    if domain.settle is not None and domain.asked is not None and kept is not None:
        # It stands as an earlier build left it: to settle it anew takes seconds in a large wiki.
        wiki = standing(app.env, kept, domain.asked)
    wiki = domain.wiki if wiki is None else wiki
    return Settled(wiki, wiki_project(app.env)) if wiki is not None else None


def notes_in(app: Sphinx, changed: Iterable[str]) -> list[str]:
    """Give the notes whose files are *changed*; none if another file is among them.

    Any other file can be what all pages are made of.
    """
    found = []
    for path in changed:
        docname = app.env.path2doc(path)
        if docname not in app.env.all_docs or not Path(path).is_file():
            return []
        found.append(docname)
    return found


def prepare(app: Sphinx, last: Settled) -> None:
    """Do what does not depend on which page will be written.

    One that makes itself is written to nowhere, so that templates are loaded, and
    whatever else is made at its first use. Nothing in it can leave a trace: it is ours.
    """
    builder = app.builder
    assert isinstance(builder, LivePages)
    wiki_domain(app.env).wiki = last.wiki
    wiki_project(app.env).resume(last.project)
    # The index of all notes is large, and no page shows it.
    builder.search = False
    builder.prepare_writing(set())
    builder.search = True
    page = next(iter(wiki_project(app.env).pages), None)
    if page is not None:
        builder.rehearse(page, resolve(builder, page))


def run_code(app: Sphinx, docname: str) -> None:
    """Run the code of a note whose results are not there yet, for whoever reads it next."""
    wiki_project(app.env).look_at(docname)
    wiki_domain(app.env).has_run = frozenset()
    run_outdated(app, app.env, [docname])


def write_page(app: Sphinx, docname: str, last: Settled) -> bool:
    """Read *docname* and write its page; say whether the page has other bytes now.

    The application and its environment are not fit for anything else afterwards.
    """
    env, builder = app.env, app.builder
    assert isinstance(builder, LivePages)
    domain, project = wiki_domain(env), wiki_project(env)
    set_phase(builder, BuildPhase.READING)
    project.look_at(docname)
    # Nothing is settled after it, for which all that has a name would be remembered.
    env.domaindata["wiki"]["settled"] = None
    builder.events.emit("env-before-read-docs", env, [docname])
    builder.events.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    with logging.pending_warnings():
        builder.read_doc(docname)
    assign_to(env, docname)
    drafts = frozenset(project.drafts)
    domain.wiki = with_note(last.wiki, domain.notes[docname], drafts, outside(env))
    set_phase(builder, BuildPhase.RESOLVING)
    doctree = resolve(builder, docname)
    set_phase(builder, BuildPhase.WRITING)
    builder.write_doc_serialized(docname, doctree)
    builder.write_doc(docname, doctree)
    builder.copy_image_files()
    builder.copy_download_files()
    return bool(builder.changed)
