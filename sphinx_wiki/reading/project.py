"""Which files are notes: discovery, drafts, and the pages that make themselves."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from sphinx.project import EXCLUDE_PATHS, Project
from sphinx.util._pathlib import _StrPath
from sphinx.util.matching import _translate_pattern

from sphinx_wiki.facts.attachments import FileIndex
from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.misnamed import say_misnamed
from sphinx_wiki.facts.model import Meta, Problem
from sphinx_wiki.facts.quarto.inherit import inherit
from sphinx_wiki.facts.tags import tags_in
from sphinx_wiki.facts.values import unique
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.messages import Kind, warn, warn_problem
from sphinx_wiki.paths import Paths, exists, is_file
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.reading.folder import is_text, shown, walk
from sphinx_wiki.reading.pages import Page, own_pages
from sphinx_wiki.reading.quarto import Inheritance, find_settings
from sphinx_wiki.reading.scan import Declared, Scan
from sphinx_wiki.reading.vault import is_vault

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


# Pages that Sphinx writes without a document, and what is on them.
_RESERVED = MappingProxyType({"genindex": "index of terms", "search": "search"})
# File systems allow 255 bytes, and the names of pages and doctrees are longer by their endings.
_LONGEST_NAME = 240

# What is found in a name that no page can have, and what is expected.
_BROKEN = ("has a line break in its name", "none")
_NO_TEXT = ("has a name that is not UTF-8", "one that a link can name")

_SHOWN = 100
"""Characters of a path that a warning shows."""


class WikiProject(Project):
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
        self.pages: dict[str, Page] = {}
        """The pages that make themselves, by docname."""
        self.files = FileIndex()
        """All files that are no notes."""
        self.touched = False
        """Whether a note has another time, and says what it said."""
        self._said: set[tuple[Path, Problem]] = set()
        self._forget_paths()

    def _forget_paths(self) -> None:
        self._paths = Paths(self.srcdir)
        self._known: dict[str, str | None] = {}
        self._places: dict[tuple[str, bool], _StrPath] = {}

    def __getstate__(self) -> dict[str, object]:
        """Pickle only what the next build restores."""
        kept = dict(self.__dict__)
        kept |= {"_env": None, "scans": {}, "pages": {}, "files": None, "_said": None}
        kept |= {"_paths": None, "_known": {}, "_places": {}}
        return kept

    def restore(self, other: Project) -> None:
        """Take over what the last build found."""
        super().restore(other)
        self._forget_paths()

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

    @property
    def _paths_of_docs(self) -> dict[str, str]:
        """The file of each document, from the source folder; of pages that make themselves, all.

        Sphinx has objects in this place, which take longer to make, to store and to load.
        """
        return cast("dict[str, str]", self._docname_to_path)

    @property
    def _docs_of_paths(self) -> dict[str, str]:
        return cast("dict[str, str]", self._path_to_docname)

    def file_of(self, docname: str) -> str:
        """Give the file of *docname* from the source folder, as :meth:`doc2path` does."""
        if docname in self.pages:
            return f"{docname}.md"
        return self._paths_of_docs.get(docname) or docname + self._first_source_suffix

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Give the file of *docname*; pages that make themselves have a place among the notes."""
        key = (docname, absolute)
        if key not in self._places:
            name = self.file_of(docname)
            if absolute:
                name = os.path.join(self.srcdir, self._paths_of_docs.get(docname, name))  # noqa: PTH118
            self._places[key] = _StrPath(name)
        return self._places[key]

    def modified(self, docname: str) -> int:
        """Give when the file of *docname* was changed, in microseconds as Sphinx has them."""
        if docname not in self.pages:
            # It was looked at a moment ago.
            return -(self.scans[docname].stamp[0] // -1000)
        return -(os.stat(self._paths_of_docs[docname]).st_mtime_ns // -1000)  # noqa: PTH116

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Give the docname of a file as Sphinx does, once for each."""
        name = os.fspath(filename)
        if name not in self._known:
            known = self._docs_of_paths.get(str(Path(name)))
            self._known[name] = known or super().path2doc(filename)
        return self._known[name]

    def find_target(self, env: BuildEnvironment, path: str) -> tuple[str | None, bool]:
        """Give the docname of what *path* means in the note that is read, and whether it is a file.

        Both are what MyST finds: a file with the suffix of a note is one, wherever it is.
        """

        def ask() -> str | None:
            found = env.relfn2path(path, env.docname)[1]
            return found if is_file(found) else None

        folder = self.doc2path(env.docname, False).parent.as_posix()
        found = self._paths.find_file(path, folder, ask)
        return (self.path2doc(found), True) if found else (None, False)

    def discover(
        self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)
    ) -> set[str]:
        """Find the notes, without drafts, and add the pages that make themselves."""
        assert self._env is not None, "a restored project discovers nothing"
        config = self._env.config
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
        if config.wiki_drafts == "hide":
            self._hide_drafts()
        self._add_own_pages()
        self._warn_same_address()
        return self.docnames

    def _warn_misnamed(self, others: Iterable[str]) -> None:
        """Warn about files that look like notes, unless conf.py itself says what notes are."""
        assert self._env is not None
        config = self._env.config
        if "source_suffix" in config._raw_config or "source_suffix" in config.overrides:
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

    def _files(self, excluded: Iterable[str], included: Iterable[str]) -> Iterator[str]:
        """Walk the folder; what the patterns leave out is no note."""
        include, suffixes = _matcher(included), tuple(self.source_suffix)
        for path in walk(Path(self.srcdir), _matcher(excluded), _unreadable):
            named = is_text(path)
            if not named or ("\n" in path and path.endswith(suffixes)):
                if path.endswith(suffixes):
                    _left_out(path, *(_BROKEN if named else _NO_TEXT))
            elif include(unicodedata.normalize("NFC", path)):
                yield path

    def _add(self, path: str) -> None:
        docname = self._named(path)
        if docname in self.docnames:
            warn(
                f"{path} and {self._paths_of_docs[docname]} would both be the page "
                f"{docname!r}; {self._paths_of_docs[docname]} is used. Rename one of them.",
                Kind.DUPLICATE,
                docname,
                once=True,
                error=True,
            )
        elif docname in _RESERVED:
            what = f"would be the page {docname!r}, where the site has its {_RESERVED[docname]}"
            _left_out(path, what, "another name")
        elif (
            len(os.fsencode(path)) > _LONGEST_NAME and len(Path(path).stem.encode()) > _LONGEST_NAME
        ):
            name = Path(path).name
            what = f"has a name of {len(name.encode())} bytes, too long for its pages"
            _left_out(path, what, f"at most {_LONGEST_NAME}")
        elif not os.access(f"{self.srcdir}/{path}", os.R_OK):
            file = f"{self.srcdir}/{path}"
            lost = os.path.islink(file) and not exists(file)  # noqa: PTH114 - never raises
            reason = "it links to a file that does not exist" if lost else "check its permissions"
            warn(f"{path} cannot be read: {reason}.", Kind.ENCODING, once=True)
        else:
            self.docnames.add(docname)
            self._docs_of_paths[path] = docname
            self._paths_of_docs[docname] = path

    def _named(self, path: str) -> str:
        """Give the docname of a file with the suffix of a note."""
        name = unicodedata.normalize("NFC", path)
        suffix = next(each for each in self.source_suffix if name.endswith(each))
        return name.removesuffix(suffix)

    def _warn_same_address(self) -> None:
        """Warn about names that differ only in case: on many systems they are one file."""
        seen: dict[str, str] = {}
        # Pages that make themselves come first: it is the author's note that can be renamed.
        for docname in sorted(self.docnames, key=lambda name: (name not in self.pages, name)):
            other = seen.setdefault(docname.casefold(), docname)
            if other != docname:
                one, two = (self.doc2path(name, False) for name in (docname, other))
                warn(
                    f"{one} and {two} differ only in case: where the file system ignores it, "
                    "they are one page.",
                    Kind.DUPLICATE,
                    docname,
                    once=True,
                )

    def _scan(self) -> None:
        """Read the heads of the files that changed since the last scan."""
        for gone in self.scans.keys() - self.docnames:
            del self.scans[gone]
        assert self._env is not None
        # Elsewhere `#fff` is a colour, and `#include` a line of code.
        tagged = is_vault(self._env.config, Path(self.srcdir))
        inheritance = self._inheritance()
        for docname in self.docnames:
            self._scan_one(docname, tagged, inheritance)

    def _inheritance(self) -> Inheritance:
        return Inheritance(Path(self.srcdir), self._said, projects=self._has_quarto)

    @property
    def _has_quarto(self) -> bool:
        assert self._env is not None
        return "quarto" in self._env.config.wiki_dialects

    def _scan_one(self, docname: str, tagged: bool, inheritance: Inheritance) -> None:
        name = self._paths_of_docs[docname]
        status = os.stat(f"{self.srcdir}/{name}")  # noqa: PTH116 - as there is one for each note
        inherited = inheritance.of(posixpath.dirname(docname))
        draft = name in inheritance.drafts
        stamp = (status.st_mtime_ns, status.st_size, int(tagged), inherited.digest, int(draft))
        if (known := self.scans.get(docname)) and known.stamp == stamp:
            return
        path = self.srcdir / name
        data = path.read_bytes()
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if known and known.content == (digest, *stamp[2:]):
            self.scans[docname] = known._replace(stamp=stamp)
            self.touched = True
            return
        text, problem = decode(data)
        head = inherit(read_head(text, path.suffix), inherited.layers)
        meta, problems = parse_meta(head)
        meta = replace(meta, draft=meta.draft or draft)
        if tagged and path.suffix not in (".ipynb", ".rst"):
            meta = replace(meta, categories=unique((*meta.categories, *tags_in(text))))
        found = (*([problem] if problem else []), *head.problems, *problems)
        self.scans[docname] = Scan.of(Declared(head, meta, found), stamp, digest)

    def resume(self, last: WikiProject) -> None:
        """Take what *last* found in the folder, which is not walked again."""
        self.drafts, self.pages, self.files = last.drafts, last.pages, last.files
        self._forget_paths()

    def look_at(self, docname: str) -> None:
        """Read the head of one note again."""
        assert self._env is not None
        tagged = is_vault(self._env.config, Path(self.srcdir))
        self._scan_one(docname, tagged, self._inheritance())

    def _add_own_pages(self) -> None:
        assert self._env is not None
        config = self._env.config
        scans = [self.scans[name] for name in sorted(self.docnames)]
        # A note of the same name in another case is the author's page, too: where the
        # file system ignores case, ours would overwrite it.
        written = {name.casefold() for name in self.docnames}
        self.pages = {
            page.docname: page
            for page in own_pages(
                chain.from_iterable(scan.categories for scan in scans),
                title=config.project or config.html_title,
                root=config.root_doc,
                bibfiles=bool(config.bibtex_bibfiles),
            )
            if page.docname.casefold() not in written or page.docname == config.root_doc
        }
        self.pages = {name: each for name, each in self.pages.items() if name not in self.docnames}
        folder = Path(self._env.doctreedir) / "wiki" / "pages"
        for docname, page in self.pages.items():
            path = folder / f"{docname}.md"
            write_if_changed(path, page.text.encode())
            head = read_head(page.text, ".md")
            stamp = (zlib.crc32(page.text.encode()), len(page.text))
            declared = Declared(head, parse_meta(head)[0], ())
            self.scans[docname] = Scan.of(declared, stamp, str(stamp[0]))
            self.docnames.add(docname)
            self._paths_of_docs[docname] = str(path)
            self._docs_of_paths[str(path)] = docname
        self._forget_paths()


def _matcher(patterns: Iterable[str]) -> Callable[[str], re.Match[str] | None]:
    """Give what matches a path that any of Sphinx's *patterns* matches, in one look."""
    each = [_translate_pattern(pattern) for pattern in patterns]
    return re.compile("|".join(each) if each else r"(?!)").match


def _left_out(path: str, found: str, expected: str) -> None:
    name = shown(path)
    short = name if len(name) < _SHOWN else f"{name[:_SHOWN]}…"
    message = f"{short} {found}; expected {expected}. It is left out: rename it."
    warn(message, Kind.NAME, once=True, error=True)


def _unreadable(folder: Path, error: OSError) -> None:
    warn(f"Cannot read the folder {folder}: {error.strerror}.", Kind.ENCODING, once=True)
