"""What runs in a worker of a Dask cluster; imported only where Dask is."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from time import monotonic
from typing import Any

from distributed import get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from sphinx_wiki.execution.kernels.warm import Kernels
from sphinx_wiki.execution.model import Failure, Job, Result
from sphinx_wiki.execution.run import run

NAME = "sphinx-wiki"


class WorkerKernels(WorkerPlugin):
    """The kernels of one worker, for all its tasks."""

    name = NAME

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = tuple(modules)
        self.kernels: Kernels | None = None

    def setup(self, worker: Any) -> None:
        """Be ready to start kernels."""
        del worker
        self.kernels = Kernels(self._modules)

    def teardown(self, worker: Any) -> None:
        """End all kernels."""
        del worker
        if self.kernels is not None:
            self.kernels.__exit__()


def run_on_worker(job: Job) -> tuple[Result, float]:
    """Run *job* in this worker; give the seconds it took as well."""
    if not job.folder.is_dir():
        words = f"the worker on {socket.gethostname()} has no folder {job.folder}"
        return Result([], Failure("start", None, "NoFolder", words)), 0.0
    kernels: Kernels = get_worker().plugins[NAME].kernels
    started = monotonic()
    return asyncio.run(run(job, kernels)), monotonic() - started
