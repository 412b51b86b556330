"""How the name in a link finds its note."""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

_SUFFIXES = frozenset({".md", ".qmd", ".ipynb", ".rst"})
_PAGE_SUFFIXES = (".html", ".htm")
_OF_FOLDER = ("index", "readme")
_LONGEST_TYPO = 48
_NUMBER = re.compile(r"^\d+\W+(?=\w)")
_LIKENESS = 0.75

_Docnames: TypeAlias = tuple[str, ...]
_Index: TypeAlias = Mapping[str, _Docnames]


def fold(name: str) -> str:
    """Give *name* as names are compared: without case, composed, spaces made single.

    >>> fold("Caf\\N{COMBINING ACUTE ACCENT}e ") == fold("caf\\u0301E")
    True
    """
    decomposed = unicodedata.normalize("NFD", " ".join(name.split()))
    return unicodedata.normalize("NFC", decomposed.casefold())


class Resolved(NamedTuple):
    """The note that a name means."""

    docname: str | None
    ambiguous: tuple[str, ...] = ()
    """All notes of that name, where nothing says which one is meant."""


@dataclass(frozen=True)
class NameIndex:
    """All ways to name the notes of a wiki; each look-up costs the same at any size."""

    files: _Index
    """Docnames by the path of the file, exactly as spelled."""
    paths: _Index
    """Docnames by folded path, with and without suffix."""
    tails: _Index
    """Docnames by each folded end of their path."""
    aliases: _Index
    titles: _Index
    suffixes: frozenset[str]
    names: tuple[str, ...]
    """File names, titles and aliases as written, for :meth:`nearest`."""
    made: frozenset[str] = frozenset()
    """Pages that make themselves: a name means one of them only if it is that of no note."""

    @classmethod
    def build(
        cls, notes: Iterable[tuple[str, str, Sequence[str], str]], made: Iterable[str] = ()
    ) -> NameIndex:
        """Index *notes*, each given as docname, title, aliases and file suffix.

        :param made: docnames of those that make themselves.
        """
        files, paths, tails, named, titled = (defaultdict[str, list[str]](list) for _ in range(5))
        names: dict[str, None] = {}
        suffixes = set(_SUFFIXES)
        for docname, title, aliases, suffix in sorted(notes):
            suffixes.add(suffix)
            files[docname + suffix].append(docname)
            for path in (docname, docname + suffix):
                paths[fold(path)].append(docname)
                for tail in _tails(fold(path)):
                    tails[tail].append(docname)
            for alias in aliases:
                named[fold(alias)].append(docname)
            if title:
                titled[fold(title)].append(docname)
            names |= dict.fromkeys((docname.rsplit("/", 1)[-1], *aliases, *filter(None, [title])))
        return cls(
            files=_frozen(files),
            paths=_frozen(paths),
            tails=_frozen(tails),
            aliases=_frozen(named),
            titles=_frozen(titled),
            suffixes=frozenset(suffixes),
            names=tuple(names),
            made=frozenset(made),
        )

    def resolve(self, target: str, source: str) -> Resolved:
        """Give the note that the name *target* means in the note *source*.

        It may be a path from the top folder, the end of a path, an alias or a
        title, in this order; ``./`` and ``../`` start from the folder of
        *source*, ``/`` from the top. Of several notes, those in the folder of
        *source* come first, then those with a shorter path; before a page that
        makes itself comes every note.

        >>> index = NameIndex.build([("ml/lora", "Low-rank adapters", ["LoRA"], ".md")])
        >>> index.resolve("lora.md", "index").docname
        'ml/lora'
        >>> index.resolve("low-rank ADAPTERS", "index").docname
        'ml/lora'
        """
        page = Resolved(None)
        for found in self._called(target, source):
            if found.docname not in self.made:
                return found
            page = page if page.docname else found
        return page

    def _called(self, target: str, source: str) -> Iterator[Resolved]:
        """Give what *target* means in each of the ways to name a note, the best way first."""
        for name in dict.fromkeys((target, target.strip())):
            anchored = name.startswith(("/", "./", "../"))
            path = _absolute(name, source) if anchored else None
            if exact := self._at_path(path) if anchored else self._exact(name):
                yield Resolved(exact)
                if anchored:
                    return
        key = fold(target)
        for index in (self.paths, self.tails, self.aliases, self.titles):
            if found := index.get(key) or index.get(self._bare(key)):
                written = tuple(name for name in found if name not in self.made)
                yield _choose(written or found, source, whole=index is self.paths)

    def resolve_path(self, target: str, source: str) -> str | None:
        """Give the note at the path *target*, relative to the folder of the note *source*.

        The path may be percent-encoded, lack the suffix, have that of the built
        page, or name a folder with an index or README; ``/`` is the top folder.
        Case matters only where two notes differ in nothing else.

        >>> index = NameIndex.build([("a/b c", "B", [], ".md")])
        >>> index.resolve_path("../a/b%20c.html", "x/y")
        'a/b c'
        """
        if not target:
            return source
        # A query is for a server: it is no part of the name, unless a file has one like it.
        bare = target.partition("?")[0] or target
        for path in dict.fromkeys((target, unquote(target), bare, unquote(bare))):
            if found := self._at_path(_absolute(path, source)):
                return found
        return None

    def nearest(self, target: str) -> str | None:
        """Give the file name, title or alias most like *target*, if one is much like it."""
        name = _plain_words(target.rsplit("/", 1)[-1] if "/" in target else target)
        bare = self._bare(name)
        found = {name for key in _misspellings(bare) for name in self._typos.get(key, ())}
        likeness = {
            known: difflib.SequenceMatcher(None, bare, _plain_words(known)).ratio()
            for known in sorted(found)
        }
        best = max(likeness, key=lambda known: likeness[known], default=None)
        return best if best is not None and likeness[best] >= _LIKENESS else None

    @cached_property
    def _typos(self) -> Mapping[str, tuple[str, ...]]:
        """The names by each spelling with at most one character left out."""
        known: dict[str, str] = {}
        for name in self.names:
            known.setdefault(_plain_words(name), name)
        found: defaultdict[str, list[str]] = defaultdict(list)
        for words, name in known.items():
            # Who links to a file that is numbered, as in `02-norm.md`, rarely has the number.
            for spelling in dict.fromkeys((words, _NUMBER.sub("", words))):
                for key in _misspellings(spelling):
                    found[key].append(name)
        return _frozen(found)

    def _bare(self, name: str) -> str:
        """Drop the suffix of a file."""
        stem, suffix = posixpath.splitext(name)
        return stem if suffix in self.suffixes else name

    def _exact(self, path: str) -> str | None:
        """Give the note whose file or docname is spelled exactly like *path*."""
        if found := self.files.get(path):
            return found[0]
        for name in dict.fromkeys((path, self._bare(path))):
            if name in self.paths.get(fold(name), ()):
                return name
        return None

    def _at_path(self, path: str | None) -> str | None:
        """Give the note at a path from the top folder."""
        if path is None:
            return None
        stem, suffix = posixpath.splitext(path)
        page = stem if suffix.lower() in _PAGE_SUFFIXES else None
        folder = path.rstrip("/")
        inside = [f"{folder}/{name}".lstrip("/") for name in _OF_FOLDER]
        candidates = [*inside, folder] if path.endswith("/") or not path else [path, *inside]
        for candidate in (*candidates, *([page] if page else [])):
            if exact := self._exact(candidate):
                return exact
            key = fold(candidate)
            if found := self.paths.get(key) or self.paths.get(self._bare(key)):
                return found[0]
        return None


def _frozen(index: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(dict.fromkeys(docnames)) for key, docnames in index.items()}


def _tails(path: str) -> Iterator[str]:
    """Give each proper end of *path*: of ``a/b/c``, ``b/c`` and ``c``."""
    while "/" in path:
        path = path.split("/", 1)[1]
        yield path


def _folder(docname: str) -> str:
    return docname.rsplit("/", 1)[0] + "/" if "/" in docname else ""


def _absolute(path: str, source: str) -> str | None:
    """Give *path* from the top folder; ``None`` where it leads out of it.

    >>> _absolute("../b/", "a/x"), _absolute("/c", "a/x"), _absolute("../../b", "a/x")
    ('b/', 'c', None)
    """
    joined = path.lstrip("/") if path.startswith("/") else _folder(source) + path
    normal = posixpath.normpath(joined)
    if normal == ".." or normal.startswith("../"):
        return None
    is_folder = re.search(r"(^|/)\.{0,2}$", path)
    return ("" if normal == "." else normal) + ("/" if is_folder and normal != "." else "")


def _choose(found: _Docnames, source: str, *, whole: bool) -> Resolved:
    """Choose among notes of one name; a lone one in the folder of *source* is meant."""
    folder = _folder(source)

    def order(docname: str) -> tuple[bool, int, str]:
        return not docname.startswith(folder), docname.count("/"), docname

    ranked = tuple(sorted(found, key=order))
    near = [name for name in ranked if name.startswith(folder)]
    beside = [name for name in near if _folder(name) == folder]
    settled = len(ranked) == 1 or (not whole and 1 in (len(near), len(beside)))
    return Resolved(ranked[0], () if settled else ranked)


def _plain_words(name: str) -> str:
    """Give *name* as it is compared for likeness: folded, with all separators alike."""
    return " ".join(re.split(r"[\s_-]+", fold(name))).strip()[:_LONGEST_TYPO]


def _misspellings(name: str) -> Iterator[str]:
    yield name
    for index in range(len(name)):
        yield name[:index] + name[index + 1 :]
