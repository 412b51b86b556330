"""The process that builds: it keeps Sphinx loaded and the environment warm."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from sphinx.application import ENV_PICKLE_FILENAME

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.live.build import is_whole, update
from sphinx_wiki.live.code import loaded_code
from sphinx_wiki.live.messages import Finished, Problem, Request, Settings, Started, Stop
from sphinx_wiki.live.pages import Interrupted, LivePages
from sphinx_wiki.live.problems import Problems
from sphinx_wiki.live.session import Session

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_IDLE = 1.0
"""Seconds without a request after which the environment is saved."""


class _Outcome(NamedTuple):
    whole: bool = False
    failed: bool = False
    notes: int = 0
    read: int = 0
    pages: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


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
        worker.save()


class Worker:
    """Builds one request after another."""

    def __init__(self, connection: Connection, settings: Settings, *, fresh: bool) -> None:
        self._connection = connection
        self._settings = settings
        self._fresh = fresh
        self._env: BuildEnvironment | None = None
        self._unsaved = False
        self._problems = Problems()
        self._changed: frozenset[str] = frozenset()

    def run(self) -> None:
        """Answer requests."""
        while True:
            if not self._connection.poll(_IDLE if self._unsaved else None):
                self.save()
                continue
            message = self._connection.recv()
            if isinstance(message, Stop):
                return
            self._answer(message)

    def save(self) -> None:
        """Save the environment, if a build changed it, for the next start."""
        if self._env is None or not self._unsaved:
            return
        place = self._settings.doctrees / ENV_PICKLE_FILENAME
        part = place.with_name(f"{place.name}.part")
        with part.open("wb") as file:
            pickle.dump(self._env, file, pickle.HIGHEST_PROTOCOL)
        part.replace(place)
        self._unsaved = False

    def _answer(self, request: Request) -> None:
        """Build once for *request*, and for those that wait behind it."""
        started = monotonic()
        self._connection.send(Started())
        try:
            outcome = self._build(request)
        except Interrupted:
            return
        self._connection.send(
            Finished(
                seconds=monotonic() - started,
                pages=outcome.pages,
                notes=outcome.notes,
                read=outcome.read,
                whole=outcome.whole,
                problems=self._problems.all(),
                failed=outcome.failed,
                watched=outcome.watched,
                code=loaded_code(),
            )
        )

    def _build(self, request: Request) -> _Outcome:
        try:
            session = Session(self._settings, self._env, fresh=self._fresh)
        except (Exception, SystemExit) as error:
            self._fail(error)
            return _Outcome(failed=True)
        app = session.app
        try:
            return self._run(session, request)
        except (Exception, SystemExit) as error:
            if isinstance(error, Interrupted):
                raise
            # What an unfinished build left in memory is not to be trusted.
            self._env = None
            self._fail(error)
            return _Outcome(failed=True)
        finally:
            session.close()
            del app

    def _run(self, session: Session, request: Request) -> _Outcome:
        app = session.app
        builder = app.builder
        assert isinstance(builder, LivePages)
        whole = is_whole(app)
        self._unsaved = True
        self._env = app.env
        if whole:
            app.build()
        else:
            builder.interrupted = self._connection.poll
            update(app)
        self._fresh = False
        domain = wiki_domain(app.env)
        looked_at = None if whole else domain.reading | builder.written
        self._problems.replace(session.listener.heard, app.env.path2doc, looked_at)
        return _Outcome(
            whole=whole,
            notes=len(domain.notes),
            read=len(domain.reading),
            pages=tuple(sorted(builder.changed)),
            watched=_outside(app),
        )

    def _fail(self, error: BaseException) -> None:
        """Remember why there was no build, with the place in conf.py if it is at fault."""
        traceback.print_exception(error, file=sys.stderr)
        self._problems.replace([describe(error, self._settings)], lambda path: None, frozenset())


def describe(error: BaseException, settings: Settings) -> Problem:
    """Give what is to be said of an error that ended a build."""
    path, line = "", None
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, SyntaxError) and cause.filename:
        path, line = cause.filename, cause.lineno
    else:
        for frame in traceback.extract_tb(cause.__traceback__):
            if Path(frame.filename).is_relative_to(settings.source):
                path, line = frame.filename, frame.lineno
    if isinstance(error, SystemExit):
        return Problem("error", f"conf.py ended the build: {error}", path, line)
    words = str(error).strip() or type(error).__name__
    return Problem("error", words.splitlines()[0] if path else words, path, line)


def _outside(app: Sphinx) -> tuple[str, ...]:
    """Give what the site depends on outside the folder of notes."""
    source = Path(app.srcdir)
    wanted = {
        Path(os.path.normpath(source / path))
        for paths in app.env.dependencies.values()
        for path in paths
    }
    places = [*app.config.templates_path, *app.config.html_static_path, *app.config.html_extra_path]
    wanted |= {Path(os.path.normpath(source / place)) for place in places}
    return tuple(sorted(str(path) for path in wanted if not path.is_relative_to(source)))
