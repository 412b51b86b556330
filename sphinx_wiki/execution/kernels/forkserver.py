"""A process that imports what notes import, once, and forks kernels from itself.

Run as a script, never imported: ``python -P forkserver.py MODULE...``. Requests and
replies are lines of JSON on the standard streams:

- ``{"fork": [argument, ...], "folder": path, "environment": {...}}``: start a kernel with
  these arguments; the reply is ``{"pid": number}``.
- ``{"poll": pid}``: the reply is ``{"status": number}``, or ``null`` while it runs.

Each has a ``"number"`` besides, which comes back with its reply.

When the requests end, which they also do when the builder is killed, so do all kernels,
and on Linux all that they have started.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

# Of prctl(2).
DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG``: which signal a process gets when its parent ends."""
SUBREAPER = 36
"""``PR_SET_CHILD_SUBREAPER``: orphans below a process become its children."""


def main() -> None:
    """Serve until there are no more requests."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _control(SUBREAPER, 1)
    _import(sys.argv[1:])
    if sys.argv[1:] and threading.active_count() > 1:
        # A thread does not survive a fork, and what waits for it would wait for ever.
        os.dup2(requests.fileno(), 0)
        os.dup2(replies.fileno(), 1)
        os.execv(sys.executable, [sys.executable, "-P", __file__])
    gc.collect()
    gc.freeze()
    kernels: dict[int, int | None] = {}
    for line in requests:
        request = json.loads(line)
        if "fork" in request:
            pid = os.fork()
            if pid == 0:
                requests.close()
                replies.close()
                _become_kernel(request)
            kernels[pid] = None
            reply: dict[str, int | str | None] = {"pid": pid}
        else:
            reply = {"status": _poll(kernels, request["poll"])}
        reply["number"] = request["number"]
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()
    for pid in kernels:
        if _poll(kernels, pid) is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
    _end_orphans(kernels)


def _import(names: list[str]) -> None:
    # matplotlib reads it when it is imported; ipykernel would set it later.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in ("ipykernel.kernelapp", "ipykernel.ipkernel", *names):
        # What cannot be imported here fails where a note imports it.
        with contextlib.suppress(Exception):
            _rehearse(name, importlib.import_module(name))


def _rehearse(name: str, module: Any) -> None:
    """Use what loads most of itself when it is first used, to no effect but that."""
    if name == "plotly.graph_objects":
        module.Figure(module.Scatter(y=[0])).to_json()
    elif name == "plotly.express":
        # A seventh of a second for each kernel otherwise, half of what it costs.
        module.line(x=[0, 1], y=[0, 1]).to_json()


def _poll(kernels: dict[int, int | None], pid: int) -> int | None:
    """Give the exit status of *pid*, if it has ended; of an unknown one -1."""
    if kernels.get(pid, -1) is None:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            kernels[pid] = os.waitstatus_to_exitcode(status)
            _end_orphans(kernels)
    return kernels.get(pid, -1)


def _end_orphans(kernels: Mapping[int, int | None]) -> None:
    """End what ended kernels have left running in sessions of its own.

    A kernel adopts all below it, and its parent, this process, adopts them after it.
    """
    tried: set[int] = set()
    while orphans := [pid for pid in _children() if kernels.get(pid, 0) is not None]:
        if tried.issuperset(orphans):
            return
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError, ChildProcessError, PermissionError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        tried.update(orphans)
        # What these had started is a child of this process now.


def _children() -> Iterator[int]:
    """Give the children of this process, where the system tells: on Linux."""
    with contextlib.suppress(OSError):
        for task in os.listdir("/proc/self/task"):  # noqa: PTH208 (starts in little time)
            with open(f"/proc/self/task/{task}/children", "rb") as stream:  # noqa: PTH123
                yield from map(int, stream.read().split())


def _control(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value)


def _become_kernel(request: Mapping[str, Any]) -> NoReturn:
    """Be the kernel that *request* asks for, until it ends."""
    try:
        os.setsid()
        _control(DEATH_SIGNAL, signal.SIGKILL)
        _control(SUBREAPER, 1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        random.seed()
        if numpy := sys.modules.get("numpy"):
            # Else every kernel would draw the same numbers.
            numpy.random.seed()
        if "" not in sys.path:
            sys.path.insert(0, "")
        sys.argv = ["ipykernel_launcher.py", *request["fork"]]
        _kernel().launch_instance(argv=request["fork"])
    finally:
        os._exit(1)


def _kernel() -> Any:
    """Give ipykernel's application, of which no output is lost where it comes fast."""
    application: Any = importlib.import_module("ipykernel.kernelapp").IPKernelApp

    class Kernel(application):  # type: ignore[misc]
        def init_iopub(self, context: Any) -> None:
            # Else what waits above a thousand messages is dropped, the end of a cell with it.
            context.sndhwm = 0
            super().init_iopub(context)

    return Kernel


if __name__ == "__main__":
    main()
