"""Running one note's code in one kernel; whatever happens there becomes a result."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sphinx_wiki.execution import aside
from sphinx_wiki.execution.kernels.warm import Kernels, KernelStartError
from sphinx_wiki.execution.limits import OutputLimit
from sphinx_wiki.execution.model import Cell, Failure, Job, Result
from sphinx_wiki.execution.streams import join_streams
from sphinx_wiki.execution.used import used

ENVIRONMENT = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PLOTLY_RENDERER": "plotly_mimetype",
    # In the page, not from elsewhere.
    "BOKEH_RESOURCES": "inline",
}

_IOPUB_LIMIT = 60


async def run(job: Job, kernels: Kernels) -> Result:
    """Run *job*; a failure of any kind is part of the result."""
    lost = kernels.lost
    while True:
        result = await _run_once(job, kernels)
        failed = result.failure is not None and result.failure.kind in ("died", "start")
        if not failed or not (kernels.notice_loss() or kernels.lost > lost):
            return result
        # It was no fault of the code: all kernels are gone.
        lost = kernels.lost


async def _run_once(job: Job, kernels: Kernels) -> Result:
    try:
        async with kernels.start(job.kernel, job.folder, ENVIRONMENT) as started:
            return await _run(job, *started)
    except KernelStartError as error:
        return Result([], Failure("start", None, "KernelStartError", str(error)))
    except Exception as error:
        # A message that no kernel should send is no reason to leave the others.
        words = f"{type(error).__name__}: {error}"
        return Result([], Failure("start", None, "NotRun", words))


async def _run(
    job: Job, manager: AsyncKernelManager, client: AsyncKernelClient, language: Mapping[str, Any]
) -> Result:
    records = job.language in ("python", "ipython")
    if records:
        await aside.set_up(client, job.root)
    cells = [new_code_cell(cell.source) for cell in job.cells]
    runner = _Runner(new_notebook(cells=cells), manager, client, job.cell_limit)
    failure = None
    try:
        async with asyncio.timeout(job.note_limit):
            for place, cell in enumerate(job.cells):
                failure = await _run_cell(runner, cells[place], place, cell)
                if failure is not None:
                    break
    except TimeoutError:
        failure = Failure("timeout", place, "Timeout", f"the code ran for {job.note_limit:g} s")
    if failure is not None and failure.kind != "error" and failure.cell is not None:
        ended = "; it was ended" if failure.kind == "timeout" else ""
        words = f"{failure.message}{ended}."
        cells[failure.cell].outputs.append(
            new_output("error", ename=failure.name, evalue=words, traceback=[])
        )
    heard: Mapping[str, Any] | None = {}
    if records and (failure is None or failure.final):
        heard = await aside.report(client)
        if failure is not None:
            failure = replace(failure, outer=heard is None or bool(heard["outer"]))
    depends = used(job, heard or {})
    runner.set_widgets_metadata()
    return Result(
        outputs=[cell.outputs for cell in cells],
        failure=failure,
        files=depends.files,
        language_info=language,
        widgets=runner.nb.metadata.get("widgets", {}),
        complete=heard is not None and depends.steady,
    )


async def _run_cell(runner: _Runner, node: NotebookNode, place: int, cell: Cell) -> Failure | None:
    if cell.may_fail:
        node.metadata["tags"] = ["raises-exception"]
    try:
        await runner.async_execute_cell(node, place)
    except CellExecutionError as error:
        return Failure("error", place, error.ename, error.evalue)
    except CellTimeoutError:
        return Failure("timeout", place, "Timeout", f"the cell ran for {runner.timeout:g} s")
    except DeadKernelError:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            # nbclient takes being cancelled for the death of the kernel.
            raise asyncio.CancelledError from None
        words = f"the kernel died while the cell ran{await runner.how_it_died()}"
        return Failure("died", place, "KernelDied", words)
    finally:
        node.outputs = join_streams(node.outputs)
        runner.say_what_was_cut(node)
    return None


class _Runner(NotebookClient):
    """Runs cells in a kernel that is started and ended by others."""

    def __init__(
        self,
        notebook: NotebookNode,
        manager: AsyncKernelManager,
        client: AsyncKernelClient,
        limit: float | None,
    ) -> None:
        super().__init__(
            notebook,
            km=manager,
            timeout=limit,
            record_timing=False,
            # What it would log is in the result.
            log=logging.Logger("nbclient", logging.CRITICAL + 1),
        )
        self.kc = client
        self._manager = manager
        client.allow_stdin = False
        self.iopub_timeout = _IOPUB_LIMIT
        self.reset_execution_trackers()
        self._limit = OutputLimit()

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message of the kernel, unless the cell has said too much already."""
        return super().process_message(msg, cell, cell_index) if self._limit.admit(msg) else None

    async def how_it_died(self) -> str:
        """Give, for the end of a sentence, what is known of the kernel's end."""
        provisioner = self._manager.provisioner
        status = await provisioner.poll() if provisioner is not None else None
        if not status:
            return ""
        if status > 0:
            return f": it ended with the status {status}"
        if status == -signal.SIGKILL:
            return ": it was killed, perhaps because memory ran out"
        return f": it crashed ({signal.Signals(-status).name})"

    def say_what_was_cut(self, cell: NotebookNode) -> None:
        """End the cell's output with how much was left out."""
        if remark := self._limit.remark():
            cell.outputs.append(new_output("stream", name="stderr", text=f"\n… {remark}\n"))
