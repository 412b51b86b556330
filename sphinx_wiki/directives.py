"""The directives of the wiki: each leaves a placeholder or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx.directives.other import TocTree
from sphinx.util import docname_join
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import explicit_title_re

from sphinx_wiki.facts.listing import parse_directive_options
from sphinx_wiki.messages import warn_problem
from sphinx_wiki.nodes import BacklinksPlace, ListingPlace, SourcesPlace

if TYPE_CHECKING:
    from sphinx import addnodes

    from sphinx_wiki.domain import WikiDomain


class AnyOption(dict[str, Any]):
    """An option spec that takes every name: what is wrong is ours to say, with the nearest name."""

    def __bool__(self) -> bool:
        return True

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> Any:
        return directives.unchanged


class NoteDirective(SphinxDirective):
    """``{wiki:note}``: declares what front matter would; read by the scan of the file's head."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Show nothing: the content is the note's summary, kept with its metadata."""
        return []


class ListingDirective(SphinxDirective):
    """``{wiki:listing}``: notes in a list, a table or a grid."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = AnyOption()

    def run(self) -> list[nodes.Node]:
        """Record the listing and leave its place."""
        docname = self.env.current_document.docname
        options, problems = parse_directive_options(
            self.options, "\n".join(self.content), self.lineno
        )
        for problem in problems:
            warn_problem(problem, docname)
        domain: WikiDomain = self.env.domains["wiki"]  # type: ignore[assignment]
        place = ListingPlace(docname=docname, index=domain.add_listing(docname, options))
        self.set_source_info(place)
        return [place]


class SourcesDirective(SphinxDirective):
    """``{wiki:sources}``: the bibliography, of the wiki or of the notes in the content."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave a place for the sources."""
        notes = [name.strip() for line in self.content for name in line.split(",") if name.strip()]
        docname = self.env.current_document.docname
        domain: WikiDomain = self.env.domains["wiki"]  # type: ignore[assignment]
        index = domain.add_sources(docname, whole=not notes)
        place = SourcesPlace(docname=docname, notes=notes, index=index)
        self.set_source_info(place)
        return [place]


class BacklinksDirective(SphinxDirective):
    """``{wiki:backlinks}``: the notes that link here, at this place instead of the end."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave a place for the backlinks."""
        return [BacklinksPlace(docname=self.env.current_document.docname)]


class ToctreeDirective(TocTree):
    """``{toctree}`` without drafts, read again when a note appears that it names.

    Sphinx reads a document with an entry that does not exist in every build.
    """

    def parse_content(self, toctree: addnodes.toctree) -> None:
        """Take the entries, and remember those that are still to come."""
        docname = self.env.current_document.docname
        data, project = self.env.domaindata["wiki"], self.env.project
        drafts: set[str] = getattr(project, "drafts", set())
        named = {line: _entry(line, docname, self.config.source_suffix) for line in self.content}
        if awaited := set(named.values()) - self.env.found_docs:
            data["awaited"][docname] = awaited.union(data["awaited"].get(docname, ()))
        self.content = StringList([line for line in self.content if named[line] not in drafts])
        asked = docname in self.env.reread_always
        super().parse_content(toctree)
        if not asked:
            self.env.reread_always.discard(docname)


def _entry(line: str, docname: str, suffixes: Iterable[str]) -> str:
    """Give the document that a line of a toctree names, if it names one."""
    explicit = explicit_title_re.match(line)
    name = explicit.group(2) if explicit else line
    ending = next((each for each in suffixes if name.endswith(each)), "")
    return docname_join(docname, name.removesuffix(ending))
