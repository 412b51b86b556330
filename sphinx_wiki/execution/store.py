"""Results on disk: each found by what it depends on, each written in one step.

No index and no lock: a result is a file that appears whole or not at all, so two
builds can share a folder, and a build that is killed leaves nothing half written.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from pathlib import Path

from sphinx_wiki.execution.model import Result
from sphinx_wiki.files import write_if_changed

FORMAT = 2
"""Raised when the files change their form; part of every key."""

KEPT_DAYS = 60
PLACE = "wiki/executed"
"""Where the store is unless conf.py says otherwise, from the folder of doctrees."""
_TAG_NAME = "CACHEDIR.TAG"
# The first line is fixed by the Cache Directory Tagging Specification.
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# The results of code in notes, kept by sphinx-wiki.
"""
_FOR = "# Notes: "
_DAY = 24 * 60 * 60


class Store:
    """The results in one folder.

    A record is named by its job's key and by a digest of the files that the code
    read; the latter are listed beside it, small enough to be compared at every build.
    """

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        """Open the store in *folder* for the notes in *root*, whose files results depend on."""
        self.folder = folder
        self._root = root or folder

    def find(self, key: str, *, final: bool = False) -> Path | None:
        """Give the record for *key* whose files are as they were when its code ran.

        Of several, as where another run asked for other files, that of use last.

        :param final: whether only results that may be kept count.
        """
        digests: dict[str, str | None] = {}
        for listing in sorted(self._of(key).glob("*.files"), key=_time, reverse=True):
            try:
                found = json.loads(listing.read_bytes())
                files = found["files"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if final and not found.get("final"):
                continue
            for name in files.keys() - digests.keys():
                digests[name] = digest(self._root / name)
            record = listing.with_suffix(".json")
            if record.exists() and all(digests[name] == was for name, was in files.items()):
                with suppress(OSError):
                    os.utime(listing)
                return record
        return None

    def latest(self, key: str) -> Path | None:
        """Give the record for *key* that was of use last, whatever became of its files."""
        listing = max(self._of(key).glob("*.files"), key=_time, default=None)
        return listing.with_suffix(".json") if listing is not None else None

    def load(self, record: Path) -> Result | None:
        """Give the result in *record*; ``None`` where that cannot be read."""
        try:
            return Result.from_json(json.loads(record.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, key: str, result: Result) -> Path:
        """Keep *result*; give its record.

        :raises OSError: where the folder cannot be written.
        """
        files = dict(sorted(result.files.items()))
        name = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:16]
        record = self._of(key) / f"{name}.json"
        listing = json.dumps({"final": result.final, "files": files}).encode()
        text = json.dumps(result.to_json()).encode()
        write_if_changed(record, text, writer=_writer())
        # Last: a record counts only with its listing.
        write_if_changed(record.with_suffix(".files"), listing, writer=_writer())
        with suppress(OSError):
            os.utime(record.with_suffix(".files"))
        self._mark()
        return record

    def _mark(self) -> None:
        """Tell programs that make backups that there is nothing to keep here."""
        if not (tag := self.folder / _TAG_NAME).exists():
            text = f"{_TAG}{_FOR}{self._root.resolve()}\n"
            write_if_changed(tag, text.encode(), writer=_writer())

    def records(self) -> Iterator[tuple[Path, int, float]]:
        """Give every record with its size in bytes and when it was last of use."""
        for record in self.folder.glob("??/*/*.json"):
            with suppress(OSError):
                listing = record.with_suffix(".files").stat()
                yield record, record.stat().st_size + listing.st_size, listing.st_mtime

    def prune(self, shown: Set[str] = frozenset(), now: float | None = None) -> int:
        """Delete what was of no use for :data:`KEPT_DAYS` days; give the number deleted.

        :param shown: the paths of records that pages show: these stay.
        """
        limit = (time.time() if now is None else now) - KEPT_DAYS * _DAY
        old = [
            record
            for record, _size, used in self.records()
            if used < limit and str(record) not in shown
        ]
        for record in old:
            self.delete(record)
        for part in self.folder.glob("??/*/*.part"):
            # What a build that was killed had not finished.
            with suppress(OSError):
                if part.stat().st_mtime < limit:
                    part.unlink()
        for folder in self.folder.glob("??/*"):
            # Not at once: another build may be about to write there.
            with suppress(OSError):
                if folder.stat().st_mtime < limit:
                    folder.rmdir()
        return len(old)

    def delete(self, record: Path) -> None:
        """Delete one record."""
        # First: without its listing a record is no longer found.
        for path in (record.with_suffix(".files"), record):
            path.unlink(missing_ok=True)

    def _of(self, key: str) -> Path:
        return self.folder / key[:2] / key


def made_for(folder: Path) -> Path | None:
    """Give the notes folder that the store in *folder* was first made for, if it is a store."""
    try:
        text = (folder / _TAG_NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    _before, found, path = text.partition(_FOR)
    return Path(path.strip()) if found else None


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _writer() -> str:
    return f".{os.getpid()}"


def digest(path: Path) -> str | None:
    """Give a digest of a file's bytes or of the names in a folder; ``None`` where there is none."""
    try:
        if path.is_dir():
            names = sorted(entry.name for entry in os.scandir(path))
            visible = [name for name in names if not name.startswith((".", "__pycache__"))]
            return "folder:" + hashlib.sha256("\n".join(visible).encode()).hexdigest()
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        # Gone, or no path at all.
        return None


def stamp(path: Path) -> tuple[int, int] | None:
    """Give what tells cheaply that a file or folder changed: its time in nanoseconds and size."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        # Gone, or no path at all.
        return None
    return status.st_mtime_ns, status.st_size


def stamps(root: Path, files: Iterable[str]) -> dict[str, tuple[int, int] | None]:
    """Give the stamp of each of *files*."""
    return {name: stamp(root / name) for name in files}
