"""Before notes are read: their outdated code is run, all at once, into the store."""

from __future__ import annotations

import os
from time import monotonic
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_wiki.execution.engine import local
from sphinx_wiki.execution.model import Job, Result
from sphinx_wiki.execution.notes import jobs, store
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LOGGER = logging.getLogger(__name__)


def run_outdated(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Run the code of those of *docnames* whose results are not in the store."""
    kept = store(env)
    waiting: dict[str, Job] = {}
    for job in jobs(env, sorted(docnames)):
        # Notes with the same code in the same folder share a result.
        if not job.keep or kept.find(job.key, job.root, final=True) is None:
            waiting.setdefault(job.key, job)
    if not waiting:
        return

    def keep(job: Job, result: Result) -> None:
        try:
            kept.save(job.key, result)
        except OSError as error:
            warn(f"The results of code cannot be kept: {error}.", Kind.EXECUTION, job.docname)

    workers = app.config.wiki_execution_jobs or os.cpu_count() or 1
    local(workers)(list(waiting.values()), _Progress(workers), keep)
    kept.prune()


class _Progress:
    """Says on the terminal how many notes' code ran, and how long the rest may take."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._total = self._done = 0
        self._began = monotonic()

    def begin(self, total: int) -> None:
        """Say how many there are."""
        self._total = total
        _LOGGER.info("running code of %d %s...", total, "note" if total == 1 else "notes")

    def done(self, job: Job, result: Result, seconds: float) -> None:
        """Say that one has ended."""
        self._done += 1
        mark = "" if result.failure is None else f" ({result.failure.name})"
        left = (monotonic() - self._began) / self._done * (self._total - self._done)
        rest = f", {left:.0f} s left" if self._done < self._total else ""
        words = f"{self._done} of {self._total}: {job.docname}{mark}, {seconds:.1f} s{rest}"
        _LOGGER.info("running code... %s", words)
