"""The process that builds, as the one that serves sees it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from sphinx_wiki.live import worker
from sphinx_wiki.live.messages import Report, Request, Settings, Stop

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PATIENCE = 3.0
"""Seconds that a build may go on before it is ended."""


class Builder:
    """Starts the process, asks it for builds, and hears what it reports.

    :param heard: is given each report; ``None`` when the process is gone. Called in the loop
        of events.
    """

    def __init__(self, settings: Settings, heard: Callable[[Report | None], None]) -> None:
        self._settings = settings
        self._heard = heard
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    @property
    def exit_code(self) -> int | None:
        """What the process ended with; ``None`` while it runs."""
        return self._process.exitcode if self._process is not None else None

    def start(self, *, fresh: bool = False) -> None:
        """Start the process.

        :param fresh: whether it forgets what earlier builds read.
        """
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=worker.main, args=(theirs, self._settings), kwargs={"fresh": fresh}
        )
        process.start()
        theirs.close()
        self._process, self._connection = process, ours
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(ours, loop), daemon=True).start()

    def ask(self, request: Request) -> None:
        """Ask for a build; one that is not done by then is given up."""
        assert self._connection is not None
        # One that is gone is noticed by the listener.
        with suppress(OSError):
            self._connection.send(request)

    async def stop(self) -> None:
        """End the process: after the page that it writes, and soon in any case."""
        process, connection = self._process, self._connection
        if process is None or connection is None:
            return
        self._process = self._connection = None
        with suppress(OSError):
            connection.send(Stop())
        await asyncio.to_thread(process.join, _PATIENCE)
        if process.is_alive() and process.pid is not None:
            # As Ctrl-C: running code of notes is ended with it.
            os.kill(process.pid, signal.SIGINT)
            await asyncio.to_thread(process.join, _PATIENCE)
        if process.is_alive():
            process.kill()
            await asyncio.to_thread(process.join)
        connection.close()

    def _listen(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        """Pass on reports; runs in a thread of its own."""
        report: Report | None
        while True:
            try:
                report = connection.recv()
            except (EOFError, OSError):
                report = None
            if report is None and self._connection is not connection:
                # It was stopped.
                return
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._heard, report)
            if report is None:
                return
