"""Watching: which changes on disk are changes of the wiki."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

from watchfiles import awatch

_IGNORED_FOLDERS = frozenset(
    {"__pycache__", "node_modules", "site-packages", "jupyter_execute", "_build", "_site"}
)
# What editors write beside a file while they save it.
_TEMPORARY = re.compile(r"~$|\.(?:swp|swx|swo|tmp|part|crdownload)$|^#.*#$|^4913$|^\.")
_QUIET = 10
"""Milliseconds without a change that end a burst, of which up to twice as many pass."""
_LONGEST = 400
"""Milliseconds after which a burst that does not end is reported."""
_MANY = 3
_PATIENCE = 0.2
"""Seconds: where many files changed, as when another branch is checked out, more will. So it is
where all are gone or empty: an editor may be about to write them."""
_AGAIN = 0.5
"""Seconds from one look for a folder that was lost to the next."""
_LARGE = 32_000_000
"""Bytes above which a file's time and size stand for its content."""


class Relevance:
    """Tells which paths can matter.

    :param source: the folder of notes.
    :param outputs: what builds write to.
    """

    def __init__(self, source: Path, outputs: Iterable[Path]) -> None:
        self._source = source
        self._outputs = tuple(outputs)

    def __call__(self, path: Path) -> bool:
        """Tell whether *path*, absolute, is neither hidden, temporary nor an output."""
        if _TEMPORARY.search(path.name) or any(map(path.is_relative_to, self._outputs)):
            return False
        if not path.is_relative_to(self._source):
            return "__pycache__" not in path.parts
        folders = path.relative_to(self._source).parts[:-1]
        return not any(name.startswith(".") or name in _IGNORED_FOLDERS for name in folders)


class Contents:
    """Remembers what files hold, to tell a new content from a new time."""

    def __init__(self, relevant: Relevance) -> None:
        self._relevant = relevant
        self._known: dict[str, bytes | None] = {}

    def read(self, folder: Path) -> None:
        """Remember every file below *folder*."""
        for path in _files(folder, self._relevant):
            self._known[str(path)] = _content(path)

    def changed(self, paths: Iterable[Path]) -> frozenset[str]:
        """Give those of *paths* that hold something else than when they were last looked at."""
        asked: set[str] = set()
        gone: list[str] = []
        for path in paths:
            asked.add(str(path))
            if path.is_dir():
                asked.update(map(str, _files(path, self._relevant)))
            if str(path) not in self._known and not path.is_file():
                gone.append(f"{path}{os.sep}")
        if gone:
            # Also what a folder held that is gone or renamed.
            inside = tuple(gone)
            asked.update(known for known in self._known if known.startswith(inside))
        found = set()
        for each in asked:
            now = _content(Path(each))
            if self._known.get(each) != now:
                self._known[each] = now
                found.add(each)
        return frozenset(found)


def _files(folder: Path, relevant: Relevance) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if relevant(Path(root, name, "file"))]
        yield from (path for name in names if relevant(path := Path(root, name)))


def _content(path: Path) -> bytes | None:
    """Give a digest of what a file holds; ``None`` where there is none."""
    try:
        status = path.stat()
        if status.st_size > _LARGE:
            return repr((status.st_mtime_ns, status.st_size)).encode()
        return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    except OSError:
        return None


async def bursts(
    folders: Iterable[Path], relevant: Relevance, stop: asyncio.Event
) -> AsyncIterator[set[Path]]:
    """Give the paths that changed below *folders*, all changes of one burst together.

    The first of *folders* is given itself as soon as it is watched: what changed
    before that is to be looked for. Ends when *stop* is set, or one of them is not there.
    """
    folders = list(folders)
    waiting: asyncio.Queue[set[Path] | None] = asyncio.Queue()

    async def pump() -> None:
        try:
            async for changes in awatch(
                *folders,
                watch_filter=lambda _change, path: relevant(Path(path)),
                debounce=_LONGEST,
                step=_QUIET,
                stop_event=stop,
                recursive=True,
                ignore_permission_denied=True,
            ):
                await waiting.put({Path(path) for _change, path in changes})
        except FileNotFoundError:
            await asyncio.sleep(_AGAIN)
        finally:
            waiting.put_nowait(None)

    task = asyncio.create_task(pump())
    try:
        # The task watches from its first step on.
        await asyncio.sleep(0)
        yield {folders[0]}
        while (paths := await waiting.get()) is not None:
            while len(paths) > _MANY or not any(map(_is_whole, paths)):
                try:
                    more = await asyncio.wait_for(waiting.get(), _PATIENCE)
                except TimeoutError:
                    break
                if more is None:
                    # It is the end, after this.
                    waiting.put_nowait(None)
                    break
                paths |= more
            yield paths
    finally:
        task.cancel()


def _is_whole(path: Path) -> bool:
    """Tell whether something is at *path*."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


async def back(folder: Path) -> None:
    """Wait until *folder*, taken away or replaced by another, is there again.

    A watcher goes on looking at the one that it found first.
    """
    was = now = _identity(folder)
    lost = False
    while now is None or not (lost or now != was):
        await asyncio.sleep(_AGAIN)
        now = _identity(folder)
        lost = lost or now is None


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
