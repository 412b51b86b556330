"""A search index that is stored is brought up to date to what one made from nothing is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from random import Random
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from sphinx.search import IndexBuilder

from sphinx_wiki.search.numbers import Numbered

LETTERS = "abcdefgh"
PARTS = (
    "titles", "filenames", "mapping", "title_mapping", "all_titles", "index_entries",
    "objtypes", "objnames",
)  # fmt: skip


class Note(NamedTuple):
    title: str
    words: frozenset[str]
    title_words: frozenset[str]
    titles: tuple[tuple[str, str | None], ...]


def _note(random: Random) -> Note:
    titles = tuple((random.choice(LETTERS), f"id{n}") for n in range(random.randint(0, 3)))
    words = frozenset(random.sample(LETTERS, random.randint(0, 4)))
    heads = frozenset(random.sample(LETTERS, random.randint(0, 2)))
    return Note(random.choice(LETTERS), words, heads, titles)


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


@pytest.mark.parametrize("seed", range(200))
def test_a_stored_index_becomes_what_one_from_nothing_is(seed: int) -> None:
    random = Random(seed)
    names = [f"n{n}" for n in range(12)]
    before = {name: _note(random) for name in random.sample(names, 8)}
    after = dict(before)
    for name in random.sample(names, random.randint(0, 4)):
        after[name] = _note(random)
    if seed % 2:
        for name in random.sample(sorted(after), 2):
            del after[name]
    kept = frozenset(name for name in after if after[name] is before.get(name))

    stored = Numbered(json.loads(json.dumps(_frozen(before, frozenset(before)))))
    stored.keep(kept)
    merged = stored.merged(_frozen(after, frozenset(after) - kept))

    clean = _frozen(after, frozenset(after))
    assert json.dumps(merged, sort_keys=True) == json.dumps(clean, sort_keys=True)
