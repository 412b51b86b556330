"""Kernels for notes: forked warm where that can be done, started as Jupyter does elsewhere."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager

from sphinx_wiki.execution.kernels.kept import KeptServer
from sphinx_wiki.execution.kernels.provisioner import NAME, ForkServer

CAN_FORK = hasattr(os, "fork") and sys.platform != "darwin"
"""On macOS its own libraries do not survive a fork."""

_START_LIMIT = 60.0
_PATIENCE = 0.05
_RECONNECT_MS = 5
"""A kernel opens its sockets after they are connected to; ZeroMQ tries again after 100 ms."""
_LOSSES = 1
_CLOSED = "no kernels are started any more"


class KernelStartError(Exception):
    """A kernel that did not start; the text says why."""


class _Manager(AsyncKernelManager):
    """Carries the server that its provisioner forks from."""

    server: ForkServer | None = None

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The kernel's specification, naming our provisioner where there is a server."""
        spec = super().kernel_spec
        if spec is not None and self.server is not None:
            spec.metadata = {**spec.metadata, "kernel_provisioner": {"provisioner_name": NAME}}
        return spec


class Kernels:
    """Starts kernels until it is closed; a context manager.

    :param modules: what the warm process imports before it forks.
    :param warm: whether to fork at all.
    :param kept: gives a server that outlives these kernels; without one they have their own.
    """

    def __init__(
        self,
        modules: Iterable[str] = (),
        *,
        warm: bool = True,
        kept: KeptServer | None = None,
    ) -> None:
        self._kept = kept
        self._modules = tuple(modules)
        self._warm = warm and CAN_FORK
        self._server: ForkServer | None = None
        self._closed = False
        # A worker of a cluster runs several notes, each in a thread of its own.
        self._lock = threading.RLock()
        self.lost = 0
        """How often the process that kernels are forked from has ended by itself."""
        # The path of a local socket has 107 characters at most.
        self._folder = Path(tempfile.mkdtemp(prefix="wiki-"))
        self._folder.chmod(0o700)
        self._numbers = count()

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            if self._server is not None and self._kept is None:
                self._server.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def notice_loss(self) -> bool:
        """Tell whether the kernels there were are gone, as what they are forked from is."""
        with self._lock:
            if self._closed or self._server is None or not self._server.ended:
                return False
            self._server.close()
            self._server = None
            if self._kept is not None:
                self._kept.forget()
            self.lost += 1
            # One of them may be why.
            self._modules = ()
            return True

    def _fork_server(self) -> ForkServer | None:
        """Give what kernels are forked from; ``None`` where they are started otherwise."""
        with self._lock:
            if self._closed:
                raise KernelStartError(_CLOSED)
            self.notice_loss()
            if self._server is None and self._warm and self.lost <= _LOSSES:
                modules = self._modules
                self._server = self._kept.get(modules) if self._kept else ForkServer(modules)
            return self._server

    @asynccontextmanager
    async def start(
        self, name: str, folder: Path, environment: Mapping[str, str]
    ) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient, Mapping[str, Any]]]:
        """Give a fresh kernel called *name*, working in *folder*; it is gone afterwards.

        The third value is what it says about its language.

        :param environment: variables beside those of this process.
        :raises KernelStartError: where it does not start.
        """
        if self._closed:
            raise KernelStartError(_CLOSED)
        try:
            own = is_own_python(name)
        except NoSuchKernel as error:
            raise KernelStartError(f"the kernel {name!r} is not installed") from error
        server = self._fork_server() if own else None
        number = next(self._numbers)
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.RECONNECT_IVL, _RECONNECT_MS)
        manager = _Manager(kernel_name=name, context=context)
        if sys.platform != "win32":
            manager.transport = "ipc"
        manager.connection_file = str(self._folder / f"{number}.json")
        manager.server = server
        client: Any = None
        try:
            env = {**os.environ, **environment, "PYTHONDONTWRITEBYTECODE": "1"}
            await manager.start_kernel(cwd=str(folder), env=env)
            client = manager.client(context=context)
            client.start_channels(hb=False, stdin=False)
            language = await _ready(manager, client)
        except (OSError, RuntimeError) as error:
            await _end(manager, client)
            raise KernelStartError(f"the kernel {name!r} did not start: {error}") from error
        try:
            yield manager, client, language
        finally:
            await _end(manager, client)


async def _end(manager: AsyncKernelManager, client: AsyncKernelClient | None) -> None:
    if client is not None:
        client.stop_channels()
    if manager.has_kernel:
        await manager.shutdown_kernel(now=True)
    manager.cleanup_connection_file()
    manager.cleanup_ipc_files()
    manager.context.destroy(linger=0)


async def _ready(manager: AsyncKernelManager, client: AsyncKernelClient) -> Mapping[str, Any]:
    """Wait until the kernel answers and its output arrives; give its language.

    As ``wait_for_ready`` of jupyter_client, which sleeps a fifth of a second at least.
    """
    limit = monotonic() + _START_LIMIT
    while monotonic() < limit:
        asked = client.kernel_info()
        while True:
            try:
                reply = await client.get_shell_msg(timeout=1)
            except Empty:
                if not await manager.is_alive():
                    raise RuntimeError("it ended at once") from None
                if monotonic() > limit:
                    raise RuntimeError(f"no answer in {_START_LIMIT:.0f} s") from None
                continue
            if reply["parent_header"].get("msg_id") == asked:
                break
        try:
            while True:
                message = await client.get_iopub_msg(timeout=_PATIENCE)
                mine = message["parent_header"].get("msg_id") == asked
                if mine and message["content"].get("execution_state") == "idle":
                    language: Mapping[str, Any] = reply["content"]["language_info"]
                    return language
        except Empty:
            # Output went by before we were connected to it: ask again.
            await asyncio.sleep(_PATIENCE)
    raise RuntimeError(f"no output in {_START_LIMIT:.0f} s")


def is_own_python(name: str) -> bool:
    """Tell whether the kernel *name* is this Python, started in the ordinary way.

    :raises NoSuchKernel: where it is not installed.
    """
    spec = KernelSpecManager().get_kernel_spec(name)
    command = spec.argv
    usual = {sys.executable, "python", "python3", f"python3.{sys.version_info.minor}"}
    own = command[0] in usual or Path(command[0]).resolve() == Path(sys.executable).resolve()
    return own and "ipykernel_launcher" in command and not spec.env
