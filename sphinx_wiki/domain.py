"""The domain ``wiki``: the only store of facts, and the names that others can link to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Set
from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

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
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.figures.numbers import count as count_figures
from sphinx_wiki.figures.pictures import remember as remember_pictures
from sphinx_wiki.figures.plotly import PlotlyFigure
from sphinx_wiki.packed import Packed
from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.project import WikiProject
from sphinx_wiki.reading.scan import Scan
from sphinx_wiki.roles import SourceRole

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.dialects.parsers import Parser
    from sphinx_wiki.execution.kernels.kept import KeptServer
    from sphinx_wiki.execution.model import Result
    from sphinx_wiki.settling.resettle import Alike, Before
    from sphinx_wiki.settling.standing import Asked


_BY_DOCNAME = (
    "notes", "titles", "listings", "reads", "sources_pages", "figures", "numbers", "labels",
    "diagrams", "said", "outer", "outlines", "awaited",
)  # fmt: skip


class Read(NamedTuple):
    """What the reading of a document depended on, besides its dependencies in Sphinx."""

    path: str
    """Its file, from the source folder."""
    content: tuple[object, ...]
    """As in :class:`Scan`; empty where that may not be what was read."""
    probes: Mapping[str, bool]
    """Files it asked for, and whether they were there."""
    files: Mapping[str, tuple[int, int] | None]
    """What its code read, from the source folder, each with the time in nanoseconds
    and the size; ``None`` for what was not there."""
    unfinished: bool
    """Whether its code is to be run again, as it was ended from outside."""
    named: Mapping[str, str | None]
    """The path that each name of a file meant."""
    cited: Mapping[str, bool]
    """Words that may be keys of ``.bib`` files, and whether they were."""


class Figures(NamedTuple):
    """What is to be known of a document's interactive figures before it is written."""

    traces: frozenset[str]
    """The kinds of their traces."""
    pictures: tuple[str, ...]
    """The digests of their still pictures, if some can be made."""


class WikiDomain(Domain):
    """Notes, categories and sources."""

    name = "wiki"
    label = "Wiki"
    # 2: numbers of figures and tables. 3: marked words in sentences, lines of titles.
    # 5: names of files, blocks. 6: names and keys for references. 7: diagrams, permalinks, classes.
    # 8: dates that are those of changes.
    # 9: kinds of traces. 10: what reading said.
    # 11: whether a figure is a map follows from its traces. 12: the wiki as it was settled.
    # 13: that, with changes. 14: names of other domains that notes ask for.
    # 15: notes one by one. 16: those of the wiki as it was settled, too.
    # 17: digests of files. 18: names of formulas in capitals, and those in formulas.
    # 19: included files that hold links. 20: outlines, and notes that toctrees wait for.
    # 21: heads one by one. 22: numbers of figures also where Sphinx counts.
    # 23: heads without bibliographies. 24: citations in sentences.
    data_version = 24
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
        **{key: {} for key in _BY_DOCNAME},
    }

    tells_rivals = False
    """Whether settling names all that several notes claim, and not only what was read."""
    _wiki: Wiki | None = None
    settle: Callable[[], object] | None = None
    """Settles the wiki when it is first asked for, where it stands as the last build left it."""
    before: Before | None = None
    """What others could see of the notes that this build reads."""
    alike: Alike | None = None
    """What the wiki has in common with that of the last build, where most of it is as it was."""
    asked: Asked | None = None
    """What the wiki is settled from, besides notes."""
    prints: Mapping[str, str] = MappingProxyType({})
    """The fingerprint of every page, as settled."""
    reading: frozenset[str] = frozenset()
    """The notes that this build reads."""
    touched: bool = False
    """Whether files have other times than the last build saw, and are what they were."""
    runs_code: bool = True
    """Whether this build runs code; one that does not shows what it has no result of as it is."""
    kept: KeptServer | None = None
    """What kernels are forked from, in a process that builds more than once."""
    unsaved: Mapping[str, Result] = MappingProxyType({})
    """What this build's code gave and the store could not keep, by key."""

    @property
    def wiki(self) -> Wiki | None:
        """What all facts together say, once they are known; never pickled."""
        if self._wiki is None and self.settle is not None:
            settle, self.settle = self.settle, None
            settle()
        return self._wiki

    @wiki.setter
    def wiki(self, wiki: Wiki) -> None:
        self._wiki = wiki

    def setup(self) -> None:
        """Put our project in place of Sphinx's, before the first look for documents."""
        super().setup()
        self.data["notes"] = Packed(self.data["notes"], frozen=True)
        self._forget_reading()
        self.parsers: dict[Hashable, list[Parser]] = {}
        """What reads Markdown and is free to, by the kind of notes; never pickled."""
        project = WikiProject(self.env, self.scans)
        project.restore(self.env.project)
        self.env.project = project

    @property
    def scans(self) -> dict[str, Scan]:
        """The heads of all files, drafts included, by docname."""
        return self.data["scans"]  # type: ignore[no-any-return]

    @property
    def notes(self) -> Packed[Note]:
        """The facts of every document, by docname; each is loaded when it is asked for."""
        return self.data["notes"]  # type: ignore[no-any-return]

    @property
    def listings(self) -> dict[str, tuple[ListingOptions, ...]]:
        """The listings in every document, by docname."""
        return self.data["listings"]  # type: ignore[no-any-return]

    @property
    def reads(self) -> dict[str, Read]:
        """What the reading of every document depended on, by docname."""
        return self.data["reads"]  # type: ignore[no-any-return]

    @property
    def sources_pages(self) -> dict[str, tuple[bool, ...]]:
        """The pages with bibliographies; for each, whether it is that of the whole wiki."""
        return self.data["sources_pages"]  # type: ignore[no-any-return]

    @property
    def has_diagrams(self) -> bool:
        """Whether a note has a diagram."""
        return bool(self.data["diagrams"])

    @property
    def said(self) -> dict[str, tuple[Said, ...]]:
        """The warnings of the last reading of every document that had some, by docname."""
        return self.data["said"]  # type: ignore[no-any-return]

    @property
    def figures(self) -> dict[str, Figures]:
        """What is to be known of interactive figures, by docname, where there are some."""
        return self.data["figures"]  # type: ignore[no-any-return]

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
            self.reads[docname] = Read(path, content, *self._used, self._named, self._cited)
        self._forget_reading()

    def _forget_reading(self) -> None:
        self._used: tuple[dict[str, bool], Mapping[str, tuple[int, int] | None], bool]
        self._used = ({}, {}, False)
        self._named: dict[str, str | None] = {}
        self._cited: dict[str, bool] = {}

    def ran(self, files: Mapping[str, tuple[int, int] | None], *, unfinished: bool) -> None:
        """Remember what the code of the note being read depended on, as in :class:`Read`."""
        self._used = (self._used[0], files, unfinished)

    def add_listing(self, docname: str, options: ListingOptions) -> int:
        """Record a listing of *docname* and give its index among the note's."""
        if options.date_format is None:
            own = wiki_project(self.env).meta(docname).date_format
            options = replace(options, date_format=own)
        if options.image_placeholder:
            path = self.env.relfn2path(options.image_placeholder, docname)[0]
            options = replace(options, image_placeholder=path)
            if self.probe(docname, path):
                self.env.images.add_file(docname, path)
        others = self.listings.get(docname, ())
        taken = {other.id for other in others}
        if options.id in taken:
            number = next(n for n in count(2) if f"{options.id}-{n}" not in taken)
            options = replace(options, id=f"{options.id}-{number}")
        self.listings[docname] = (*others, options)
        return len(others)

    def add_sources(self, docname: str, *, whole: bool) -> int:
        """Record a bibliography of *docname*, give its index among the note's."""
        others = self.sources_pages.get(docname, ())
        self.sources_pages[docname] = (*others, whole)
        return len(others)

    def probe(self, docname: str, path: str) -> bool:
        """Say whether *path*, from the source folder, is a file, and remember the question."""
        found = is_file(self.env.srcdir / path)
        self._used[0][path] = found
        return found

    def is_cited(self, key: str) -> bool:
        """Say whether a ``.bib`` file has an entry *key*, and remember the question."""
        self._cited[key] = has_entry(self.env, key)
        return self._cited[key]

    def find_file(self, docname: str, name: str) -> str | None:
        """Give the path of the file that *name* means in a note, and remember the question."""
        found = wiki_project(self.env).files.resolve(name, docname)
        self._named[name] = found
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
