"""The process that builds, as the one that serves sees it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from sphinx_wiki.live import worker
from sphinx_wiki.live.messages import Idle, Report, Request, Settings, Stop
from sphinx_wiki.live.shared import Shared

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PATIENCE = 3.0
"""Seconds that a build may go on before it is ended."""
_FEW = 100
"""Files that change at once and of which one may be looked at before all are built."""


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
        self._looking: Looking | None = None
        self._shared = Shared()

    @property
    def exit_code(self) -> int | None:
        """What the process ended with; ``None`` while it runs."""
        return self._process.exitcode if self._process is not None else None

    def start(self, *, fresh: bool = False) -> None:
        """Start the process.

        :param fresh: whether it forgets what earlier builds read.
        """
        context = multiprocessing.get_context("spawn")
        page, self._shared = self._shared.looked_at(), Shared()
        self._shared.look_at(page)
        ours, theirs = context.Pipe()
        our_look, their_look = context.Pipe()
        process = context.Process(
            target=worker.main,
            args=(theirs, their_look, self._shared, self._settings),
            kwargs={"fresh": fresh},
        )
        with _deaf_to_ctrl_c():
            process.start()
        theirs.close()
        their_look.close()
        self._process, self._connection, self._looking = process, ours, Looking(our_look)
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(ours, our_look, loop), daemon=True).start()

    def ask(self, changed: frozenset[str] = frozenset(), opened: tuple[str, ...] = ()) -> None:
        """Ask for a build; one that is not done by then is given up.

        :param changed: the files that changed, absolute; none for the first build.
        :param opened: the files of the site that are open in a browser, the one looked at first.
        """
        assert self._connection is not None
        assert self._looking is not None
        request = Request(changed, opened, self._shared.ask())
        # One that is gone is noticed by the listener.
        with suppress(OSError):
            look = self._looking.ask(request)
            self._connection.send(request._replace(look=look))

    def look_at(self, page: str) -> None:
        """Say which page is looked at, from the root of the site."""
        self._shared.look_at(page)

    async def stop(self) -> None:
        """End the process: after the page that it writes, and soon in any case."""
        process, connection = self._process, self._connection
        if process is None or connection is None:
            return
        self._process = self._connection = None
        self._shared.end()
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

    def _listen(
        self, building: Connection, looking: Connection, loop: asyncio.AbstractEventLoop
    ) -> None:
        """Pass on reports; runs in a thread of its own."""
        report: Report | None
        while True:
            try:
                # What was shown is told before what was built after it.
                ready = wait([looking, building])
                report = (looking if looking in ready else building).recv()
            except (EOFError, OSError):
                report = None
            if report is None and self._connection is not building:
                # It was stopped.
                looking.close()
                return
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._take, building, report)
            if report is None:
                return

    def _take(self, building: Connection, report: Report | None) -> None:
        if not isinstance(report, Idle):
            self._heard(report)
        elif self._looking is not None and building is self._connection:
            with suppress(OSError):
                self._looking.rested()


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Have a process that is started not hear of Ctrl-C until it wants to.

    A terminal tells all that belong to the program that runs in it, and a process that
    is not ours yet would end with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Where this is yet to be started, too, it has signals heard afterwards.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Looking:
    """Asks for one first look at a time.

    :param line: leads to the process that takes them.
    """

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._there = False
        """Whether there is such a process."""
        self._idle = False
        self._next: Request | None = None

    def ask(self, request: Request) -> bool:
        """Ask for a look, now or after the one that is taken; say whether there will be one."""
        if not self._there or not request.opened or len(request.changed) > _FEW:
            return False
        if self._next is not None:
            request = request._replace(changed=request.changed | self._next.changed)
        self._next = request
        self._go_on()
        return True

    def rested(self) -> None:
        """Hear that it waits for a request."""
        self._there = self._idle = True
        self._go_on()

    def _go_on(self) -> None:
        if self._idle and self._next is not None:
            request, self._next, self._idle = self._next, None, False
            self._line.send(request)
