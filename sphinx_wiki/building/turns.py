"""One build after another: two that write into one folder at once would mix their pages.

Each would also find files gone that it has just written, and documents half written. A build
that is killed gives its turn up, as the system frees the lock.
"""

from __future__ import annotations

import errno
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sphinx.util import logging

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

_LOCK = "build.lock"
_PAUSE = 0.1
"""Seconds between two looks."""
_TAKEN = (errno.EACCES, errno.EAGAIN)


class Turn:
    """The turn of a build, from before it loads what the last one stored to its end.

    Only where the system knows locks of processes; live preview has a lock of its own.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def register(self, app: Sphinx) -> None:
        """Have it taken in the next build of *app*."""
        # 0 and 999: before and after anything is written.
        app.connect("config-inited", self.take, priority=0)
        app.connect("build-finished", self.give_up, priority=999)

    def take(self, app: Sphinx, config: Config) -> None:
        """Wait until no other build has the folder of doctrees, and have it."""
        del config
        if sys.platform == "win32" or not getattr(app, "takes_turns", True):
            return
        try:
            Path(app.doctreedir).mkdir(parents=True, exist_ok=True)
            self._file = Path(app.doctreedir, _LOCK).open("ab")  # noqa: SIM115 (until it ends)
        except OSError:
            # Sphinx says so.
            return
        told = False
        while not _locked(self._file):
            if not told:
                told = True
                logger.info("Another build writes into this folder; waiting for its end…")
            time.sleep(_PAUSE)

    def give_up(self, app: Sphinx, exception: Exception | None) -> None:
        """Let the next one build."""
        del app, exception
        if self._file is not None:
            self._file.close()
            self._file = None


def _locked(file: IO[bytes]) -> bool:
    """Lock *file* for this process, which may have it already; say whether nobody else has it."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Some file systems know no locks.
        return error.errno not in _TAKEN
    return True
