"""A process that imports what notes import, once, and forks kernels from itself.

Run as a script, never imported: ``python -P forkserver.py MODULE...``. Requests and
replies are lines of JSON on the standard streams:

- ``{"fork": [argument, ...], "folder": path, "environment": {...}}``: start a kernel with
  these arguments; the reply is ``{"pid": number}``.
- ``{"poll": pid}``: the reply is ``{"status": number}``, or ``null`` while it runs.

When the requests end, which they also do when the builder is killed, so do all kernels.
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
from collections.abc import Mapping
from typing import Any, NoReturn

DEATH_SIGNAL = 1
"""``PR_SET_PDEATHSIG`` of prctl(2): which signal a process gets when its parent ends."""


def main() -> None:
    """Serve until there are no more requests."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # matplotlib reads it when it is imported; ipykernel would set it later.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in ("ipykernel.kernelapp", "ipykernel.ipkernel", *sys.argv[1:]):
        # What cannot be imported here fails where a note imports it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
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
            reply: dict[str, int | None] = {"pid": pid}
        else:
            reply = {"status": _poll(kernels, request["poll"])}
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()
    for pid in kernels:
        if _poll(kernels, pid) is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


def _poll(kernels: dict[int, int | None], pid: int) -> int | None:
    """Give the exit status of *pid*, if it has ended; of an unknown one -1."""
    if kernels.get(pid, -1) is None:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            kernels[pid] = os.waitstatus_to_exitcode(status)
    return kernels.get(pid, -1)


def _become_kernel(request: Mapping[str, Any]) -> NoReturn:
    """Be the kernel that *request* asks for, until it ends."""
    try:
        os.setsid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
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
        kernelapp = importlib.import_module("ipykernel.kernelapp")
        kernelapp.launch_new_instance(argv=request["fork"])
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
