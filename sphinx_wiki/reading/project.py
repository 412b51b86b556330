"""Which files are notes: discovery, drafts, and the pages that make themselves."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import _translate_pattern

from sphinx_wiki.explicit import explicit
from sphinx_wiki.facts.attachments import FileIndex
from sphinx_wiki.facts.misnamed import say_misnamed
from sphinx_wiki.facts.model import Meta, Problem
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.messages import Kind, warn, warn_problem
from sphinx_wiki.reading.folder import is_text, walk
from sphinx_wiki.reading.heads import Heads
from sphinx_wiki.reading.pages import own_pages
from sphinx_wiki.reading.places import PlacedProject
from sphinx_wiki.reading.quarto import Inheritance, find_settings
from sphinx_wiki.reading.refused import (
    refuse,
    refuse_second,
    refuse_spelling,
    warn_same_address,
    warn_unreadable,
)
from sphinx_wiki.reading.scan import Scan
from sphinx_wiki.reading.vault import is_vault

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class WikiProject(PlacedProject):
    """Sphinx's set of documents, less the drafts, plus the pages that make themselves.

    Drafts are dropped here, before anything reads them, so that no later
    step can leak one. Pages that make themselves are real documents whose
    files lie beside the doctrees: they can be linked, searched and printed.
    """

    def __init__(self, env: BuildEnvironment, scans: dict[str, Scan]) -> None:
        super().__init__(env.srcdir, env.project.source_suffix)
        self._env: BuildEnvironment | None = env
        self.scans = scans
        """By docname, drafts included; kept between builds in the domain's data."""
        self.drafts: set[str] = set()
        self.files = FileIndex()
        """All files that are no notes."""
        self.touched = False
        """Whether a note has another time, and says what it said."""
        self._said: set[tuple[Path, Problem]] = set()

    def __getstate__(self) -> dict[str, object]:
        """Pickle only what the next build restores."""
        return super().__getstate__() | {"_env": None, "scans": {}, "files": None, "_said": None}

    @property
    def _config(self) -> Config:
        assert self._env is not None, "a restored project discovers nothing"
        return self._env.config

    def meta(self, docname: str) -> Meta:
        """Give what the author declared about *docname*."""
        return self.scans[docname].meta

    def read_as(self, docname: str) -> tuple[object, ...]:
        """Give what was read of *docname*; nothing if its file changed since it was scanned."""
        scan = self.scans[docname]
        if docname in self.pages:
            return scan.content
        status = os.stat(f"{self.srcdir}/{self._paths_of_docs[docname]}")  # noqa: PTH116
        as_seen = (status.st_mtime_ns, status.st_size) == scan.stamp[:2]
        return scan.content if as_seen else ()

    def modified(self, docname: str) -> int:
        """Give when the file of *docname* was changed, in microseconds as Sphinx has them."""
        if docname not in self.pages:
            # It was looked at a moment ago.
            return -(self.scans[docname].stamp[0] // -1000)
        return -(os.stat(self._paths_of_docs[docname]).st_mtime_ns // -1000)  # noqa: PTH116

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the notes, without drafts, and add the pages that make themselves."""
        self._forget_paths()
        self.docnames.clear()
        self.touched = False
        self._path_to_docname.clear()
        self._docname_to_path.clear()
        self.drafts.clear()
        others: list[str] = []
        suffixes = tuple(self.source_suffix)
        project = find_settings(Path(self.srcdir)) if self._has_quarto else None
        for path in self._files([*exclude_paths, *EXCLUDE_PATHS], include_paths):
            if not path.endswith(suffixes):
                others.append(path)
            elif project is None or project[1].renders(path):
                self._add(path)
        self.files = FileIndex(tuple(others))
        self._warn_misnamed(others)
        self._scan()
        if self._config.wiki_drafts == "hide":
            self._hide_drafts()
        self._add_own_pages()
        # Pages that make themselves come first: it is the author's note that can be renamed.
        ordered = sorted(self.docnames, key=lambda name: (name not in self.pages, name))
        warn_same_address((name, self.file_of(name)) for name in ordered)
        return self.docnames

    def _files(self, excluded: Iterable[str], included: Iterable[str]) -> Iterator[str]:
        """Walk the folder; what the patterns leave out is no note."""
        include, suffixes = _matcher(included), tuple(self.source_suffix)
        for path in walk(Path(self.srcdir), _matcher(excluded), warn_unreadable):
            refused = refuse_spelling(path) if path.endswith(suffixes) else not is_text(path)
            if not refused and include(unicodedata.normalize("NFC", path)):
                yield path

    def _add(self, path: str) -> None:
        """Take the file *path* for a note, unless it cannot be one."""
        docname = self._named(path)
        if docname in self.docnames:
            refuse_second(path, docname, self._paths_of_docs[docname])
        elif not refuse(path, docname, self.srcdir):
            self._place(docname, path)

    def _named(self, path: str) -> str:
        """Give the docname of a file with the suffix of a note."""
        name = unicodedata.normalize("NFC", path)
        suffix = next(each for each in self.source_suffix if name.endswith(each))
        return name.removesuffix(suffix)

    def _warn_misnamed(self, others: Iterable[str]) -> None:
        """Warn about files that look like notes, unless conf.py itself says what notes are."""
        if "source_suffix" in explicit(self._config):
            return
        if said := say_misnamed(others, frozenset(self.source_suffix)):
            warn(said, Kind.NAME, once=True)

    def _hide_drafts(self) -> None:
        """Drop the drafts; what is wrong with one is said here, as nothing reads it."""
        self.drafts = {name for name in self.docnames if self.scans[name].draft}
        self.docnames -= self.drafts
        for docname in sorted(self.drafts):
            for problem in self.scans[docname].problems:
                warn_problem(problem, docname, once=True)

    @property
    def _has_quarto(self) -> bool:
        return "quarto" in self._config.wiki_dialects

    def _heads(self) -> Heads:
        root = Path(self.srcdir)
        inheritance = Inheritance(root, self._said, projects=self._has_quarto)
        return Heads(root, inheritance, is_vault(self._config, root))

    def _scan(self) -> None:
        """Read the heads of the files that changed since the last scan."""
        for gone in self.scans.keys() - self.docnames:
            del self.scans[gone]
        heads = self._heads()
        for docname in self.docnames:
            self._scan_one(docname, heads)

    def _scan_one(self, docname: str, heads: Heads) -> None:
        known = self.scans.get(docname)
        found = heads.scan(docname, self._paths_of_docs[docname], known)
        if found is not known:
            self.touched |= known is not None and found.content == known.content
            self.scans[docname] = found

    def look_at(self, docname: str) -> None:
        """Read the head of one note again."""
        self._scan_one(docname, self._heads())

    def resume(self, last: WikiProject) -> None:
        """Take what *last* found in the folder, which is not walked again."""
        self.drafts, self.pages, self.files = last.drafts, last.pages, last.files
        self._forget_paths()

    def _add_own_pages(self) -> None:
        """Make the pages that the author has not written."""
        assert self._env is not None
        config = self._config
        scans = [self.scans[name] for name in sorted(self.docnames)]
        # A note of the same name in another case is the author's page, too: where the
        # file system ignores case, ours would overwrite it. Only the root document must be.
        written = {name.casefold() for name in self.docnames}
        self.pages = {
            page.docname: page
            for page in own_pages(
                chain.from_iterable(scan.categories for scan in scans),
                title=config.project or config.html_title,
                root=config.root_doc,
                bibfiles=bool(config.bibtex_bibfiles),
            )
            if page.docname not in self.docnames
            and (page.docname == config.root_doc or page.docname.casefold() not in written)
        }
        folder = Path(self._env.doctreedir) / "wiki" / "pages"
        for docname, page in self.pages.items():
            path = folder / f"{docname}.md"
            write_if_changed(path, page.text.encode())
            self.scans[docname] = page.scan()
            self._place(docname, str(path))
        self._forget_paths()


def _matcher(patterns: Iterable[str]) -> Callable[[str], re.Match[str] | None]:
    """Give what matches a path that any of Sphinx's *patterns* matches, in one look."""
    each = [_translate_pattern(pattern) for pattern in patterns]
    return re.compile("|".join(each) if each else r"(?!)").match
