"""The search index: as a clean build has it, at a cost that does not grow with it.

An index built up over several builds keeps terms of notes that are gone and loses
index entries of notes that were not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from sphinx.search import IndexBuilder, WordStore, js_index
from sphinx.util.index_entries import split_index_msg

from sphinx_wiki.search.numbers import PARTS, Numbered
from sphinx_wiki.search.postings import BEGIN, END, Postings

if TYPE_CHECKING:
    import os

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


_Found = defaultdict[str | None, list[str]]
"""The notes with each term; those with words that nobody looks for under ``None``."""


class Fed(NamedTuple):
    """What an index holds of notes that were fed to it."""

    of_notes: tuple[dict[str, Any], ...]
    """By note: its title, its file, the titles in it, its index entries."""
    of_words: tuple[dict[str, set[str]], ...]
    """By stem: the notes with it in their text, and those with it in their titles."""


class SearchIndex(IndexBuilder):
    """What Sphinx's index holds, without what earlier builds leave in it."""

    def __init__(
        self, env: BuildEnvironment, lang: str, options: dict[str, str], scoring: str
    ) -> None:
        """Begin with what *env* has kept of the index."""
        super().__init__(env, lang, options, scoring)
        self._entries: dict[str, list[Any]] = env.domains.index_domain.entries
        # Sphinx remembers the stems of one note's words; notes share most of theirs.
        self._term = cache(self._term_of)
        self._words = WordStore()
        self._found: tuple[_Found, _Found] = (defaultdict(list), defaultdict(list))
        self._stored: Numbered | None = None

    def load(self, stream: Any, format: Any) -> None:
        """Take the names of notes of an index that was stored; its words stay as they are.

        :raises ValueError: where it is none, or one of another version.
        """
        frozen = format.load(stream)
        if not isinstance(frozen, dict) or not frozen.keys() >= {*PARTS}:
            msg = "old format"
            raise ValueError(msg)
        super().load(stream, _Loaded({**frozen, **{part: {} for part in PARTS}}))
        self._stored = Numbered(frozen)

    def freeze(self) -> dict[str, Any]:
        """Give the index in the form that is stored."""
        frozen = super().freeze()
        return frozen if self._stored is None else self._stored.merged(frozen)

    def feed(
        self, docname: str, filename: str | os.PathLike[str], title: str, doctree: nodes.document
    ) -> None:
        """Take in a note, each of its words once: it is all the same how often it is there."""
        self._words = WordStore()
        super().feed(docname, filename, title, doctree)
        in_titles = {*map(self._term, self._words.title_words)}
        in_text = {*map(self._term, self._words.words)} - in_titles
        for found, terms in zip(self._found, (in_titles, in_text), strict=True):
            for term in terms:
                found[term].append(docname)

    def _enter(self) -> None:
        """Put what was found in notes into the index.

        All notes of one term at once: adding each to the set of each of its terms is slow,
        as hardly two of them lie near one another in memory.
        """
        for mapping, found in zip((self._title_mapping, self._mapping), self._found, strict=True):
            found.pop(None, None)
            for term, docnames in found.items():
                assert term is not None
                mapping.setdefault(term, set()).update(docnames)
            found.clear()

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Give the titles of a note, and keep its words."""
        self._words = super()._word_collector(doctree)
        return WordStore(titles=self._words.titles)

    def _term_of(self, word: str) -> str | None:
        """Give what *word* is found by; nothing for a word that nobody looks for."""
        stem = self.lang.stem(word).lower()
        found = (each for each in (stem, word) if self.lang.word_filter(each))
        return next(found, None)

    def prune(self, docnames: Iterable[str]) -> None:
        """Keep *docnames* only, as a set: Sphinx hands over a dictionary.

        Of anything else than a set, every term of the index looks at every name.
        """
        self._enter()
        names = frozenset(docnames)
        super().prune(names)
        if self._stored is not None:
            self._stored.keep(names)

    def clear(self) -> None:
        """Forget all notes, to take others that :meth:`fed` gives."""
        self._stored = None
        for mapping in self._all():
            mapping.clear()

    def fed(self) -> Fed:
        """Give what is known of the notes that were fed."""
        titles, files, within, entries, text, heads = self._all()
        return Fed((titles, files, within, entries), (text, heads))

    def add(self, fed: Fed) -> None:
        """Take what another index was fed."""
        *of_notes, text, heads = self._all()
        for ours, theirs in zip(of_notes, fed.of_notes, strict=True):
            ours.update(theirs)
        for ours, theirs in zip((text, heads), fed.of_words, strict=True):
            for stem, docnames in theirs.items():
                ours.setdefault(stem, set()).update(docnames)

    def _all(self) -> tuple[dict[str, Any], ...]:
        self._enter()
        return (
            self._titles,
            self._filenames,
            self._all_titles,
            self._index_entries,
            self._mapping,
            self._title_mapping,
        )

    def dump(self, stream: Any, format: Any) -> None:
        """Write the index as a clean build does."""
        self._enter()
        for mapping in (self._mapping, self._title_mapping):
            for term in [term for term, docnames in mapping.items() if not docnames]:
                del mapping[term]
        self._restore_index_entries()
        super().dump(stream, format)

    def _restore_index_entries(self) -> None:
        """Give the index the entries of notes that this build did not read.

        Sphinx does not load them back from the file of the last build.
        """
        for docname in sorted(self._entries):
            if docname in self._titles and docname not in self._index_entries:
                self._index_entries[docname] = sorted(set(_split(self._entries[docname])))
        self._index_entries = {
            docname: self._index_entries[docname]
            for docname in sorted(self._index_entries)
            if docname in self._titles
        }


class _Loaded(NamedTuple):
    """The format of an index that was loaded already."""

    frozen: dict[str, Any]

    def load(self, _stream: object) -> dict[str, Any]:
        """Give it."""
        return self.frozen


class IndexFile:
    """The file of an index: its names of notes can stand in addresses, as scripts take them."""

    @staticmethod
    def dump(index: dict[str, Any], stream: IO[str]) -> None:
        """Write *index*, the frozen form of one."""
        terms = index["terms"]
        named = {**index, "docnames": [*map(quote, index["docnames"])]}
        if not isinstance(terms, Postings):
            js_index.dump(named, stream)
            return
        before, _, after = js_index.dumps({**named, "terms": {}}).partition(BEGIN + END)
        stream.writelines((before, BEGIN, terms.text.decode(), END, after))

    @staticmethod
    def load(stream: IO[str]) -> dict[str, Any]:
        """Give the index that was written, with the text of its terms.

        :raises ValueError: where it is none.
        """
        text = stream.read()
        before, begin, rest = text.partition(BEGIN)
        terms, end, after = rest.partition(END)
        index: dict[str, Any] = js_index.loads(before + begin + end + after)
        index["docnames"] = [*map(unquote, index["docnames"])]
        index["terms"] = Postings(terms.encode())
        return index


def _split(entries: list[Any]) -> Iterator[tuple[str, str, str]]:
    for kind, value, target, main, _key in entries:
        try:
            parts = split_index_msg(kind, value)
        except ValueError:
            continue
        yield from ((part, target or "", main) for part in parts)
