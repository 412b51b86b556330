"""Sphinx's HTML builders, made to write nothing that has not changed.

Sphinx copies static files, writes the general index and dumps the search
index in every build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder

from sphinx_wiki.application import application
from sphinx_wiki.building.lean import expect_garbage
from sphinx_wiki.building.outdated import OutdatedFolders, OutdatedPages
from sphinx_wiki.building.parallel import PartsBuilder
from sphinx_wiki.building.records import record_file
from sphinx_wiki.building.statics import static_files
from sphinx_wiki.building.trees import let_go
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.tex_text import reading_text
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.search.index import IndexFile, SearchIndex
from sphinx_wiki.settling.fingerprints import drop_fingerprints
from sphinx_wiki.settling.navigation import begin_navigation, note_navigation
from sphinx_wiki.settling.standing import settings
from sphinx_wiki.upstream.theme_templates import spare_drawing
from sphinx_wiki.writing.code import keep_formatters
from sphinx_wiki.writing.context import PageContext
from sphinx_wiki.writing.icons import ICONS, wait_for_icons, write_sheets
from sphinx_wiki.writing.navigation import depth_of
from sphinx_wiki.writing.partial import Partials, without_stylesheets
from sphinx_wiki.writing.tags import AssetTags
from sphinx_wiki.writing.templates import keep_compiled, take_as_they_are
from sphinx_wiki.writing.translator import TRANSLATOR
from sphinx_wiki.writing.walk import Steps, quick_walk
from sphinx_wiki.writing.whole import WholePages

if TYPE_CHECKING:
    from docutils import nodes


_DEBUGGING = 2
"""How verbose Sphinx is to be for its messages for debugging to be shown."""


class FreshBuilder(OutdatedPages, WholePages, PartsBuilder):
    """``html``, equal after any edits to a clean build."""

    default_translator_class = TRANSLATOR

    indexer_format = IndexFile

    _writes = False

    writing: frozenset[str] = frozenset()
    """The notes whose pages this build writes."""

    unwritten: frozenset[str] = frozenset()
    """The notes whose pages could not be written, of which warnings tell."""

    _partials: Partials | None = None

    def init(self) -> None:
        """Load the theme, and have its colours of code written earlier.

        Themes, Furo, too, write them after all pages, whose links to them carry
        the checksum of another file then.
        """
        self._colours: list[Callable[..., None]] = []
        self._addresses: dict[tuple[str, str | None], str] = {}
        super().init()
        for listener in list(self.events.listeners.get("build-finished", ())):
            if getattr(listener.handler, "__name__", "").endswith("overwrite_pygments_css"):
                self.events.disconnect(listener.id)
                self._colours.append(listener.handler)
        self._emptiness = spare_drawing(application(self))
        keep_compiled(self)
        render = self.templates.render
        setattr(self.templates, "render", lambda *given: wait_for_icons(render(*given)))  # noqa: B010

    def init_highlighter(self) -> None:
        """Make what highlights code."""
        super().init_highlighter()
        keep_formatters(self.highlighter)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Gather what the pages share."""
        super().prepare_writing(docnames)
        take_as_they_are(self)
        if self._emptiness is not None:
            self._emptiness.forget()
        self.globalcontext = PageContext(self.globalcontext)
        self._asset_tags = AssetTags()
        self._steps = Steps()
        self._partials = Partials(self, self._steps)
        without_stylesheets(self.docsettings)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page."""
        with quick_walk(doctree, self._steps):
            super().write_doc(docname, doctree)
        let_go(application(self), doctree)
        self.env._pickled_doctree_cache.pop(docname, None)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Give the address of a page, which its page and its neighbours ask for often."""
        key = (docname, typ)
        if key not in self._addresses:
            self._addresses[key] = super().get_target_uri(docname, typ)
        return self._addresses[key]

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Draw a node that stands alone, mostly the title or the contents of a page."""
        drawn = self._partials.draw(node) if node is not None and self._partials else None
        return super().render_partial(node) if drawn is None else drawn

    def _get_local_toctree(self, docname: str, collapse: bool = True, **options: Any) -> str:
        """Draw the contents of the whole for a page, and remember that it shows them."""
        if docname in self.env.all_docs:
            depth = depth_of({"collapse": collapse, **options}, collapse=True)
            note_navigation(application(self), docname, depth)
        return super()._get_local_toctree(docname, collapse=collapse, **options)

    def update_page_context(
        self, pagename: str, templatename: str, ctx: dict[str, Any], event_arg: Any
    ) -> None:
        """Have the functions of the page take from what the pages share."""
        super().update_page_context(pagename, templatename, ctx, event_arg)
        self._asset_tags.remember(ctx, self.get_target_uri(pagename))
        if isinstance(ctx, PageContext) and application(self).verbosity < _DEBUGGING:
            ctx.hush()

    def copy_static_files(self) -> None:
        """Copy static files, the theme's colours of code among them."""
        super().copy_static_files()
        for write in self._colours:
            write(application(self), None)
        write_sheets(self)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, and remember that there were some."""
        self._writes, self.writing = True, frozenset(docnames)
        expect_garbage(docnames)
        begin_navigation(application(self))
        # Here, not in each process that writes.
        assert wiki_domain(self.env).wiki is not None
        before = {docname: self._put_at(docname) for docname in docnames}
        # Those of notes that were read hold the time.
        drop_fingerprints(application(self), docnames - wiki_domain(self.env).reading)
        super().write_documents(docnames)
        self.unwritten = frozenset(
            docname for docname, was in before.items() if self._put_at(docname) == was
        )

    def _put_at(self, docname: str) -> tuple[int, int] | None:
        """Give what tells a page from another one that was put in its place."""
        try:
            status = Path(self.get_output_path(docname)).stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def copy_assets(self) -> None:
        """Copy static files unless none has changed since the last build."""
        stamp, path = self._static_stamp().encode(), record_file(application(self), "static")
        copied = (self._static_dir / "wiki.css").is_file() and path.is_file()
        if copied and path.read_bytes() == stamp:
            self.copy_download_files()
            return
        super().copy_assets()
        write_if_changed(path, stamp)

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Index a page under its title, formulas in it as text."""
        wiki = wiki_domain(self.env).wiki
        shown = reading_text(wiki.title(pagename)) if wiki is not None else ""
        super().index_page(pagename, doctree, shown or title)

    def finish(self) -> None:
        """Write what gathers from all pages, if any page was written."""
        if self._writes or self._is_new():
            super().finish()

    def _is_new(self) -> bool:
        return not (self.outdir / "objects.inv").is_file()

    def dump_search_index(self) -> None:
        """Write the search index, and leave no half of one."""
        try:
            super().dump_search_index()
        finally:
            (self.outdir / f"{self.searchindex_filename}.tmp").unlink(missing_ok=True)

    def load_indexer(self, docnames: Set[str]) -> None:
        """Load the search index into one of ours."""
        config = self.config
        self.indexer = SearchIndex(
            self.env,
            config.html_search_language or config.language,
            config.html_search_options,
            config.html_search_scorer,
        )
        if docnames or self._is_new():
            super().load_indexer(docnames)

    def _static_stamp(self) -> str:
        stamp = "\n".join([settings(self.config), ICONS, *self._static_files()])
        return hashlib.sha256(stamp.encode()).hexdigest()

    def _static_files(self) -> Iterator[str]:
        """Give every static file with its time and size."""
        for path in static_files(self):
            status = path.stat()
            yield f"{path} {status.st_mtime_ns} {status.st_size}"


class FreshDirectoryBuilder(OutdatedFolders, FreshBuilder, DirectoryHTMLBuilder):
    """``dirhtml``, equal after any edits to a clean build."""

    name = "dirhtml"
