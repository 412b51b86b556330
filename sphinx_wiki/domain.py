"""The domain ``wiki``: the only store of facts, and the names that others can link to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util import docname_join
from sphinx.util.nodes import make_refnode

from sphinx_wiki.bibliography import depend_on_all, has_entry
from sphinx_wiki.collect.labels import collect_labels
from sphinx_wiki.collect.mending import mend_links
from sphinx_wiki.collect.note import collect_note
from sphinx_wiki.collect.outer import collect_outer
from sphinx_wiki.diagrams import has_diagram
from sphinx_wiki.directives import (
    BacklinksDirective,
    ListingDirective,
    NoteDirective,
    SourcesDirective,
)
from sphinx_wiki.facts.findings import Said
from sphinx_wiki.facts.listing import ListingOptions
from sphinx_wiki.facts.model import Note, plain
from sphinx_wiki.figures.numbers import count as count_figures
from sphinx_wiki.figures.pictures import remember as remember_pictures
from sphinx_wiki.figures.plotly import PlotlyFigure
from sphinx_wiki.packed import Packed
from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.noted import Noted, Read
from sphinx_wiki.reading.project import WikiProject
from sphinx_wiki.reading.scan import Scan
from sphinx_wiki.roles import SourceRole
from sphinx_wiki.running import Running

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.dialects.parsers import Parser


Value = TypeVar("Value")

_BY_DOCNAME = (
    "notes", "titles", "listings", "reads", "sources_pages", "figures", "numbers", "labels",
    "diagrams", "said", "outer", "outlines", "awaited",
)  # fmt: skip


class Figures(NamedTuple):
    """What is to be known of a document's interactive figures before it is written."""

    traces: frozenset[str]
    """The kinds of their traces."""
    pictures: tuple[str, ...]
    """The digests of their still pictures, if some can be made."""


class Stored(Generic[Value]):
    """A part of the domain's data, which is kept between builds, with its type."""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, domain: Domain, _owner: type) -> Value:
        return cast("Value", domain.data[self._name])


class WikiDomain(Running, Domain):
    """Notes, categories and sources."""

    name = "wiki"
    label = "Wiki"
    # Raised when the shape of the facts changes: what an older one kept is read anew.
    data_version = 26
    object_types: ClassVar[dict[str, ObjType]] = {
        "note": ObjType("note", "note"),
        "category": ObjType("category", "note"),
        "source": ObjType("source", "source-entry"),
    }
    directives: ClassVar[dict[str, Any]] = {
        "note": NoteDirective,
        "listing": ListingDirective,
        "sources": SourcesDirective,
        "backlinks": BacklinksDirective,
    }
    roles: ClassVar[dict[str, Any]] = {
        "note": XRefRole(warn_dangling=False),
        "source": SourceRole(),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "scans": {},
        "settled": None,
        "sums": {},
        "bibfiles": [],
        "bibproblems": [],
        **{key: {} for key in _BY_DOCNAME},
    }

    scans = Stored[dict[str, Scan]]()
    """The heads of all files, drafts included, by docname."""
    notes = Stored[Packed[Note]]()
    """The facts of every document, by docname; each is loaded when it is asked for."""
    listings = Stored[dict[str, tuple[ListingOptions, ...]]]()
    """The listings in every document, by docname."""
    reads = Stored[dict[str, Read]]()
    """What the reading of every document depended on, by docname."""
    sources_pages = Stored[dict[str, tuple[bool, ...]]]()
    """The pages with bibliographies; for each, whether it is that of the whole wiki."""
    said = Stored[dict[str, tuple[Said, ...]]]()
    """The warnings of the last reading of every document that had some, by docname."""
    figures = Stored[dict[str, Figures]]()
    """What is to be known of interactive figures, by docname, where there are some."""

    def setup(self) -> None:
        """Put our project in place of Sphinx's, before the first look for documents."""
        super().setup()
        self.data["notes"] = Packed(self.data["notes"], frozen=True)
        self._noted = Noted()
        self.parsers: dict[Hashable, list[Parser]] = {}
        """What reads Markdown and is free to, by the kind of notes; never pickled."""
        project = WikiProject(self.env, self.scans)
        project.restore(self.env.project)
        self.env.project = project

    @property
    def has_diagrams(self) -> bool:
        """Whether a note has a diagram."""
        return bool(self.data["diagrams"])

    @property
    def sources_page(self) -> str | None:
        """The page where every source has its anchor."""
        whole = [name for name, places in self.sources_pages.items() if any(places)]
        return min(whole, key=lambda name: (name != "sources", name), default=None)

    def clear_doc(self, docname: str) -> None:
        """Forget the facts of *docname*."""
        for key in _BY_DOCNAME:
            self.data[key].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: Mapping[str, Any]) -> None:
        """Take the facts of *docnames* from a worker."""
        for key in _BY_DOCNAME:
            for docname in docnames:
                if docname not in otherdata[key]:
                    continue
                if key == "notes":
                    self.notes.take(docname, otherdata[key])
                else:
                    self.data[key][docname] = otherdata[key][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Collect the facts of a document that was just read."""
        if isinstance(env.project, WikiProject) and docname in env.project.scans:
            held = mend_links(env, docname, document)
            note = self.notes[docname] = collect_note(env, docname, held)
            self.data["titles"][docname] = plain(note.title)
            if figures := held.of(PlotlyFigure):
                kinds = frozenset(kind for figure in figures for kind in figure["traces"])
                pictures = remember_pictures(env, figures)
                self.figures[docname] = Figures(kinds, pictures)
            if has_diagram(held):
                self.data["diagrams"][docname] = True
            if numbers := count_figures(env, held):
                self.data["numbers"][docname] = numbers
            if labels := collect_labels(held):
                self.data["labels"][docname] = labels
            if outer := collect_outer(held):
                self.data["outer"][docname] = outer
            depend_on_all(env, docname)
            path = env.doc2path(docname, False).as_posix()
            content = env.project.read_as(docname)
            self.reads[docname] = self._noted.read(path, content)
        self._noted = Noted()

    def add_listing(self, docname: str, options: ListingOptions) -> int:
        """Record a listing of *docname* and give its index among the note's."""
        if options.date_format is None:
            own = wiki_project(self.env).meta(docname).date_format
            options = replace(options, date_format=own)
        if options.image_placeholder:
            path = self._picture(options.image_placeholder, docname)
            options = replace(options, image_placeholder=path)
        if options.feed and options.feed.image:
            path = self._picture(options.feed.image, docname)
            options = replace(options, feed=replace(options.feed, image=path))
        others = self.listings.get(docname, ())
        taken = {other.id for other in others}
        if options.id in taken:
            number = next(n for n in count(2) if f"{options.id}-{n}" not in taken)
            options = replace(options, id=f"{options.id}-{number}")
        self.listings[docname] = (*others, options)
        return len(others)

    def _picture(self, written: str, docname: str) -> str:
        """Give the path of a picture that *docname* names, from the source folder; publish it."""
        if "://" in written:
            return written
        path = self.env.relfn2path(written, docname)[0]
        if self.probe(docname, path):
            self.env.images.add_file(docname, path)
        return path

    def add_sources(self, docname: str, *, whole: bool) -> int:
        """Record a bibliography of *docname*, give its index among the note's."""
        others = self.sources_pages.get(docname, ())
        self.sources_pages[docname] = (*others, whole)
        return len(others)

    def ran(self, files: Mapping[str, tuple[int, int] | None], *, unfinished: bool) -> None:
        """Remember what the code of the note being read depended on, as in :class:`Read`."""
        self._noted.files, self._noted.unfinished = files, unfinished

    def probe(self, docname: str, path: str) -> bool:
        """Say whether *path*, from the source folder, is a file, and remember the question."""
        found = is_file(self.env.srcdir / path)
        self._noted.probes[path] = found
        return found

    def is_cited(self, key: str) -> bool:
        """Say whether a ``.bib`` file has an entry *key*, and remember the question."""
        found = self._noted.cited[key] = has_entry(self.env, key)
        return found

    def find_file(self, docname: str, name: str) -> str | None:
        """Give the path of the file that *name* means in a note, and remember the question."""
        found = wiki_project(self.env).files.resolve(name, docname)
        self._noted.named[name] = found
        return found

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - the signature is Sphinx's
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Find the note that ``{any}`` means by *target*."""
        assert self.wiki is not None, "references are resolved after the wiki is settled"
        found = self.wiki.names.resolve(target, fromdocname).docname
        # A docname is the standard domain's to resolve.
        named = {target, docname_join(fromdocname, target)} & env.found_docs
        if found is None or found not in env.found_docs or named:
            return []
        return [("wiki:note", make_refnode(builder, fromdocname, found, "", contnode))]

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Give the notes, categories and sources for search and ``objects.inv``."""
        pages = self.env.project.pages if isinstance(self.env.project, WikiProject) else {}
        for docname, title in sorted(self.data["titles"].items()):
            page = pages.get(docname)
            if page is None:
                # Priority -1: the search finds notes by their text already.
                yield docname, title, "note", docname, "", -1
            elif page.category is not None:
                yield page.category, page.category, "category", docname, "", -1
        page_of_sources = self.sources_page
        if self.wiki is not None and page_of_sources:
            for source in self.wiki.sources:
                yield source.id, source.title, "source", page_of_sources, source.id, -1


def wiki_domain(env: BuildEnvironment) -> WikiDomain:
    """Give the wiki's domain of *env*."""
    domain = env.domains["wiki"]
    assert isinstance(domain, WikiDomain)
    return domain


def wiki_project(env: BuildEnvironment) -> WikiProject:
    """Give the wiki's project of *env*."""
    project = env.project
    assert isinstance(project, WikiProject)
    return project
