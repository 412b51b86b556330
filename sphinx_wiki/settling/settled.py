"""The wiki as a build settled it, kept for the next build."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from sphinx_wiki.facts.listing import Listing
from sphinx_wiki.facts.model import Item
from sphinx_wiki.packed import Packed

if TYPE_CHECKING:
    from sphinx_wiki.facts.wiki import Wiki

Value = TypeVar("Value")

Mark: TypeAlias = "list[int] | bool"
"""Of a file whose content counts, its time in nanoseconds and its size; else whether it exists."""

_Short: TypeAlias = tuple[Listing, tuple[str | Item, ...]]
"""A listing without its items, and these; those that are notes by their names."""


class Settled(NamedTuple):
    """A wiki as a build settled it, and what it was settled from."""

    wiki: Wiki
    prints: Mapping[str, str]
    """The own fingerprint of every page."""
    frame: str
    """A digest of all but notes and files, as in :class:`~sphinx_wiki.settling.standing.Asked`."""
    reads: Mapping[str, int]
    """When each note was read."""
    marks: Mapping[str, Mark]
    """Other files."""
    labels: Mapping[str, tuple[object, ...]]
    """What pages show of citations."""


class Kept:
    """Something that is unpickled when it is first asked for, notes when they are."""

    def __init__(self, settled: Settled) -> None:
        self._settled: Settled | None = settled
        self._stored = b""

    def get(self) -> Settled:
        """Give it."""
        if self._settled is None:
            # It is a part of the environment, which was unpickled just before.
            self._settled = pickle.loads(self._stored)
            # As large as what was loaded before; to look for garbage in it takes as long again.
            gc.freeze()
        return self._settled

    def __getstate__(self) -> bytes:
        """Give the bytes that it was or is."""
        if not self._stored:
            assert self._settled is not None
            packed = self._settled._replace(wiki=_packed(self._settled.wiki))
            self._stored = pickle.dumps(packed, pickle.HIGHEST_PROTOCOL)
        return self._stored

    def __setstate__(self, stored: bytes) -> None:
        """Take them, and leave them as they are."""
        self._settled, self._stored = None, stored


class Listings(Mapping[str, tuple[Listing, ...]]):
    """The listings of a wiki, whose items are those of the wiki, put in when one is asked for."""

    def __init__(self, short: Mapping[str, tuple[_Short, ...]], items: Mapping[str, Item]) -> None:
        self._short = short
        self._items = items
        self._whole: dict[str, tuple[Listing, ...]] = {}

    def of(self, items: Mapping[str, Item]) -> Listings:
        """Give the same of other *items*."""
        return Listings(self._short, items)

    def __getitem__(self, docname: str) -> tuple[Listing, ...]:
        """Give the listings of a note."""
        if docname not in self._whole:
            self._whole[docname] = tuple(
                replace(
                    listing,
                    items=tuple(self._items[e] if isinstance(e, str) else e for e in items),
                )
                for listing, items in self._short[docname]
            )
        return self._whole[docname]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the notes that have some."""
        return iter(self._short)

    def __len__(self) -> int:
        """Give how many notes have some."""
        return len(self._short)

    def __reduce__(self) -> tuple[object, ...]:
        """Leave out what has been put together."""
        return Listings, (self._short, self._items)


def _packed(wiki: Wiki) -> Wiki:
    """Give *wiki* with everything that is of a note loaded on demand."""
    items, listings = _frozen(wiki.items), wiki.listings
    if not isinstance(listings, Listings):
        short = {name: tuple(_short(e, wiki.items) for e in listings[name]) for name in listings}
        listings = Listings(_frozen(short), items)
    return replace(
        wiki,
        notes=_frozen(wiki.notes),
        links=_frozen(wiki.links),
        items=items,
        listings=listings.of(items),
    )


def _short(listing: Listing, items: Mapping[str, Item]) -> _Short:
    own = (each.docname if _is_in(items, each) else each for each in listing.items)
    return replace(listing, items=()), tuple(each for each in own if each is not None)


def _is_in(items: Mapping[str, Item], item: Item) -> bool:
    return item.docname is not None and items.get(item.docname) is item


def _frozen(mapping: dict[str, Value]) -> Packed[Value]:
    return mapping if isinstance(mapping, Packed) else Packed(mapping, frozen=True)
