"""The wiki as a build settled it, kept for the next build."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sphinx_wiki.changes import Change, changed, differences

if TYPE_CHECKING:
    from sphinx_wiki.facts.wiki import Wiki
    from sphinx_wiki.standing import Mark

_MOST_CHANGES = 1000
"""So many values are stored beside what was stored before, until all is stored anew."""


class Settled(NamedTuple):
    """A wiki as a build settled it, and what it was settled from."""

    wiki: Wiki
    prints: Mapping[str, str]
    """The own fingerprint of every page."""
    frame: str
    """A digest of all but notes and files, as in :class:`~sphinx_wiki.standing.Asked`."""
    reads: Mapping[str, int]
    """When each note was read."""
    marks: Mapping[str, Mark]
    """Other files."""
    labels: Mapping[str, tuple[object, ...]]
    """What pages show of citations."""


class Kept:
    """Something that is unpickled when it is first asked for.

    :param last: what it was before, where it differs from *settled* in a few notes alone:
        then what is new is pickled beside that, instead of everything.
    """

    def __init__(self, settled: Settled, last: Kept | None = None) -> None:
        self._settled: Settled | None = settled
        self._stored = b""
        self._changes: Mapping[str, Change] = {}
        if last is not None and last._stored:
            self._keep(last, differences(last.get(), settled))

    def _keep(self, last: Kept, more: Mapping[str, Change] | None) -> None:
        """Keep what *last* stored, if what has changed since is little."""
        if more is None:
            return
        known = last._changes
        both = {name: known[name].then(more[name]) for name in known.keys() & more.keys()}
        changes = {**known, **more, **both}
        if sum(map(len, changes.values())) <= _MOST_CHANGES:
            self._stored, self._changes = last._stored, changes

    def get(self) -> Settled:
        """Give it."""
        if self._settled is None:
            # It is a part of the environment, which was unpickled just before.
            self._settled = changed(pickle.loads(self._stored), self._changes)
            # As large as what was loaded before; to look for garbage in it takes as long again.
            gc.freeze()
        return self._settled

    def __getstate__(self) -> tuple[bytes, Mapping[str, Change]]:
        """Give the bytes that it was or is, and what is to be changed then."""
        if not self._stored:
            self._stored = pickle.dumps(self._settled, pickle.HIGHEST_PROTOCOL)
        return self._stored, self._changes

    def __setstate__(self, stored: tuple[bytes, Mapping[str, Change]]) -> None:
        """Take them, and leave them as they are."""
        self._settled = None
        self._stored, self._changes = stored
