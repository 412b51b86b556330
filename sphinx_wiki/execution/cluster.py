"""Running notes' code on a Dask cluster, whose workers see the notes folder at its own path."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from sphinx_wiki.execution.engine import Keep, Watcher
from sphinx_wiki.execution.model import Failure, Job, Result
from sphinx_wiki.execution.plan import usual_modules

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_LIMIT = 10
_PATIENCE = 30.0
"""Seconds that a cluster may be without any worker."""
_LOOK = 1.0
_RETRIES = 2


class ClusterError(Exception):
    """A cluster that cannot be used, or no longer; ``left`` are the jobs that did not run."""

    def __init__(self, message: str, left: Sequence[Job]) -> None:
        super().__init__(message)
        self.left = left


def run_on_cluster(jobs: Sequence[Job], address: str, watcher: Watcher, keep: Keep) -> None:
    """Run *jobs* on the cluster whose scheduler is at *address*.

    Jobs of a worker that is lost are run by another.

    :param address: the empty string for the one that Dask's own configuration names.
    :raises ClusterError: where there is no cluster, or it is gone.
    """
    left = {job.key: job for job in jobs}
    try:
        with _quiet(), _connected(address) as client, _kernels(client, jobs):
            _run_all(client, left, watcher, keep)
    except ImportError as error:
        words = f"Dask is not installed ({error}); install it with: pip install sphinx-wiki[dask]"
        raise ClusterError(words, list(left.values())) from error
    except Exception as error:
        # Of many kinds, as connections, schedulers and workers fail in many ways;
        # when all has run, it is no matter.
        if not left:
            return
        words = str(error) or type(error).__name__
        raise ClusterError(words, list(left.values())) from error


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    import dask  # noqa: PLC0415 (an extra)
    from distributed import Client  # noqa: PLC0415

    address = address or dask.config.get("scheduler-address", None) or ""
    if not address:
        raise ValueError("wiki_execution_address names no scheduler")
    try:
        client = Client(address, timeout=_CONNECT_LIMIT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ConnectionError(f"no scheduler of Dask answers at {address}") from error
    with client, client.as_current():
        yield client


@contextmanager
def _kernels(client: Client, jobs: Sequence[Job]) -> Iterator[None]:
    """Have every worker, also one that comes later, ready to start kernels."""
    from sphinx_wiki.execution import worker  # noqa: PLC0415

    client.register_plugin(worker.WorkerKernels(usual_modules(jobs)), name=worker.NAME)
    try:
        yield
    finally:
        client.unregister_worker_plugin(worker.NAME)


def _run_all(client: Client, left: dict[str, Job], watcher: Watcher, keep: Keep) -> None:
    """Run the jobs in *left*, taking each out as it is done."""
    from distributed import wait  # noqa: PLC0415

    from sphinx_wiki.execution.worker import run_on_worker  # noqa: PLC0415

    submitted: dict[Future, Job] = {
        client.submit(run_on_worker, job, pure=False, retries=_RETRIES): job
        for job in left.values()
    }
    seen = monotonic()
    while submitted:
        if client.scheduler_info()["workers"]:
            seen = monotonic()
        elif monotonic() - seen > _PATIENCE:
            raise ConnectionError(f"the cluster had no worker for {_PATIENCE:.0f} s")
        try:
            finished = wait(list(submitted), timeout=_LOOK, return_when="FIRST_COMPLETED").done
        except TimeoutError:
            continue
        for future in finished:
            job = submitted.pop(future)
            result, seconds = _result(future)
            keep(job, result)
            del left[job.key]
            watcher.done(job, result, seconds)


def _result(future: Future) -> tuple[Result, float]:
    from distributed import KilledWorker  # noqa: PLC0415

    try:
        found: tuple[Result, float] = future.result()
    except KilledWorker:
        words = "every worker of the cluster that ran the code was lost"
        return Result([], Failure("died", None, "WorkerLost", words)), 0.0
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Dask logs out of the build: what matters is raised."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
