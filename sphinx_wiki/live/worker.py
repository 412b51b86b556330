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

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.execution.kernels.kept import KeptServer
from sphinx_wiki.execution.kernels.warm import CAN_FORK
from sphinx_wiki.live import build
from sphinx_wiki.live.depends import loaded_code, outside_files
from sphinx_wiki.live.first_look import Settled, notes_in, prepare, run_code, settled, write_page
from sphinx_wiki.live.fork import Fork
from sphinx_wiki.live.messages import Finished, Problem, Request, Settings, Shown, Started, Stop
from sphinx_wiki.live.pages import LivePages
from sphinx_wiki.live.problems import Problems, describe
from sphinx_wiki.live.session import Session, Templates
from sphinx_wiki.records import save_environment

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_LOGGER = logging.getLogger(__name__)
_PAUSE = 0.15
"""Seconds that loading a page takes."""
_IDLE = 1.0
"""Seconds without a request after which the environment is saved."""


def main(connection: Connection, settings: Settings, *, fresh: bool) -> None:
    """Build whenever *connection* asks for it, until it says to stop or closes.

    :param fresh: whether to forget what earlier builds read.
    """
    # The process that serves hears of Ctrl-C, and says when to stop.
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    worker = Worker(connection, settings, fresh=fresh)
    try:
        worker.run()
    except (EOFError, KeyboardInterrupt, BrokenPipeError):
        return
    finally:
        worker.close()


class Worker:
    """Builds one request after another."""

    def __init__(self, connection: Connection, settings: Settings, *, fresh: bool) -> None:
        self._connection = connection
        self._settings = settings
        self._fresh = fresh
        self._env: BuildEnvironment | None = None
        self._config: Config | None = None
        """The values that the environment was last read with."""
        self._settled: Settled | None = None
        self._unsaved = False
        self._saving: Fork | None = None
        self._templates = Templates()
        self.kernels = KeptServer()
        """What the kernels of all builds are forked from."""
        self._ready: Session | None = None
        """An application for the next first look."""
        self._problems = Problems(settings.doctrees)
        self._behind: frozenset[str] = frozenset()
        """What builds that were given up were about."""

    def run(self) -> None:
        """Answer requests."""
        while True:
            if not self._connection.poll():
                self.prepare()
            if not self._connection.poll(_IDLE if self._unsaved else None):
                self._save_aside()
                continue
            message = self._connection.recv()
            if isinstance(message, Stop):
                return
            self.answer(message)

    def close(self) -> None:
        """Save what is not saved, and let go of Sphinx."""
        self._drop_ready()
        self.kernels.forget()
        if self._saving is not None:
            self._saving.outcome()
        self.save()

    def save(self) -> None:
        """Save the environment, if a build changed it, for the next start."""
        if self._env is None or not self._unsaved:
            return
        self._env.config = self._config  # type: ignore[assignment]
        save_environment(self._env, self._settings.doctrees)
        self._problems.save()
        self._unsaved = False

    def _save_aside(self) -> None:
        """Save without being kept from the next build by it."""
        if self._saving is not None:
            self._saving.outcome()
        self._saving = Fork(self.save)
        self._unsaved = False

    def prepare(self) -> None:
        """Have an application ready for a first look, if there was a build to look on from."""
        if self._env is None or self._settled is None or self._ready is not None:
            return
        try:
            self._ready = Session(self._settings, self._env, self._templates)
            prepare(self._ready.app, self._settled)
            wiki_domain(self._ready.app.env).kept = self.kernels
        except (Exception, SystemExit):
            # The next build says what is wrong.
            self._drop_ready()
        # What is here stays: copies of this process need not look through it.
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _drop_ready(self) -> None:
        if self._ready is not None:
            gc.unfreeze()
            self._ready.close()
            self._ready = None

    def answer(self, request: Request) -> None:
        """Build once for *request*."""
        started = monotonic()
        self._connection.send(Started())
        changed = request.changed | self._behind
        if self._ready is not None:
            self._look(self._ready, request, started)
        self._drop_ready()
        try:
            finished = self._build(request.opened, started)
        except InterruptedError:
            self._behind = changed
            return
        self._behind = frozenset()
        self._connection.send(finished)

    def _look(self, ready: Session, request: Request, started: float) -> None:
        """Show the page that somebody looks at, before all is built."""
        app, last = ready.app, self._settled
        builder = app.builder
        assert isinstance(builder, LivePages)
        if last is None or not (notes := notes_in(app, request.changed)):
            return
        pages = {
            builder.get_output_path(name).relative_to(app.outdir).as_posix(): name
            for name in notes
        }
        page = next((page for page in request.opened if page in pages), None)
        if page is None:
            return
        try:
            # Here, as a kernel is best started by the process that keeps them warm.
            run_code(app, pages[page])
            if Fork(lambda: write_page(app, pages[page], last)).outcome():
                self._connection.send(Shown((page,), monotonic() - started))
                # The browser is to have the processor for a moment.
                self._connection.poll(_PAUSE)
        except Exception:
            # The build that follows says what is wrong, and where.
            _LOGGER.debug("no first look at %s", page, exc_info=True)

    def _build(self, opened: tuple[str, ...], started: float) -> Finished:
        if self._env is not None and self._config is not None:
            # That it differs from the new one is for this build to see.
            self._env.config = self._config
        try:
            session = Session(self._settings, self._env, self._templates, fresh=self._fresh)
        except (Exception, SystemExit) as error:
            return self._failed(error, started)
        try:
            return self._run(session, opened, started)
        except InterruptedError:
            raise
        except (Exception, SystemExit) as error:
            # What an unfinished build left in memory is not to be trusted.
            self._env = self._settled = self._config = None
            return self._failed(error, started)
        except KeyboardInterrupt:
            self._env = None
            raise
        finally:
            session.close()

    def _run(self, session: Session, opened: tuple[str, ...], started: float) -> Finished:
        app = session.app
        builder = app.builder
        assert isinstance(builder, LivePages)
        wiki_domain(app.env).kept = self.kernels
        whole = build.is_whole(app)
        if whole:
            self._problems.forget()
        to_write, updated = build.read(app)
        domain = wiki_domain(app.env)
        said, session.listener.heard = session.listener.heard, []
        self._problems.after_reading(said, app.env, domain.reading, updated)
        self._env, self._config, self._settled = app.env, app.config, settled(app)
        self._fresh = False
        self._unsaved |= bool(updated)

        places = {
            builder.get_output_path(name).relative_to(app.outdir).as_posix(): name
            for name in app.env.found_docs
        }
        builder.first = [places[page] for page in opened if page in places]
        builder.shown = lambda pages: self._connection.send(
            Shown(tuple(sorted(pages)), monotonic() - started)
        )

        def write() -> tuple[set[str], set[str], list[Problem]]:
            build.write(app, to_write, updated)
            return builder.changed, builder.written, session.listener.heard

        if CAN_FORK:
            line = None if whole else self._connection
            changed, written, heard = Fork(write).outcome(line)
        else:
            self.save()
            changed, written, heard = write()
            self._env = self._settled = None
        self._problems.after_writing(heard, app.env, written)
        return Finished(
            seconds=monotonic() - started,
            pages=tuple(sorted(changed)),
            notes=len(domain.notes),
            read=len(domain.reading),
            whole=whole,
            problems=self._problems.all(),
            failed=False,
            watched=outside_files(app),
            code=loaded_code(),
        )

    def _failed(self, error: BaseException, started: float) -> Finished:
        """Remember why there was no build, with the place in conf.py if it is at fault."""
        _LOGGER.debug("the build failed", exc_info=error)
        self._problems.fail(describe(error, self._settings.source))
        problems = self._problems.all()
        return Finished(monotonic() - started, (), 0, 0, False, problems, failed=True)
