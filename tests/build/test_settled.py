"""A wiki that was settled is stored note by note, and is what it was when it is loaded."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from sphinx_wiki.facts.briefs import Backlink
from sphinx_wiki.facts.model import Note, text
from sphinx_wiki.packed import Packed
from sphinx_wiki.settling.settled import Kept, Settled
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES = {
    "one.md": "---\naliases: [eins]\n---\n# B one\n\n[](two.md), [[nothing]].\n",
    "two.md": "# Two\n\nOf [one](one.md) twice: [](one.md).\n\nAnd [[nothing]].\n",
    "three.md": "---\ndate: 2024-05-06\n---\n# A three\n\nTo [itself](three.md), [](two.md).\n",
    "list.md": "# List\n\n```{wiki:listing}\n:fields: [title, reading-time]\n```\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build()


def _kept(wiki: Wiki) -> Kept:
    """Give what the build left, of which nothing is loaded."""
    env = pickle.loads((wiki.doctrees / "environment.pickle").read_bytes())
    kept = env.domaindata["wiki"]["settled"]
    assert isinstance(kept, Kept)
    return kept


@pytest.fixture
def settled(wiki: Wiki) -> Settled:
    return _kept(wiki).get()


def _loaded(settled: Settled) -> Iterator[str]:
    for name in ("notes", "links", "items"):
        values: Packed[Any] = getattr(settled.wiki, name)
        yield from (key for key, value in dict.items(values) if type(value) is not bytes)


def test_no_note_is_loaded_before_it_is_asked_for(settled: Settled) -> None:
    assert list(_loaded(settled)) == []
    assert settled.wiki.wanted == {"nothing": ("one", "two")}
    assert list(_loaded(settled)) == []
    assert settled.wiki.notes["two"].title == text("Two")
    assert list(_loaded(settled)) == ["two"]


def test_backlinks_are_by_title_and_of_those_notes_alone(settled: Settled) -> None:
    backlinks = settled.wiki.backlinks
    assert set(backlinks) == {"one", "two"} and len(backlinks) == 2
    assert [each.docname for each in backlinks["two"]] == ["three", "one"]
    found = backlinks["one"]
    assert [type(each) for each in found] == [Backlink, Backlink]
    assert [each.docname for each in found] == ["two", "two"]
    assert backlinks.get("three") is None
    assert set(_loaded(settled)) == {"one", "two", "three"}
    assert not any(isinstance(value, Note) for value in dict.values(settled.wiki.notes))


def test_listings_hold_the_items_of_the_wiki(settled: Settled) -> None:
    (listing,) = settled.wiki.listings["list"]
    assert {each.docname for each in listing.items} == {"one", "two", "three"}
    for item in listing.items:
        assert item.docname is not None and item is settled.wiki.items[item.docname]


def test_what_was_loaded_and_stored_again_is_the_same(wiki: Wiki) -> None:
    kept = _kept(wiki)
    first = kept.get()
    # What differs is made of it, as of an edit that changes nothing.
    made = Kept(first._replace(wiki=first.wiki))
    assert first.wiki.notes["one"].docname == "one" and first.wiki.listings["list"]
    again: Kept = pickle.loads(pickle.dumps(made))
    one, other = first.wiki, again.get().wiki
    assert (one.notes, one.links, one.items, one.briefs) == (
        other.notes, other.links, other.items, other.briefs
    )  # fmt: skip
    assert dict(one.listings) == dict(other.listings)
    assert one.shown == other.shown


def test_what_was_not_loaded_is_stored_as_it_is(wiki: Wiki) -> None:
    kept = _kept(wiki)
    assert pickle.dumps(kept) == pickle.dumps(_kept(wiki))
