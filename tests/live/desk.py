"""The process that builds, driven by a test in its own process."""

from __future__ import annotations

from multiprocessing import Pipe

from sphinx_wiki.live.messages import Finished, Report, Request, Settings, Shown
from sphinx_wiki.live.worker import Worker
from tests.wikis import Wiki

DRAFTS = {"wiki_drafts": "show"}


class Bench:
    """A wiki that is built again and again without Sphinx being loaded anew."""

    def __init__(self, wiki: Wiki) -> None:
        self.wiki = wiki
        self.line, self.end = Pipe()
        self.reports: list[Report] = []
        self.worker = self._start()

    def _start(self) -> Worker:
        settings = Settings(
            self.wiki.source, self.wiki.outdir, self.wiki.doctrees, "html", dict(DRAFTS)
        )
        return Worker(self.end, settings, fresh=False)

    def restart(self) -> None:
        """End the process in order, and start another."""
        self.worker.close()
        self.worker = self._start()

    def build(self, *changed: str, opened: str = "") -> Finished:
        """Build what the files *changed*, from the folder of notes, make necessary."""
        paths = frozenset(str(self.wiki.source / path) for path in changed)
        self.worker.prepare()
        self.worker.answer(Request(paths, (opened,) if opened else ()))
        self.reports = self.heard()
        finished = self.reports[-1]
        assert isinstance(finished, Finished)
        return finished

    def heard(self) -> list[Report]:
        """Give what was reported since this was asked."""
        reports = []
        while self.line.poll():
            reports.append(self.line.recv())
        return reports

    @property
    def shown(self) -> tuple[str, ...]:
        """The pages that the last build showed before it ended."""
        return tuple(
            page for each in self.reports if isinstance(each, Shown) for page in each.pages
        )

