"""The process that builds: it keeps Sphinx loaded and the environment warm.

It reads, and has copies of itself write: what reading leaves in memory is
kept for the next build, what writing leaves is not.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
from time import monotonic
from typing import TYPE_CHECKING

from sphinx.errors import SphinxParallelError

from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.execution.kernels.kept import KeptServer
from sphinx_wiki.execution.kernels.warm import CAN_FORK
from sphinx_wiki.heard import hearer
from sphinx_wiki.live import build
from sphinx_wiki.live.depends import loaded_code, outside_files
from sphinx_wiki.live.first_look import prepare
from sphinx_wiki.live.fork import Fork
from sphinx_wiki.live.looks import Looks
from sphinx_wiki.live.memory import Memory
from sphinx_wiki.live.messages import Finished, Problem, Request, Settings, Shown, Started, Stop
from sphinx_wiki.live.pages import LivePages
from sphinx_wiki.live.problems import Problems, describe
from sphinx_wiki.live.session import Session, Templates
from sphinx_wiki.live.shared import END, Lines, Shared

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LOGGER = logging.getLogger(__name__)
_PAUSE = 0.15
"""Seconds that loading a page takes."""
_IDLE = 1.0
"""Seconds without a request after which the environment is saved."""
_LONG_IDLE = 30.0
"""The same after which what nobody uses is looked for."""


def main(
    building: Connection, looking: Connection, shared: Shared, settings: Settings, *, fresh: bool
) -> None:
    """Build whenever *building* asks for it, until it says to stop or closes.

    :param looking: where looks are asked for, and shown.
    :param shared: what both processes see.
    :param fresh: whether to forget what earlier builds read.
    """
    _leave_terminal()
    lines = Lines(building, looking, shared.asked, shared.looked_at)
    worker = Worker(lines, settings, fresh=fresh)
    try:
        worker.run()
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return
    finally:
        # What is saved for the next start takes seconds in a large wiki, and is not begun twice.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        worker.close()


def _leave_terminal() -> None:
    """Be told of Ctrl-C no more: the process that serves hears of it, and says when to stop."""
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    if hasattr(signal, "pthread_sigmask"):
        # What was not heard until now is forgotten.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Worker:
    """Builds one request after another."""

    def __init__(self, lines: Lines, settings: Settings, *, fresh: bool) -> None:
        self._lines = lines
        self._connection = lines.building
        self._settings = settings
        self._fresh = fresh
        self._problems = Problems(settings.doctrees)
        self._memory = Memory(settings.doctrees, self._problems)
        self._templates = Templates()
        self.kernels = KeptServer()
        """What the kernels of all builds are forked from."""
        self._looks = Looks(lines.looking, lines.building, lines.asked)
        self._littered = False
        """Whether builds left what nobody uses."""
        self._rested = True
        """Whether looks are taken on what the last build left."""
        self._built = 0
        """The number of the request that was built last."""
        self._read: frozenset[str] = frozenset()
        """The notes that were read for builds that were given up."""

    def run(self) -> None:
        """Answer requests."""
        while True:
            if not self._connection.poll():
                self.rest()
            if not self._connection.poll(self._patience()):
                self._use_time()
                continue
            message = self._newest()
            if isinstance(message, Stop):
                return
            self.answer(message)

    def _newest(self) -> Request | Stop:
        """Give the last request that waits: building for it is building for those before it."""
        message: Request | Stop = self._connection.recv()
        while not isinstance(message, Stop) and self._connection.poll():
            message = self._connection.recv()
        return message

    def _patience(self) -> float | None:
        """Give for how long there is to be no request before something else is done."""
        if self._memory.unsaved:
            return _IDLE
        return _LONG_IDLE if self._littered else None

    def _use_time(self) -> None:
        """Do what is due, as nobody seems to be waiting."""
        if self._memory.unsaved:
            self._memory.save_aside()
            return
        # What applications of earlier builds left: two megabytes each. To look through all notes
        # takes a second in a large wiki.
        gc.collect()
        self._littered = False

    def close(self) -> None:
        """Save what is not saved, and let go of Sphinx."""
        self._looks.end()
        self.kernels.forget()
        self._memory.close()

    def rest(self) -> None:
        """Have first looks be taken on what the last build left, if there was one."""
        env, last = self._memory.env, self._memory.settled
        if self._rested or env is None or last is None:
            return
        self._rested = True
        try:
            if self._looks.modules:
                # Imported here once, and not by each process that looks.
                self.kernels.get(self._looks.modules)
            session = Session(self._settings, env, self._templates)
        except (Exception, SystemExit):
            # The next build says what is wrong.
            _LOGGER.debug("no first looks", exc_info=True)
            return
        try:
            prepare(session.app, last)
            wiki_domain(session.app.env).kept = self.kernels
            self._looks.renew(session, last, self.kernels, self._built)
        except (Exception, SystemExit):
            _LOGGER.debug("no first looks", exc_info=True)
        finally:
            session.close()

    def answer(self, request: Request) -> None:
        """Build once for *request*."""
        started = monotonic()
        self._connection.send(Started())
        try:
            if request.look and self._looks.wait(request.number, self._connection):
                # The browser is to have the processor for a moment.
                self._connection.poll(_PAUSE)
            finished = self._build(request, started)
        except InterruptedError:
            # The next build is about what this one was about, too.
            return
        self._built = request.number
        self._connection.send(finished)

    def _build(self, request: Request, started: float) -> Finished:
        self._rested, self._littered = False, True
        try:
            session = Session(
                self._settings, self._memory.recall(), self._templates, fresh=self._fresh
            )
        except (Exception, SystemExit) as error:
            return self._failed(error, started)
        try:
            return self._run(session, request, started)
        except InterruptedError:
            raise
        except (Exception, SystemExit) as error:
            # What an unfinished build left in memory is not to be trusted.
            self._memory.forget()
            return self._failed(error, started)
        except KeyboardInterrupt:
            self._memory.forget()
            raise
        finally:
            session.close()

    def _run(self, session: Session, request: Request, started: float) -> Finished:
        app = session.app
        builder = app.builder
        assert isinstance(builder, LivePages)
        wiki_domain(app.env).kept = self.kernels
        whole = build.is_whole(app)
        if whole:
            self._problems.forget()
        domain = wiki_domain(app.env)
        domain.tells_rivals = self._problems.of_rivals
        if request.look:
            domain.has_run = self._looks.ran
        to_write, updated = build.read(app)
        domain.tells_rivals = False
        heard, session.listener.heard = session.listener.heard, []
        self._problems.after_reading(heard, hearer().said, app.env, updated)
        self._read |= domain.reading
        self._memory.keep(app, changed=bool(updated))
        self._fresh = False

        places = {
            builder.get_output_path(name).relative_to(app.outdir).as_posix(): name
            for name in app.env.found_docs
        }
        looked_at = self._lines.looked_at
        opened = dict.fromkeys([looked_at(), *request.opened])
        builder.first = [places[page] for page in opened if page in places]
        builder.looked_at = lambda: places.get(looked_at(), "")
        builder.shown = lambda pages: self._connection.send(
            Shown(tuple(sorted(pages)), monotonic() - started)
        )
        # The whole wiki is built to its end, unless it is the end of all.
        limit = END - 1 if whole else request.number
        builder.outdated = lambda: self._lines.asked() > limit

        def write() -> tuple[set[str], set[str], list[Problem]]:
            try:
                build.write(app, to_write, updated)
            except SphinxParallelError as error:
                if self._lines.asked() > limit:
                    raise InterruptedError from error
                raise
            return builder.changed, builder.written, session.listener.heard

        if CAN_FORK:
            line = None if whole else self._connection
            changed, written, heard = Fork(write).outcome(line)
        else:
            self._memory.save()
            changed, written, heard = write()
            self._memory.forget()
        self._problems.after_writing(heard, app.env, written)
        read, self._read = self._read & app.env.found_docs, frozenset()
        return Finished(
            seconds=monotonic() - started,
            pages=tuple(sorted(changed)),
            read=len(read - wiki_project(app.env).pages.keys()),
            whole=whole,
            problems=self._problems.all(),
            failed=False,
            watched=outside_files(app),
            code=loaded_code(),
            language=app.config.language,
        )

    def _failed(self, error: BaseException, started: float) -> Finished:
        """Remember why there was no build, with the place in conf.py if it is at fault."""
        _LOGGER.debug("the build failed", exc_info=error)
        self._problems.fail(describe(error, self._settings.source))
        problems = self._problems.all()
        return Finished(monotonic() - started, (), 0, False, problems, failed=True)
