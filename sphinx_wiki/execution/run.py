"""Running one note's code in one kernel; whatever happens there becomes a result."""

from __future__ import annotations

import ast
import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sphinx_wiki.execution.kernels import recorder, set_up
from sphinx_wiki.execution.kernels.warm import Kernels, KernelStartError
from sphinx_wiki.execution.limits import COUNT_LIMIT, OutputLimit
from sphinx_wiki.execution.model import Cell, Failure, Job, Result
from sphinx_wiki.execution.used import used

ENVIRONMENT = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PLOTLY_RENDERER": "plotly_mimetype",
    # In the page, not from elsewhere.
    "BOKEH_RESOURCES": "inline",
}

_NAME = "_sphinx_wiki_recorder"
_SET_UP_NAME = "_sphinx_wiki_set_up"
_IOPUB_LIMIT = 60
_REPORT_LIMIT = 10.0


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
        await _set_up(client, job.root)
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
        heard = await _report(client)
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


async def _run_cell(
    runner: _Runner, node: NotebookNode, place: int, cell: Cell
) -> Failure | None:
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
        return Failure("died", place, "KernelDied", "the kernel died while the cell ran")
    finally:
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
            coalesce_streams=True,
            # What it would log is in the result.
            log=logging.Logger("nbclient", logging.CRITICAL + 1),
        )
        self.kc = client
        client.allow_stdin = False
        self.iopub_timeout = _IOPUB_LIMIT
        self.reset_execution_trackers()
        self._limit = OutputLimit()

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message of the kernel, unless the cell has said too much already."""
        return super().process_message(msg, cell, cell_index) if self._limit.admit(msg) else None

    def say_what_was_cut(self, cell: NotebookNode) -> None:
        """End the cell's output with how much was left out."""
        if remark := self._limit.remark():
            cell.outputs.append(new_output("stream", name="stderr", text=f"\n… {remark}\n"))


# Run before a note's own code; leaves no name behind.
_SET_UP = """
def _set_up(sources, root, outputs):
    import sys, types
    for name, source in sources.items():
        sys.modules[name] = module = types.ModuleType(name)
        exec(source, module.__dict__)
    sys.modules[{set_up!r}].set_up(get_ipython(), outputs)
    module = sys.modules[{recorder!r}]
    module.current = module.Recorder(root)
_set_up({sources!r}, {root!r}, {outputs!r})
del _set_up
"""


async def _set_up(client: AsyncKernelClient, root: Path) -> None:
    modules = {_SET_UP_NAME: set_up, _NAME: recorder}
    sources = {
        name: Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, module in modules.items()
    }
    code = _SET_UP.format(
        set_up=_SET_UP_NAME, recorder=_NAME, sources=sources, root=str(root), outputs=COUNT_LIMIT
    )
    await _ask(client, code, {})


async def _report(client: AsyncKernelClient) -> Mapping[str, Any] | None:
    """Give what the recorder heard; ``None`` where the code took it away."""
    question = f"__import__('sys').modules[{_NAME!r}].current.report()"
    reply = await _ask(client, "", {"report": question})
    try:
        text = ast.literal_eval(reply["user_expressions"]["report"]["data"]["text/plain"])
        report: Mapping[str, Any] = json.loads(text)
    except (KeyError, ValueError, SyntaxError, TypeError):
        return None
    return report


async def _ask(
    client: AsyncKernelClient, code: str, expressions: Mapping[str, str]
) -> Mapping[str, Any]:
    """Run *code* unseen and give the reply; an empty one where none comes."""
    asked = client.execute(code, silent=True, user_expressions=dict(expressions))
    try:
        async with asyncio.timeout(_REPORT_LIMIT):
            while True:
                reply = await client.get_shell_msg()
                if reply["parent_header"].get("msg_id") == asked:
                    content: Mapping[str, Any] = reply["content"]
                    return content
    except TimeoutError:
        return {}
