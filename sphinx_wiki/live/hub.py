"""Who looks on: the open pages, and what each of them is told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sphinx_wiki.live.site import Site


@dataclass(eq=False)
class Viewer:
    """A page that is open in a browser."""

    page: str
    """The file, from the root of the site."""
    version: str
    """A digest of what it was when it was loaded."""
    seen: int = 0
    """Grows; the page that was looked at last has the highest."""
    outbox: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)


class Hub:
    """Tells every open page what it needs to know.

    :param looked_at: is told of every page that is looked at.
    :param words: what pages say before a build knows the language of the wiki.
    """

    def __init__(self, site: Site, looked_at: Callable[[str], None], words: dict[str, Any]) -> None:
        self._site = site
        self._looked_at = looked_at
        self._viewers: set[Viewer] = set()
        self._counter = itertools.count(1)
        self._state: dict[str, Any] = {
            "kind": "state",
            "building": True,
            "problems": [],
            **words,
        }

    def join(self, page: str, version: str) -> Viewer:
        """Take up a page that was opened; it is told at once how things stand."""
        viewer = Viewer(page, version, next(self._counter))
        self._viewers.add(viewer)
        self._looked_at(page)
        viewer.outbox.put_nowait(self._state)
        # It may have been loaded before a build and connected after it.
        self._refresh(viewer)
        return viewer

    def leave(self, viewer: Viewer) -> None:
        """Forget a page that was closed."""
        self._viewers.discard(viewer)

    def look(self, viewer: Viewer) -> None:
        """Remember that *viewer* is looked at."""
        viewer.seen = next(self._counter)
        self._looked_at(viewer.page)

    def opened(self) -> tuple[str, ...]:
        """Give the pages that are open, the one looked at first."""
        viewers = sorted(self._viewers, key=lambda viewer: -viewer.seen)
        return tuple(dict.fromkeys(viewer.page for viewer in viewers))

    def tell(self, **state: Any) -> None:
        """Tell everybody how things stand."""
        self._state = {**self._state, **state}
        for viewer in self._viewers:
            viewer.outbox.put_nowait(self._state)

    def refresh(self, pages: tuple[str, ...] = (), assets: tuple[str, ...] = ()) -> None:
        """Have pages loaded again whose bytes changed, and tell the others what changed.

        :param pages: the pages that are known to have changed.
        :param assets: the pictures, styles and scripts that changed.
        """
        for viewer in self._viewers:
            if not self._refresh(viewer) and (pages or assets):
                viewer.outbox.put_nowait(
                    {"kind": "changed", "pages": list(pages), "assets": list(assets)}
                )

    def reload(self) -> None:
        """Have all pages loaded again that are there."""
        for viewer in self._viewers:
            viewer.version = ""

    def _refresh(self, viewer: Viewer) -> bool:
        now = self._site.version(viewer.page)
        if now == viewer.version:
            return False
        viewer.version = now
        viewer.outbox.put_nowait({"kind": "reload" if now else "gone"})
        return True
