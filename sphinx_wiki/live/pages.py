"""Builders that write each page in one step, and know which ones changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.building.builder import FreshBuilder, FreshDirectoryBuilder

if TYPE_CHECKING:
    from docutils import nodes


class LivePages(FreshBuilder):
    """What our builders of HTML do differently while somebody looks on."""

    first: Sequence[str] = ()
    """The notes whose pages are looked at, and written before others."""
    looked_at: Callable[[], str] | None = None
    """Gives the note whose page is looked at now, also while others are written."""
    shown: Callable[[set[str]], None] | None = None
    """Hears which of these have other bytes now, before the others are written."""
    outdated: Callable[[], bool] | None = None
    """Says whether something changed since: its first look is not to be overwritten."""
    _rehearsing = False

    def init(self) -> None:
        """Begin with no page changed."""
        super().init()
        self.changed: set[str] = set()
        """The pages whose bytes changed, from the root of the site."""
        self.written: set[str] = set()
        """The notes whose pages were written."""

    def leading(self, docnames: Sequence[str]) -> Sequence[str]:
        """Give the pages that are looked at, or the first."""
        return [name for name in self.first if name in docnames] or docnames[:1]

    def in_turn(self, docnames: Sequence[str]) -> Iterator[str]:
        """Give *docnames*, the page that is looked at as soon as it is.

        It is shown when it is written, as somebody may have asked for it before it was there.
        """
        left = dict.fromkeys(docnames)
        while left:
            wanted = self.looked_at() if self.looked_at is not None else ""
            name = wanted if wanted in left else next(iter(left))
            del left[name]
            before = len(self.changed)
            yield name
            if name == wanted and self.shown is not None and len(self.changed) > before:
                self.shown({self.get_output_path(name).relative_to(self.outdir).as_posix()})

    def hand_over(self) -> tuple[set[str], set[str]]:
        """Give which pages were written, and which of them changed."""
        return self.changed, self.written

    def take_over(self, left: tuple[set[str], set[str]]) -> None:
        """Remember what another process has written."""
        changed, written = left
        self.changed |= changed
        self.written |= written

    def _write_serial(self, docnames: Sequence[str]) -> None:
        first = [name for name in self.first if name in docnames]
        if first:
            super()._write_serial(first)
            if self.shown is not None and self.changed:
                self.shown(self.changed)
        super()._write_serial([name for name in docnames if name not in first])

    def rehearse(self, docname: str, doctree: nodes.document) -> None:
        """Make a page and throw it away."""
        self._rehearsing = True
        try:
            super().write_doc(docname, doctree)
        finally:
            self._rehearsing = False

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, and remember that."""
        super().write_doc(docname, doctree)
        self.written.add(docname)

    def put(self, part: Path, path: Path) -> None:
        """Put a page in its place, and remember whether it holds something else now."""
        if self._rehearsing:
            part.unlink(missing_ok=True)
            return
        if self.outdated is not None and self.outdated():
            part.unlink(missing_ok=True)
            raise InterruptedError
        before = path.read_bytes() if path.is_file() else None
        if part.read_bytes() != before:
            self.changed.add(path.relative_to(self.outdir).as_posix())
        super().put(part, path)


class LivePageBuilder(LivePages):
    """``html``."""


class LiveDirectoryBuilder(LivePages, FreshDirectoryBuilder):
    """``dirhtml``."""
