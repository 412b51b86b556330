"""Running many notes' code at once, and keeping what it gave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from time import monotonic
from typing import Protocol

from sphinx_wiki.execution.kernels.warm import Kernels
from sphinx_wiki.execution.model import Job, Result
from sphinx_wiki.execution.plan import usual_modules
from sphinx_wiki.execution.run import run


class Watcher(Protocol):
    """Is told how the work goes on."""

    def begin(self, total: int) -> None:
        """Hear that *total* jobs will be run."""

    def done(self, job: Job, result: Result, seconds: float) -> None:
        """Hear that *job* took *seconds* and gave *result*."""


Execute = Callable[[Sequence[Job], Watcher, Callable[[Job, Result], None]], None]
"""Runs jobs, giving each result to the function as soon as it is there."""


def local(workers: int) -> Execute:
    """Give the function that runs jobs on this machine, *workers* at a time."""

    def execute(
        jobs: Sequence[Job], watcher: Watcher, keep: Callable[[Job, Result], None]
    ) -> None:
        asyncio.run(_all(jobs, workers, watcher, keep))

    return execute


async def _all(
    jobs: Iterable[Job], workers: int, watcher: Watcher, keep: Callable[[Job, Result], None]
) -> None:
    waiting = list(jobs)
    watcher.begin(len(waiting))
    with Kernels(usual_modules(waiting)) as kernels:
        waiting.reverse()

        async def work() -> None:
            while waiting:
                job = waiting.pop()
                started = monotonic()
                result = await run(job, kernels)
                keep(job, result)
                watcher.done(job, result, monotonic() - started)

        async with asyncio.TaskGroup() as group:
            for _ in range(min(workers, len(waiting))):
                group.create_task(work())
