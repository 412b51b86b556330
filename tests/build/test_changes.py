"""A wiki that was settled is stored as what it was before, with what changed since."""

from __future__ import annotations

import pickle
from random import Random

import pytest

from sphinx_wiki.changes import changed, differences
from sphinx_wiki.facts.names import NameIndex
from sphinx_wiki.facts.sources import SourceIndex
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.settled import Kept, Settled

WIKI = Wiki({}, NameIndex.build(()), {}, SourceIndex({}, {}), {})


def _settled(random: Random, frame: str = "") -> Settled:
    prints, labels = (
        {random.choice("abcdef"): random.choice("xyz") for _ in range(4)} for _ in range(2)
    )
    wiki = Wiki(WIKI.notes, WIKI.names, {}, WIKI.index, dict(prints))
    return Settled(wiki, prints, frame, {}, {}, {name: (each,) for name, each in labels.items()})


def _again(kept: Kept) -> Kept:
    found = pickle.loads(pickle.dumps(kept))
    assert isinstance(found, Kept)
    return found


def _seen(settled: Settled) -> object:
    return settled.prints, settled.labels, settled.wiki.modified


@pytest.mark.parametrize("seed", range(50))
def test_what_is_kept_is_what_it_was_last_after_any_changes(seed: int) -> None:
    random = Random(seed)
    kept = Kept(_settled(random))
    first = _again(kept)._stored
    for _ in range(4):
        kept = _again(kept)
        last, now = kept.get(), _settled(random)
        # As settling anew leaves these.
        now = now._replace(
            wiki=Wiki(last.wiki.notes, last.wiki.names, {}, last.wiki.index, now.wiki.modified)
        )
        kept = Kept(now, kept)
        assert _seen(_again(kept).get()) == _seen(now)
        assert _again(kept)._stored == first


def test_everything_is_stored_anew_where_more_than_mappings_changed() -> None:
    kept = _again(Kept(_settled(Random(1))))
    now = _settled(Random(2), "another")
    assert differences(kept.get(), now) is None
    assert _again(Kept(now, kept)).get().frame == "another"


def test_no_change_leaves_what_is_settled() -> None:
    settled = _settled(Random(1))
    assert changed(settled, {}).wiki is settled.wiki
