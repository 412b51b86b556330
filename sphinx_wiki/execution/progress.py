"""What is said while code runs: how much of it is done, which note's, and how long the rest takes.

A terminal has one line that changes; elsewhere, in a log say, each note has its own.
"""

from __future__ import annotations

import shutil
from time import monotonic

from sphinx._cli.util.colour import terminal_supports_colour
from sphinx.util import logging

from sphinx_wiki.execution.model import Job, Result

_LOGGER = logging.getLogger(__name__)
_ERASE = "\x1b[2K"
_MINUTE = 60


class Progress:
    """Is told how the work goes on, and says so."""

    def __init__(self) -> None:
        self._in_place = terminal_supports_colour()
        self._total = self._done = 0
        self._began = monotonic()
        self._running: dict[str, None] = {}

    def begin(self, total: int) -> None:
        """Say how many notes' code will run."""
        self._total = total
        _LOGGER.info("running code of %d %s...", total, "note" if total == 1 else "notes")

    def started(self, job: Job) -> None:
        """Say, on a terminal, which note's code runs."""
        self._running[job.docname] = None
        self._show()

    def done(self, job: Job, result: Result, seconds: float) -> None:
        """Say that the code of one note has ended."""
        self._done += 1
        self._running.pop(job.docname, None)
        if self._in_place:
            self._show()
            return
        mark = "" if result.failure is None else f" ({result.failure.name})"
        rest = f", {self._left()}" if self._done < self._total else ""
        words = f"{self._done} of {self._total}: {job.docname}{mark}, {duration(seconds)}{rest}"
        _LOGGER.info("running code... %s", words)

    def end(self) -> None:
        """Leave the line of the terminal as it was."""
        if self._in_place:
            _LOGGER.info(_ERASE, nonl=True)
            took = duration(monotonic() - self._began)
            _LOGGER.info("running code... done, %d of %d, %s", self._done, self._total, took)

    def _show(self) -> None:
        if not self._in_place:
            return
        left = f", {self._left()}" if self._done else ""
        words = f"running code... {self._done} of {self._total}{left}: {', '.join(self._running)}"
        width = shutil.get_terminal_size().columns - 1
        cut = words if len(words) <= width else f"{words[: width - 1]}…"
        _LOGGER.info("%s%s\r", _ERASE, cut, nonl=True)

    def _left(self) -> str:
        """Give the time that the rest takes if it takes as long as what is done."""
        each = (monotonic() - self._began) / self._done
        return f"{duration(each * (self._total - self._done))} left"


def duration(seconds: float) -> str:
    """Give a length of time in words.

    >>> duration(0.44), duration(12.3), duration(150)
    ('0.4 s', '12 s', '2 min 30 s')
    """
    if seconds < _MINUTE:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"  # noqa: PLR2004
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s"
