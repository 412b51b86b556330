"""The process that builds, driven by a test in its own process."""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from sphinx_wiki.live.messages import Finished, Idle, Report, Request, Settings, Shown
from sphinx_wiki.live.shared import Lines
from sphinx_wiki.live.worker import Worker
from tests.wikis import Wiki

DRAFTS = {"wiki_drafts": "show"}
_PATIENCE = 5.0
"""Seconds in which a process that takes first looks says that it is there."""


class Bench:
    """A wiki that is built again and again without Sphinx being loaded anew.

    :param values: what the command line gives in place of values of conf.py.
    """

    def __init__(self, wiki: Wiki, **values: str) -> None:
        self.wiki = wiki
        self._values = {**DRAFTS, **values}
        self.line, self.end = Pipe()
        self.look, self._look_end = Pipe()
        self.number = 0
        self.looked_at: Callable[[], str] = str
        self.reports: list[Report] = []
        self.worker = self._start()

    def _start(self) -> Worker:
        settings = Settings(
            self.wiki.source, self.wiki.outdir, self.wiki.doctrees, "html", self._values
        )
        lines = Lines(self.end, self._look_end, lambda: self.number, self._looked_at)
        return Worker(lines, settings, fresh=False)

    def _looked_at(self) -> str:
        return self.looked_at()

    def restart(self) -> None:
        """End the process in order, and start another."""
        self.worker.close()
        self.worker = self._start()

    def request(self, *changed: str, opened: str = "") -> Request:
        """Give the next request: what the files *changed*, from the folder of notes."""
        self.number += 1
        paths = frozenset(str(self.wiki.source / path) for path in changed)
        return Request(paths, (opened,) if opened else (), self.number)

    def build(self, *changed: str, opened: str = "") -> Finished:
        """Build what the files *changed*, from the folder of notes, make necessary."""
        self.worker.rest()
        request = self.request(*changed, opened=opened)
        if opened and self.look.poll(_PATIENCE):
            assert set(map(type, _heard(self.look))) == {Idle}
            self.look.send(request)
            request = request._replace(look=True)
        self.worker.answer(request)
        self.reports = [*_heard(self.look), *self.heard()]
        finished = self.reports[-1]
        assert isinstance(finished, Finished)
        return finished

    def heard(self) -> list[Report]:
        """Give what was reported since this was asked."""
        return _heard(self.line)

    @property
    def shown(self) -> tuple[str, ...]:
        """The pages that the last build showed before it ended."""
        return tuple(
            page for each in self.reports if isinstance(each, Shown) for page in each.pages
        )


def _heard(line: Connection) -> list[Report]:
    reports = []
    while line.poll():
        reports.append(line.recv())
    return reports
