"""A search index that is stored is brought up to date to what one made from nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from sphinx.search import IndexBuilder

from sphinx_wiki.search.index import IndexFile
from sphinx_wiki.search.numbers import Numbered
from sphinx_wiki.search.postings import Postings

LETTERS = "abcdefgh"
# Words of which the text of an index is hard to tell from what stands between words.
ODD = ("a", "a,", '"', 'a":b', "\\", "é", "日本", "1", ",2,", ":3:", "[4]", "},", "z")
PARTS = (
    "titles", "filenames", "mapping", "title_mapping", "all_titles", "index_entries",
    "objtypes", "objnames",
)  # fmt: skip


class Note(NamedTuple):
    title: str
    words: frozenset[str]
    title_words: frozenset[str]
    titles: tuple[tuple[str, str | None], ...]


def _note(random: Random, letters: Sequence[str] = LETTERS) -> Note:
    titles = tuple((random.choice(LETTERS), f"id{n}") for n in range(random.randint(0, 3)))
    words = frozenset(random.sample(letters, random.randint(0, 4)))
    heads = frozenset(random.sample(LETTERS, random.randint(0, 2)))
    return Note(random.choice(LETTERS), words, heads, titles)


def _file(frozen: dict[str, Any]) -> str:
    """Give the text of an index as it is stored."""
    stream = StringIO()
    IndexFile.dump(frozen, stream)
    return stream.getvalue()


def _frozen(notes: Mapping[str, Note], new: frozenset[str]) -> dict[str, Any]:
    """Give Sphinx's index of *notes*, with words and titles of *new* alone."""
    env: Any = SimpleNamespace(
        domains=SimpleNamespace(sorted=list),
        version=1,
        **{f"_search_index_{part}": {} for part in PARTS},
    )
    index = IndexBuilder(env, "en", {}, "")
    for name, note in notes.items():
        index._titles[name] = note.title
        index._filenames[name] = f"{name}.md"
        index._all_titles[name] = [*note.titles] if name in new else []
        for mapping, words in (
            (index._mapping, note.words),
            (index._title_mapping, note.title_words),
        ):
            for word in words if name in new else ():
                mapping.setdefault(word, set()).add(name)
    return index.freeze()


@pytest.mark.parametrize("seed", range(300))
def test_a_stored_index_becomes_what_one_from_nothing_is(seed: int) -> None:
    random = Random(seed)
    letters = ODD if seed % 3 else LETTERS
    names = [f"n{n}" for n in range(12)]
    before = {name: _note(random, letters) for name in random.sample(names, 8)}
    after = dict(before)
    for name in random.sample(sorted(before) if seed % 5 else names, random.randint(0, 4)):
        after[name] = _note(random, letters)
    if seed % 2:
        for name in random.sample(sorted(after), 2):
            del after[name]
    kept = frozenset(name for name in after if after[name] is before.get(name))

    stored = Numbered(IndexFile.load(StringIO(_file(_frozen(before, frozenset(before))))))
    stored.keep(kept)
    merged = stored.merged(_frozen(after, frozenset(after) - kept))
    assert _file(merged) == _file(_frozen(after, frozenset(after)))


def test_an_edit_of_few_notes_reads_no_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = {"docnames": ["a", "b"], "titleterms": {}, "alltitles": {}, "titles": ["A", "B"]}
    stored = Numbered(IndexFile.load(StringIO(_file({**frozen, "terms": {"x": [0, 1], "y": 0}}))))
    stored.keep(["b"])
    monkeypatch.delattr(Postings, "whole")
    merged = stored.merged({**frozen, "terms": {"w": 0, "x": 0}})
    assert _file(merged) == _file({**frozen, "terms": {"w": 0, "x": [0, 1]}})
