"""Sources: every work once, whatever addresses and words its notes use for it."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from sphinx_wiki.facts.bibtex import BibEntry
from sphinx_wiki.facts.hosts import kind_of
from sphinx_wiki.facts.identity import identity
from sphinx_wiki.facts.model import Citation, Inline, Source, plain, text
from sphinx_wiki.facts.urls import bare_address

# Words of links that say nothing of what they lead to.
_EMPTY_TITLES = frozenset(
    ("here", "link", "doi", "paper", "pdf", "source", "article", "video", "book", "website", "hier")
)
# Which of several identities of one work names it, the most lasting first.
_PREFERENCE = ("doi", "arxiv", "youtube", "url", "file", "text", "key")
_FILE_KINDS = MappingProxyType({".pdf": "paper", ".epub": "book", ".csv": "dataset"})
_READABLE = 40


class SourceIndex:
    """Every source that notes cite, once, and how a citation finds its own.

    Citations are of one work where their addresses are (:func:`urls.identity`),
    where they say the same words without an address, or where an entry of a
    ``.bib`` file joins their identities. Entries that no note cites are no
    sources. Nothing depends on the order of the notes.
    """

    def __init__(
        self, citations: Mapping[str, Sequence[Citation]], entries: Mapping[str, BibEntry]
    ) -> None:
        """Merge *citations*, by docname, with the help of *entries*, by BibTeX key."""
        self._entries = entries
        self._remember()
        groups = _Groups()
        cited: list[tuple[str, Citation, str]] = []
        for docname in sorted(citations):
            for citation in citations[docname]:
                if names := self._known(citation):
                    groups.join(names)
                    cited.append((docname, citation, names[0]))
        for entry in entries.values():
            # Two citations can be one work because of an entry that no note cites by key.
            groups.join(entry.identities)
        works: dict[str, list[tuple[str, Citation]]] = {}
        for docname, citation, name in cited:
            works.setdefault(groups.root(name), []).append((docname, citation))
        self._by_root = {
            root: _source(groups.names(root), found, entries) for root, found in works.items()
        }
        self._groups = groups
        self.sources: tuple[Source, ...] = tuple(
            sorted(self._by_root.values(), key=lambda each: (_collated(each.title), each.id))
        )

    def _remember(self) -> None:
        self._known = cache(lambda citation: identities(citation, self._entries))

    def __getstate__(self) -> dict[str, object]:
        """Give all but what is remembered for speed alone."""
        return {name: value for name, value in self.__dict__.items() if name != "_known"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take that."""
        self.__dict__.update(state)
        self._remember()

    def of(self, citation: Citation) -> Source | None:
        """Give the source of *citation*; ``None`` for a key that no ``.bib`` file has."""
        names = self._known(citation)
        return self._by_root.get(self._groups.root(names[0])) if names else None


def identities(citation: Citation, entries: Mapping[str, BibEntry]) -> tuple[str, ...]:
    """Give every identity that *citation* claims for its work; none for an unknown key.

    >>> identities(Citation((), "A Book.", None, None, ""), {})
    ('text:a book',)
    """
    if citation.key is not None:
        entry = entries.get(citation.key)
        return entry.identities if entry else ()
    if citation.url:
        return (identity(citation.url),)
    if citation.file:
        return (f"file:{citation.file}",)
    words = _words(plain(citation.text) or citation.title)
    return (f"text:{words}",) if words else ()


class _Groups:
    """Identities, joined as they turn up together (a forest of disjoint sets)."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def root(self, name: str) -> str:
        """Give what stands for all the identities joined with *name*."""
        top = name
        while self._parent.get(top, top) != top:
            top = self._parent[top]
        while name != top:
            self._parent[name], name = top, self._parent[name]
        return top

    def join(self, names: Sequence[str]) -> None:
        """Make *names* identities of one work."""
        for name in names:
            for each in (names[0], name):
                self._members.setdefault(self.root(each), [each])
            first, second = sorted((self.root(names[0]), self.root(name)))
            if first != second:
                self._parent[second] = first
                self._members[first] += self._members.pop(second)

    def names(self, root: str) -> list[str]:
        """Give every identity of the work that *root* stands for."""
        return sorted(self._members[root])


def _source(
    names: Sequence[str], cited: Sequence[tuple[str, Citation]], entries: Mapping[str, BibEntry]
) -> Source:
    keys = [name.removeprefix("key:") for name in names if name.startswith("key:")]
    known = [entries[key] for key in keys if key in entries]
    citations = [citation for _docname, citation in cited]
    url = _most([each.url for each in citations if each.url])
    url = url or next((each.address for each in known if each.address), None)
    title = _title(citations, known, url)
    entry_type = known[0].type if known else None
    file = min((each.file for each in citations if each.file), default=None)
    return Source(
        id=_id(names),
        url=url,
        title=title,
        text=_fullest(citations, title) or _entry_text(known) or text(title),
        kind=_FILE_KINDS.get(_suffix(file), "") or kind_of(url, title, entry_type),
        notes=tuple(sorted({(docname, each.at) for docname, each in cited})),
        keys=tuple(keys),
        file=file,
    )


def _suffix(file: str | None) -> str:
    return posixpath.splitext(file)[1].lower() if file else ""


def _title(citations: Iterable[Citation], known: Sequence[BibEntry], url: str | None) -> str:
    """Give the title used most, an entry's where the notes give none that says something."""
    # A full stop belongs to the author's sentence.
    titles = [each.title.strip().removesuffix(".") for each in citations if each.key is None]
    telling = [
        title
        for title in titles
        if title and title.casefold() not in _EMPTY_TITLES and not bare_address(title)
    ]
    entry = next((each.title for each in known if each.title), None)
    used = _most(telling)
    if used and entry and _words(used) in _words(entry):
        # A link's few words of the title.
        return entry
    return used or entry or _most(titles) or url or known[0].key


def _most(words: Sequence[str]) -> str | None:
    """Give what is used most, spellings that differ in case and punctuation taken together.

    Of equals the longest, then the first of the alphabet; of their spellings the one used
    most, then the first of the alphabet, where capitals come first.
    """
    groups = Counter(_words(each) or each for each in words)
    counts = Counter(words)

    def order(each: str) -> tuple[int, int, str, int, str]:
        group = _words(each) or each
        return -groups[group], -len(group), group, -counts[each], each

    return min(counts, key=order, default=None)


def _fullest(citations: Iterable[Citation], title: str) -> Inline:
    """Give the longest entry, of those that call the work by *title* if there are some."""
    entries = [each for each in citations if each.text]
    titled = [each.text for each in entries if _words(each.title) == _words(title)]
    texts = titled or [each.text for each in entries]
    return min(texts, key=lambda each: (-len(plain(each)), each), default=())


def _entry_text(known: Sequence[BibEntry]) -> Inline:
    if not known:
        return ()
    entry = known[0]
    authors = f"{', '.join(entry.authors)}: " if entry.authors else ""
    year = f", {entry.year}" if entry.year else ""
    return text(f"{authors}{entry.title}{year}")


def _id(names: Sequence[str]) -> str:
    """Give an id that depends on the work alone, readable and safe in an address."""
    first = min(names, key=lambda name: (_PREFERENCE.index(_kind(name)), name))
    readable = re.sub(r"[^a-z0-9]+", "-", _plain_letters(first)).strip("-")[:_READABLE].strip("-")
    digest = hashlib.blake2b(first.encode(), digest_size=4).hexdigest()
    return f"source-{readable}-{digest}" if readable else f"source-{digest}"


def _kind(name: str) -> str:
    kind = name.partition(":")[0]
    return kind if kind in _PREFERENCE else "url"


def _words(words: str) -> str:
    """Give *words* without case, punctuation and spare white space.

    >>> _words("Calculus,  Spivak.")
    'calculus spivak'
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.findall(r"\w+", folded))


def _collated(title: str) -> str:
    return _words(_plain_letters(title)) or title


def _plain_letters(words: str) -> str:
    split = unicodedata.normalize("NFKD", words)
    return "".join(each for each in split if not unicodedata.combining(each)).casefold()
