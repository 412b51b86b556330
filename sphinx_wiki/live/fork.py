"""Doing something in a copy of this process, which leaves no trace in this one."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

_PATIENCE = 0.2
"""Seconds that a copy has to end by itself."""


class ForkError(Exception):
    """What was done in the copy failed; the text is that of its error."""


class Fork:
    """A copy of this process that does one thing and ends.

    :param work: what it does; what it returns or raises is the outcome.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        ours, theirs = Pipe(duplex=False)
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if not self._pid:
            ours.close()
            _do(work, theirs)
        theirs.close()
        self._pipe = ours
        self._ended = False

    def outcome(self, interrupted: Connection | None = None) -> Any:
        """Wait for the outcome and give it.

        :param interrupted: ends the copy when something waits there.
        :raises InterruptedError: where it was ended.
        :raises ForkError: where it ended by itself without an outcome.
        :raises Exception: what *work* raised.
        """
        try:
            waiting = [self._pipe, *([interrupted] if interrupted is not None else [])]
            ready = wait(waiting)
            if self._pipe not in ready:
                self.end(_PATIENCE)
                raise InterruptedError
            try:
                failed, outcome = pickle.loads(self._pipe.recv_bytes())
            except EOFError:
                raise ForkError("the process that builds was ended from outside") from None
            if failed:
                raise outcome
            return outcome
        finally:
            self.end()

    def done(self) -> bool:
        """Tell whether it has ended."""
        if not self._ended and os.waitpid(self._pid, os.WNOHANG)[0]:
            self._ended = True
            self._pipe.close()
        return self._ended

    def end(self, patience: float = 0.0) -> None:
        """End it, if it does not end by itself in *patience* seconds."""
        limit = time.monotonic() + patience
        while not self.done() and time.monotonic() < limit:
            time.sleep(0.01)
        if not self._ended:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            self._ended = True
            self._pipe.close()


def _do(work: Callable[[], Any], pipe: Connection) -> None:
    """Do *work* in the copy, which ends here."""
    status = 1
    try:
        try:
            answer = pickle.dumps((False, work()))
        except Exception as error:  # of whatever kind
            answer = pickle.dumps((True, _portable(error)))
        pipe.send_bytes(answer)
        status = 0
    finally:
        # Nothing of this process is to be tidied up: it all belongs to the other.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return ForkError(f"{type(error).__name__}: {error}")
    return error
