"""Running one note's code in one kernel; whatever happens there becomes a result."""

from __future__ import annotations

import ast
import asyncio
import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from sphinx_wiki.execution.kernels import recorder
from sphinx_wiki.execution.kernels.warm import Kernels, KernelStartError
from sphinx_wiki.execution.model import Cell, Failure, Job, Result
from sphinx_wiki.execution.store import digest

OUTPUT_LIMIT = 200_000
"""How many characters a cell's text may have; the rest is counted and left out."""

ENVIRONMENT = {
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PLOTLY_RENDERER": "plotly_mimetype",
    # In the page, not from elsewhere.
    "BOKEH_RESOURCES": "inline",
}

_NAME = "_sphinx_wiki_recorder"
_MODULE = re.compile(r"No module named '([\w.]+)'")
_IOPUB_LIMIT = 60
_REPORT_LIMIT = 10.0


async def run(job: Job, kernels: Kernels) -> Result:
    """Run *job*; a failure of any kind is part of the result."""
    try:
        async with kernels.start(job.kernel, job.folder, ENVIRONMENT) as started:
            return await _run(job, *started)
    except KernelStartError as error:
        return Result([], Failure("start", None, "KernelStartError", str(error)))


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
        words = f"{failure.message}; it was ended."
        cells[failure.cell].outputs.append(
            new_output("error", ename=failure.name, evalue=words, traceback=[])
        )
    files = {}
    if records and (failure is None or failure.final):
        files = await _files(client, job, failure)
    runner.set_widgets_metadata()
    return Result(
        outputs=[cell.outputs for cell in cells],
        failure=failure,
        files=files,
        language_info=language,
        widgets=runner.nb.metadata.get("widgets", {}),
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
        self._seen = 0
        self._cut = 0

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Take a message of the kernel; of too much text only the beginning."""
        if msg["msg_type"] == "stream":
            text = msg["content"]["text"]
            room = max(0, OUTPUT_LIMIT - self._seen)
            self._seen += len(text)
            if len(text) > room:
                self._cut += text.count("\n", room)
                if not room:
                    return None
                msg["content"]["text"] = text[:room]
        return super().process_message(msg, cell, cell_index)

    def say_what_was_cut(self, cell: NotebookNode) -> None:
        """End the cell's output with how much was left out."""
        if self._seen > OUTPUT_LIMIT:
            words = f"\n… {self._cut:,} more lines of output are not shown.\n"
            cell.outputs.append(new_output("stream", name="stderr", text=words))
        self._seen = self._cut = 0


# Run before a note's own code; leaves no name behind.
_SET_UP = """
def _set_up(name, source, root):
    import sys, types
    shell = get_ipython()
    # Sharp on every screen; the size on the page stays what it is.
    shell.config.InlineBackend.figure_formats = {{"retina"}}
    if "matplotlib.pyplot" in sys.modules:
        # Imported before there was a shell that could show its figures.
        shell.run_line_magic("matplotlib", "inline")
    sys.modules[name] = module = types.ModuleType(name)
    exec(source, module.__dict__)
    module.current = module.Recorder(root)
_set_up({name!r}, {source!r}, {root!r})
del _set_up
"""


async def _set_up(client: AsyncKernelClient, root: Path) -> None:
    source = Path(recorder.__file__).read_text(encoding="utf-8")
    await _ask(client, _SET_UP.format(name=_NAME, source=source, root=str(root)), {})


async def _files(
    client: AsyncKernelClient, job: Job, failure: Failure | None
) -> dict[str, str | None]:
    """Give the digests of the files that the code read, and of those it missed."""
    question = f"sorted(__import__('sys').modules[{_NAME!r}].current.read)"
    reply = await _ask(client, "", {"files": question})
    try:
        data = reply["user_expressions"]["files"]["data"]["text/plain"]
        names: list[str] = ast.literal_eval(data)
    except (KeyError, ValueError, SyntaxError):
        # The code took the record away, or ended its kernel in peace.
        return {}
    if failure is not None and (match := _MODULE.search(failure.message)):
        path = match[1].replace(".", "/")
        folder = job.folder.relative_to(job.root).as_posix() if _below(job) else "."
        names += [f"{folder}/{path}.py".removeprefix("./")]
    return {name: digest(job.root / name) for name in names}


def _below(job: Job) -> bool:
    return job.folder.is_relative_to(job.root)


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
