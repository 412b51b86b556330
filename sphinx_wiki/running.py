"""What lives only while a build runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_wiki.facts.wiki import Wiki

if TYPE_CHECKING:
    from sphinx_wiki.execution.kernels.kept import KeptServer
    from sphinx_wiki.execution.model import Result
    from sphinx_wiki.settling.resettle import Alike, Before
    from sphinx_wiki.settling.standing import Asked


class Running:
    """What a build knows beside the facts; nothing of it is kept for the next one."""

    tells_rivals = False
    """Whether settling names all that several notes claim, and not only what was read."""
    _wiki: Wiki | None = None
    settle: Callable[[], object] | None = None
    """Settles the wiki when it is first asked for, where it stands as the last build left it."""
    before: Before | None = None
    """What others could see of the notes that this build reads."""
    alike: Alike | None = None
    """What the wiki has in common with that of the last build, where most of it is as it was."""
    asked: Asked | None = None
    """What the wiki is settled from, besides notes."""
    prints: Mapping[str, str] = MappingProxyType({})
    """The fingerprint of every page, as settled."""
    reading: frozenset[str] = frozenset()
    """The notes that this build reads."""
    touched: bool = False
    """Whether files have other times than the last build saw, and are what they were."""
    runs_code: bool = True
    """Whether this build runs code; one that does not shows what it has no result of as it is."""
    kept: KeptServer | None = None
    """What kernels are forked from, in a process that builds more than once."""
    has_run: frozenset[str] = frozenset()
    """The keys of code that was just run for what is built, and not to try again: it may have
    run up to its time limit."""
    unsaved: Mapping[str, Result] = MappingProxyType({})
    """What this build's code gave and the store could not keep, by key."""

    @property
    def wiki(self) -> Wiki | None:
        """What all facts together say, once they are known; never pickled."""
        if self._wiki is None and self.settle is not None:
            settle, self.settle = self.settle, None
            settle()
        return self._wiki

    @wiki.setter
    def wiki(self, wiki: Wiki) -> None:
        self._wiki = wiki
