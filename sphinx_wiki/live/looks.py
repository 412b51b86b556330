"""The process that takes first looks: a copy of the one that builds, as it was when it last rested.

It needs nothing that a build has at hand, so what is saved while a build goes on is
shown as soon as if there were none. When a build has ended and nobody waits, a new copy
takes its place, which knows what that build settled.
"""

from __future__ import annotations

import gc
import logging
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from time import monotonic
from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.live.first_look import Settled, notes_in, run_code, write_page
from sphinx_wiki.live.fork import Fork
from sphinx_wiki.live.messages import Idle, Request, Shown
from sphinx_wiki.live.pages import LivePages

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_wiki.execution.kernels.kept import KeptServer
    from sphinx_wiki.live.session import Session

_LOGGER = logging.getLogger(__name__)
_PATIENCE = 3.0
"""Seconds that a look may go on which another process is to take over from."""


class Looks:
    """The process that takes first looks, as the one that builds sees it.

    :param line: leads to the process that serves: requests come by it, and what is shown goes.
    :param building: leads there from the process that builds; a copy is to let go of it.
    :param asked: gives the number of the last request.
    """

    def __init__(
        self, line: Connection, building: Connection, asked: Callable[[], int]
    ) -> None:
        self._line = line
        self._building = building
        self._asked = asked
        self._fork: Fork | None = None
        self._control: Connection | None = None
        self._looked = 0
        self.modules: frozenset[str] = frozenset()
        """What the code of notes that were looked at imports."""
        self.ran: frozenset[str] = frozenset()
        """The keys of code that ran for the last look."""

    def renew(self, ready: Session, last: Settled, kernels: KeptServer, built: int) -> None:
        """Have looks be taken on what this process holds now.

        :param built: the number of the request that was built last.
        """
        self.end()
        ours, theirs = Pipe()

        def serve() -> None:
            ours.close()
            self._building.close()
            _Looker(self._line, theirs, ready, last, kernels).run(built)

        # What is here stays: a copy need not look through it for garbage.
        gc.freeze()
        self._fork = Fork(serve)
        gc.unfreeze()
        theirs.close()
        self._control = ours

    def wait(self, number: int, interrupted: Connection) -> bool:
        """Wait for the look that request *number* is about; say whether it showed a page.

        :raises InterruptedError: when something waits at *interrupted* before that.
        """
        shown = False
        while self._control is not None and self._looked < number:
            if self._control not in wait([self._control, interrupted]):
                raise InterruptedError
            try:
                shown = self._hear(self._control)
            except (EOFError, OSError):
                self.end()
                return False
        return shown

    def _hear(self, control: Connection) -> bool:
        """Hear of one look; say whether it showed a page."""
        self._looked, shown, modules, self.ran = control.recv()
        self.modules |= modules
        return bool(shown)

    def end(self) -> None:
        """End the process, after the look that it takes."""
        if self._control is not None:
            self._hear_the_last(self._control)
            self._control.close()
            self._control = None
        if self._fork is not None:
            self._fork.end(_PATIENCE)
            self._fork = None

    def _hear_the_last(self, control: Connection) -> None:
        """Ask the process to end, and hear of the looks that it took: nobody else takes them."""
        limit = monotonic() + _PATIENCE
        with suppress(OSError):
            control.send(None)
        try:
            while control.poll(max(0.0, limit - monotonic())):
                self._hear(control)
        except (EOFError, OSError):
            return
        # The look that it takes is given up.
        self._looked = self._asked()


class _Looker:
    """What runs in the copy."""

    def __init__(
        self,
        line: Connection,
        control: Connection,
        ready: Session,
        last: Settled,
        kernels: KeptServer,
    ) -> None:
        self._line = line
        self._control = control
        self._app = ready.app
        self._last = last
        self._kernels = kernels

    def run(self, built: int) -> None:
        """Take looks until something comes by the control, or its other end closes."""
        try:
            self._line.send(Idle())
            # The other process says but one thing: to end. Or it is gone.
            while self._control not in wait([self._line, self._control]):
                request = self._line.recv()
                shown = request.number > built and self._look(request)
                ran = wiki_domain(self._app.env).has_run
                self._control.send((request.number, shown, self._kernels.modules, ran))
                self._line.send(Idle())
        except (EOFError, OSError):
            return
        finally:
            self._kernels.forget()

    def _look(self, request: Request) -> bool:
        """Show the page that somebody looks at, before all is built."""
        started = monotonic()
        app, last = self._app, self._last
        builder = app.builder
        assert isinstance(builder, LivePages)
        pages = {
            builder.get_output_path(name).relative_to(app.outdir).as_posix(): name
            for name in notes_in(app, request.changed)
        }
        page = next((page for page in request.opened if page in pages), None)
        if page is None:
            return False

        def show() -> bool:
            changed = write_page(app, pages[page], last)
            if changed:
                # Not after the copy has ended, which in a large wiki takes a while.
                self._line.send(Shown((page,), monotonic() - started))
            return changed

        try:
            # Here, as a kernel is best started by a process that keeps what it is forked from.
            run_code(app, pages[page])
            return bool(Fork(show).outcome())
        except Exception:
            # The build that follows says what is wrong, and where.
            _LOGGER.debug("no first look at %s", page, exc_info=True)
            return False
