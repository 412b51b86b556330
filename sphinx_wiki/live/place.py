"""The folder in which live preview builds: one program at a time.

Of two that build in the same, neither would see in its pages what the other has changed.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = "live.lock"
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


class Place(NamedTuple):
    """A folder that nobody else builds in, until *lock* is closed or the program ends."""

    output: Path
    doctrees: Path
    lock: IO[bytes]


def take(outputs: Iterable[Path]) -> Place | None:
    """Take the first of *outputs* that is free.

    :raises OSError: where it cannot be written.
    """
    for output in outputs:
        doctrees = output / ".doctrees"
        doctrees.mkdir(parents=True, exist_ok=True)
        if (lock := _locked(doctrees / _LOCK)) is not None:
            return Place(output, doctrees, lock)
    return None


def _locked(path: Path) -> IO[bytes] | None:
    file = path.open("wb")
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            file.close()
            return None
        # Some file systems know no locks.
    return file
