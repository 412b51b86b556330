"""Running many notes' code at once, and keeping what it gave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Protocol

from sphinx_wiki.coroutines import complete
from sphinx_wiki.execution.kernels.kept import KeptServer
from sphinx_wiki.execution.kernels.warm import Kernels
from sphinx_wiki.execution.model import Job, Result
from sphinx_wiki.execution.plan import usual_modules
from sphinx_wiki.execution.run import run


class Watcher(Protocol):
    """Is told how the work goes on."""

    def begin(self, total: int) -> None:
        """Hear that *total* jobs will be run."""

    def started(self, job: Job) -> None:
        """Hear that *job* is run now, where that is known."""

    def done(self, job: Job, result: Result, seconds: float) -> None:
        """Hear that *job* took *seconds* and gave *result*."""


Keep = Callable[[Job, Result], None]
"""Is given each result as soon as it is there."""


def run_here(
    jobs: Sequence[Job],
    workers: int,
    watcher: Watcher,
    keep: Keep,
    kept: KeptServer | None = None,
) -> None:
    """Run *jobs* on this machine, *workers* at a time.

    :param kept: what kernels are forked from, where it outlives this build.
    """
    complete(_all(jobs, workers, watcher, keep, kept))


async def _all(
    jobs: Sequence[Job], workers: int, watcher: Watcher, keep: Keep, kept: KeptServer | None
) -> None:
    waiting = list(reversed(jobs))
    with Kernels(usual_modules(waiting), kept=kept) as kernels:

        async def work() -> None:
            while waiting:
                job = waiting.pop()
                watcher.started(job)
                started = monotonic()
                result = await run(job, kernels)
                keep(job, result)
                watcher.done(job, result, monotonic() - started)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(workers, len(waiting))):
                group.create_task(work())
