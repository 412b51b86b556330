"""Starting a kernel by forking it, through Jupyter's own way to start kernels differently."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

NAME = "sphinx-wiki-fork"
"""The provisioner's name among the entry points of ``jupyter_client``."""

_POLL_PAUSE = 0.002
_CLOSE_LIMIT = 10.0


class ForkServer:
    """The process that kernels are forked from, and the line to it.

    Copies of the process that started it can ask it, too, also at the same time.
    """

    def __init__(self, modules: Iterable[str]) -> None:
        """Start it; it imports *modules* while others go on."""
        self._owner = os.getpid()
        self._numbers = count()
        # Its lock belongs to the process that took it, and goes with it.
        self._turn = tempfile.TemporaryFile()  # noqa: SIM115 (as long as the server)
        script = Path(__file__).with_name("forkserver.py")
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(script), *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        self._lock = threading.Lock()

    def fork(self, arguments: list[str], folder: str, environment: Mapping[str, str]) -> int:
        """Start a kernel; give its process number.

        :raises RuntimeError: where the server is gone.
        """
        request = {"fork": arguments, "folder": folder, "environment": dict(environment)}
        return int(self._ask(request)["pid"])

    def poll(self, pid: int) -> int | None:
        """Give the exit status of a kernel; ``None`` while it runs."""
        status = self._ask({"poll": pid})["status"]
        return None if status is None else int(status)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Tell whether the server is gone, and with it all its kernels."""
        if os.getpid() == self._owner:
            return self._process.poll() is not None
        # Only the process that started it is told; another learns it when it asks.
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def close(self) -> None:
        """End the server, and with it all its kernels; in a copy of its owner, let go of it."""
        self._turn.close()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        if os.getpid() != self._owner:
            return
        try:
            self._process.wait(_CLOSE_LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        number = f"{os.getpid()}-{next(self._numbers)}"
        with self._lock, self._alone():
            requests, replies = self._streams()
            try:
                requests.write(json.dumps({**request, "number": number}).encode() + b"\n")
                requests.flush()
                while True:
                    reply: dict[str, Any] = json.loads(replies.readline())
                    # One that was killed may have left a reply unread.
                    if reply["number"] == number:
                        return reply
            except (OSError, ValueError) as error:
                raise RuntimeError("the process that starts kernels has ended") from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep copies of this process from asking meanwhile."""
        import fcntl  # noqa: PLC0415 (not on Windows, where nothing is forked)

        try:
            fcntl.lockf(self._turn, fcntl.LOCK_EX)
        except (OSError, ValueError) as error:
            raise RuntimeError("the process that starts kernels was let go of") from error
        try:
            yield
        finally:
            with suppress(OSError, ValueError):
                fcntl.lockf(self._turn, fcntl.LOCK_UN)

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


class ForkProvisioner(KernelProvisionerBase):
    """Forks a kernel from the server that its manager carries as ``server``."""

    pid: int | None = None

    @property
    def manager(self) -> Any:
        """The manager that starts the kernel; it carries the server."""
        return self.parent

    @property
    def has_process(self) -> bool:
        """Tell whether a kernel was started and not cleaned up."""
        return self.pid is not None

    async def poll(self) -> int | None:
        """Give the exit status, 0 where there is no process; ``None`` while it runs."""
        if self.pid is None:
            return 0
        try:
            status: int | None = self.manager.server.poll(self.pid)
        except RuntimeError:
            return -signal.SIGKILL
        return status

    async def wait(self) -> int | None:
        """Wait for the end; give the exit status."""
        while (status := await self.poll()) is None:
            await asyncio.sleep(_POLL_PAUSE)
        self.pid = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it has started."""
        if self.pid is not None and await self.poll() is None:
            try:
                os.killpg(self.pid, signum)
            except (ProcessLookupError, PermissionError):
                # Forked a moment ago, it leads no group yet.
                os.kill(self.pid, signum)

    async def kill(self, restart: bool = False) -> None:
        """End the kernel at once, and wait for it: who asks looks every 100 ms only."""
        await self.send_signal(signal.SIGKILL)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_LIMIT):
                await self.wait()

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Write the connection file and give the command that would start the kernel."""
        self.manager.write_connection_file()
        self.connection_info = self.manager.get_connection_info()
        command = self.manager.format_kernel_cmd(extra_arguments=kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork; of *cmd* only what follows the name of the module counts."""
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        folder = kwargs.get("cwd") or os.getcwd()  # noqa: PTH109 (a string is wanted)
        self.pid = self.manager.server.fork(arguments, str(folder), kwargs["env"])
        return self.connection_info

    async def cleanup(self, restart: bool = False) -> None:
        """Leave nothing: the files are the manager's."""
