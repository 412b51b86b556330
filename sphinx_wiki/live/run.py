"""Live preview as a whole: what changes is built, what is built is shown."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from sphinx_wiki.live.hub import Hub
from sphinx_wiki.live.messages import Finished, Problem, Report, Settings, Shown, Started
from sphinx_wiki.live.problems import place
from sphinx_wiki.live.process import Builder
from sphinx_wiki.live.server import application
from sphinx_wiki.live.site import Site
from sphinx_wiki.live.terminal import say, shown, summary
from sphinx_wiki.live.watch import Contents, Relevance, back, bursts
from sphinx_wiki.live.words import _, panel, spoken


class _Server(uvicorn.Server):
    """Leaves signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Live:
    """Watches, builds and serves until it is told to stop."""

    def __init__(self, settings: Settings, host: str, editor: str = "") -> None:
        self._settings = settings
        self._hosts = frozenset({host.lower()})
        self._editor = editor
        self._site = Site(settings.output)
        self._builder = Builder(settings, self._heard)
        self._hub = Hub(self._site, self._builder.look_at, self._panel(spoken()))
        self._unfinished = not self._site.is_whole()
        self._relevant = Relevance(settings.source, (settings.output, settings.doctrees))
        self._contents = Contents(self._relevant)
        self._assets: dict[str, tuple[int, int]] = {}
        self._outside: frozenset[str] = frozenset()
        self._code: frozenset[str] = frozenset()
        self._watching = asyncio.Event()
        self._stop = asyncio.Event()
        self._lost = False

    async def run(self, listening: socket.socket) -> None:
        """Serve on *listening* until interrupted."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(name, self._stop.set)
            except NotImplementedError:
                # On Windows.
                signal.signal(name, lambda *_: loop.call_soon_threadsafe(self._stop.set))
        config = uvicorn.Config(
            application(self._site, self._hub, self._hosts),
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        server = _Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        watching = asyncio.create_task(self._watch())
        looking = asyncio.create_task(self._watch_anew())
        self._builder.start()
        self._builder.ask()
        await self._stop.wait()
        looking.cancel()
        server.should_exit = True
        self._watching.set()
        await self._builder.stop()
        await asyncio.gather(serving, watching, return_exceptions=True)

    async def _watch(self) -> None:
        """Ask for builds, until it is time to stop."""
        await asyncio.to_thread(self._contents.read, self._settings.source)
        while not self._stop.is_set():
            self._watching.clear()
            folders = [self._settings.source, *self._folders()]
            async for paths in bursts(folders, self._relevant, self._watching):
                changed = await asyncio.to_thread(self._contents.changed, paths)
                if not self._settings.source.is_dir():
                    # Watched again when it is there: it may be before anybody looks for it.
                    self._watching.set()
                if changed:
                    await self._changed(changed)

    async def _watch_anew(self) -> None:
        """Watch the folder of notes that is put in the place of another."""
        while True:
            await back(self._settings.source)
            self._watching.set()

    def _folders(self) -> list[Path]:
        """Give the folders outside the notes whose files matter."""
        found = {Path(path) for path in self._outside | self._code}
        folders = {path if path.is_dir() else path.parent for path in found if path.exists()}
        return sorted(
            folder
            for folder in folders
            if not any(folder != other and folder.is_relative_to(other) for other in folders)
            and not folder.is_relative_to(self._settings.source)
        )

    async def _changed(self, changed: frozenset[str]) -> None:
        known = self._outside | self._code
        changed = frozenset(
            path
            for path in changed
            if Path(path).is_relative_to(self._settings.source) or _among(path, known)
        )
        if not changed:
            return
        if self._lost or changed & self._code:
            if not self._lost:
                say(_("Code of the wiki changed: everything is built anew."))
            await self._builder.stop()
            self._builder.start(fresh=not self._lost)
            self._lost = False
        self._builder.ask(changed, self._hub.opened())

    def _heard(self, report: Report | None) -> None:
        """Pass on what the process that builds reports."""
        match report:
            case None:
                self._lost = True
                words = _(
                    "The process that builds ended by itself (exit code {code}); it starts again "
                    "with the next change."
                ).format(code=self._builder.exit_code)
                say(words)
                problem = self._shown(Problem("error", words))
                self._hub.tell(building=False, problems=[problem])
            case Started():
                self._hub.tell(building=True)
            case Shown(pages, seconds):
                say(shown(pages, seconds))
                self._hub.refresh()
            case Finished():
                self._finished(report)

    def _finished(self, report: Finished) -> None:
        say(summary(report))
        for problem in report.problems:
            where = place(problem, self._settings.source)
            say(f"  {where}{problem.level.upper()}: {problem.text}", stamp=False)
        before, self._assets = self._assets, self._site.assets()
        assets = tuple(
            sorted(name for name, now in self._assets.items() if before.get(name, now) != now)
        )
        problems = [self._shown(problem) for problem in report.problems]
        # Pages that load again hear of all else then.
        if self._unfinished and self._site.is_whole():
            self._unfinished = False
            self._hub.reload()
        self._hub.refresh(report.pages, assets)
        self._hub.tell(building=False, problems=problems, **self._panel(report.language))
        if not report.failed:
            watched = self._outside, self._code
            self._outside, self._code = frozenset(report.watched), frozenset(report.code)
            if watched != (self._outside, self._code):
                # Look at other folders from now on.
                self._watching.set()

    def _panel(self, language: str) -> dict[str, Any]:
        """Give the words of pages, where there was a build that knows their language."""
        return {"language": language, "words": panel(language)} if language else {}

    def _shown(self, problem: Problem) -> dict[str, Any]:
        """Give what a page shows of *problem*."""
        link = ""
        if self._editor and problem.path:
            values = {"path": problem.path, "line": problem.line or 1}
            link = self._editor.format_map(values)
        return {
            "level": problem.level,
            "text": problem.text,
            "place": place(problem, self._settings.source).rstrip(": "),
            "link": link,
        }


def _among(path: str, known: frozenset[str]) -> bool:
    """Tell whether *path* is one of *known*, or in one of these folders."""
    return path in known or any(str(parent) in known for parent in Path(path).parents)
