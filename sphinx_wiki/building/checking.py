"""The builder that writes nothing: it reads what changed, runs no code, and tells all faults."""

from __future__ import annotations

from collections.abc import Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder

from sphinx_wiki.application import application
from sphinx_wiki.building.records import save_environment
from sphinx_wiki.domain import WikiDomain, wiki_domain
from sphinx_wiki.execution.before_reading import run_outdated
from sphinx_wiki.facts.findings import ORPHAN, UNSOURCED, Finding, Report, Said, as_said, by_demand
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.figures.pictures import draw_missing
from sphinx_wiki.heard import hearer
from sphinx_wiki.settling.settle import settle, settle_for_check

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

# What builds do that a check must not: run code, draw pictures, look for pages to write.
_LEFT_OUT = (run_outdated, draw_missing, settle)


class CheckBuilder(Builder):
    """``wiki-check``: tells what a build from nothing would, and what only authors ask."""

    name = "wiki-check"
    allow_parallel = True

    def init(self) -> None:
        """Take out what writes and runs."""
        app = application(self)
        for listeners in list(self.events.listeners.values()):
            for listener in list(listeners):
                if listener.handler in _LEFT_OUT:
                    self.events.disconnect(listener.id)
        # 600: as settling in a build.
        app.connect("env-updated", settle_for_check, priority=600)
        wiki_domain(self.env).runs_code = False

    def check(self, scratch: Path | None) -> Report:
        """Read what changed, and give all that there is to say.

        :param scratch: where doctrees are written that nobody needs, as the folder of
            doctrees is that of a build; ``None`` where it is the check's own, for the next one.
        """
        domain = wiki_domain(self.env)
        if scratch is not None:
            self.doctreedir = scratch
        self.read()
        if scratch is None:
            save_environment(self.env, Path(self.doctreedir))
        self.env.check_consistency()
        assert domain.wiki is not None
        return _report(self.env, domain, domain.wiki, hearer().said)

    def get_outdated_docs(self) -> Iterator[str]:
        """Give nothing: no page is written."""
        return iter(())

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give the docname, as there are no pages."""
        del typ
        return docname

    def write_documents(self, _docnames: Set[str]) -> None:
        """Write nothing."""


def _report(env: BuildEnvironment, domain: WikiDomain, wiki: Wiki, heard: list[Said]) -> Report:
    kept = (each for docname in sorted(domain.said) for each in domain.said[docname])
    said = dict.fromkeys([*heard, *kept])
    found = {Finding.of(each) for each in as_said(said)}
    found |= set(_advice(env, wiki))
    notes = sum(not note.generated for note in wiki.notes.values())
    return Report(tuple(sorted(found)), by_demand(wiki.wanted), notes)


def _advice(env: BuildEnvironment, wiki: Wiki) -> Iterator[Finding]:
    """Give what no build warns about: notes that nothing links to, or that name no source."""
    contents = {name for names in env.toctree_includes.values() for name in names}
    reached = {*wiki.backlinks, *contents, env.config.root_doc}
    for docname, note in wiki.notes.items():
        if note.generated:
            continue
        path = env.doc2path(docname, False).as_posix()
        if docname not in reached and not _of_folder(docname):
            yield Finding(path, 0, "advice", ORPHAN, "No other note links to this one.", "")
        if not note.citations and docname != env.config.root_doc:
            yield Finding(path, 0, "advice", UNSOURCED, "This note names no source.", "")


def _of_folder(docname: str) -> bool:
    """Tell whether a note is the page of its folder: readers come to it without a link."""
    return docname.rpartition("/")[2].casefold() in ("index", "readme")
