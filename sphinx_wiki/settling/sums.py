"""Files whose time changed and whose bytes did not: nothing is read again for these.

Sphinx compares times. ``git checkout`` to another branch and back gives new times to files that
are as they were, and what is copied over a file may be older than it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_wiki.execution.store import digest, stamp
from sphinx_wiki.paths import is_file

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read to be compared; of a larger one, the time counts."""


class Sum(NamedTuple):
    """What tells a file from another one."""

    stamp: tuple[int, int]
    """Modification time in nanoseconds and size in bytes."""
    digest: str | None
    """A digest of what is in it; ``None`` of a large file."""


Sums: TypeAlias = dict[str, Sum]
"""What notes depend on besides their own files, by path from the folder of notes."""


def wanted(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Give the files that the reading of a note depended on."""
    yield from map(str, env.dependencies.get(docname, ()))
    read = env.domaindata["wiki"]["reads"].get(docname)
    yield from read.files if read is not None else ()


def keep_sums(env: BuildEnvironment, docnames: Iterable[str]) -> frozenset[str]:
    """Remember what is in the files that *docnames*, which were just read, depend on.

    Gives the notes that may have read something else than is there now.
    """
    data = env.domaindata["wiki"]
    sums: Sums = data["sums"]
    unsure = set()
    for docname in docnames:
        used = data["reads"][docname].files if docname in data["reads"] else {}
        for path in wanted(env, docname):
            found = stamp(env.srcdir / path)
            if found is None:
                continue
            later = found != used[path] if path in used else found[0] > _end(env, docname)
            if later:
                unsure.add(docname)
            if (known := sums.get(path)) is None or known.stamp != found:
                sums[path] = Sum(found, _digest(env.srcdir / path, found))
    return frozenset(unsure)


def _end(env: BuildEnvironment, docname: str) -> int:
    """Give when a note had been read, in nanoseconds."""
    return (env.all_docs[docname] + 1) * 1000


def forget_sums(env: BuildEnvironment) -> None:
    """Forget files that no note depends on any more."""
    sums: Sums = env.domaindata["wiki"]["sums"]
    used = {path for docname in env.all_docs for path in wanted(env, docname)}
    for path in sums.keys() - used:
        del sums[path]


class Look:
    """One look at the files that notes depend on."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._root = Path(env.srcdir)
        self._sums: Sums = env.domaindata["wiki"]["sums"]
        self._same: dict[str, bool | None] = {}
        self._there: dict[str, bool] = {}
        self.touched = False
        """Whether some have another time."""

    def is_file(self, path: str) -> bool:
        """Say whether there is a file, which many notes may ask for."""
        if path not in self._there:
            self._there[path] = is_file(os.path.join(self._root, path))  # noqa: PTH118
        return self._there[path]

    def same(self, path: str) -> bool | None:
        """Say whether a file is what it was; ``None`` where nobody knows what it was."""
        if path not in self._same:
            self._same[path] = self._compare(path)
        return self._same[path]

    def _compare(self, path: str) -> bool | None:
        known, found = self._sums.get(path), stamp(self._root / path)
        if known is None:
            return None
        if found is None or known.stamp == found:
            return found is not None
        # A folder has a size of its own, whatever is in it.
        if known.digest is None or _digest(self._root / path, found) != known.digest:
            return False
        self._sums[path] = Sum(found, known.digest)
        self.touched = True
        return True


def _digest(path: Path, found: tuple[int, int]) -> str | None:
    return digest(path) if found[1] <= _LARGEST else None
