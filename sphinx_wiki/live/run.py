"""Live preview as a whole: what changes is built, what is built is shown."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from sphinx_wiki.live.depends import folders_of, is_among
from sphinx_wiki.live.hub import Hub
from sphinx_wiki.live.messages import Finished, Problem, Report, Settings, Shown, Started
from sphinx_wiki.live.panel import Panel
from sphinx_wiki.live.problems import place
from sphinx_wiki.live.process import Builder
from sphinx_wiki.live.server import application
from sphinx_wiki.live.site import Site
from sphinx_wiki.live.terminal import say, shown, summary
from sphinx_wiki.live.watch import Contents, Relevance, back, bursts
from sphinx_wiki.live.words import _, spoken

_LOOK = 0.5
"""Seconds from one look whether the site is there to the next."""


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
        self._panel = Panel(settings.source, editor)
        self._site = Site(settings.output)
        self._builder = Builder(settings, self._heard)
        self._hub = Hub(self._site, self._builder.look_at, self._panel.words(spoken()))
        self._unfinished = not self._site.is_whole()
        self._relevant = Relevance(settings.source, (settings.output, settings.doctrees))
        self._contents = Contents(self._relevant)
        self._assets: dict[str, tuple[int, int]] = {}
        self._outside: frozenset[str] = frozenset()
        self._code: frozenset[str] = frozenset()
        self._watching = asyncio.Event()
        self._stop = asyncio.Event()
        self._lost = False
        self._asking = asyncio.Lock()
        """Held while a build is asked for, or the process that builds is ended or replaced."""

    async def run(self, listening: socket.socket) -> None:
        """Serve on *listening* until interrupted."""
        loop = asyncio.get_running_loop()

        def stop(*_: object) -> None:
            # It may have closed already.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._stop.set)

        # Not by the loop, which gives Ctrl-C back to Python when it closes.
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, stop)
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
        keeping = asyncio.create_task(self._keep_site())
        self._builder.start()
        self._builder.ask()
        await self._stop.wait()
        looking.cancel()
        server.should_exit = True
        self._watching.set()
        async with self._asking:
            await self._builder.stop()
        await asyncio.gather(serving, watching, keeping, return_exceptions=True)

    async def _watch(self) -> None:
        """Ask for builds, until it is time to stop."""
        await asyncio.to_thread(self._contents.read, self._settings.source)
        while not self._stop.is_set():
            self._watching.clear()
            others = folders_of(self._outside | self._code, self._settings.source)
            folders = [self._settings.source, *others]
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

    async def _keep_site(self) -> None:
        """Build the site anew that somebody has deleted."""
        while not await self._stops_within(_LOOK):
            # Looked at twice: whoever deletes it is to be done with that.
            if self._is_gone() and not await self._stops_within(_LOOK) and self._is_gone():
                self._unfinished = True
                say(_("The built site was deleted: everything is built anew."))
                self._hub.reload()
                self._hub.tell(building=True)
                await self._ask(anew=True)

    def _is_gone(self) -> bool:
        return not self._unfinished and not self._site.is_whole()

    async def _stops_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
        return self._stop.is_set()

    async def _changed(self, changed: frozenset[str]) -> None:
        known = self._outside | self._code
        changed = frozenset(
            path
            for path in changed
            if Path(path).is_relative_to(self._settings.source) or is_among(path, known)
        )
        if not changed:
            return
        code = bool(changed & self._code)
        if code and not self._lost:
            say(_("Code of the wiki changed: everything is built anew."))
        await self._ask(changed, anew=code)

    async def _ask(self, changed: frozenset[str] = frozenset(), *, anew: bool) -> None:
        """Ask for a build.

        :param anew: whether nothing of earlier builds is to be used for it.
        """
        async with self._asking:
            if self._stop.is_set():
                return
            if self._lost or anew:
                await self._builder.stop()
                self._builder.start(fresh=anew and not self._lost)
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
                problem = self._panel.shown(Problem("error", words))
                self._hub.tell(building=False, problems=[problem])
            case Started():
                self._hub.tell(building=True)
            case Shown(pages, seconds):
                say(shown(pages, seconds))
                self._hub.refresh()
            case Finished():
                self._finished(report)

    def _finished(self, report: Finished) -> None:
        # Before it is said: who reads that may delete the site at once.
        begun = self._unfinished and self._site.is_whole()
        say(summary(report))
        for problem in report.problems:
            where = place(problem, self._settings.source)
            say(f"  {where}{problem.level.upper()}: {problem.text}", stamp=False)
        before, self._assets = self._assets, self._site.assets()
        assets = tuple(
            sorted(name for name, now in self._assets.items() if before.get(name, now) != now)
        )
        problems = [self._panel.shown(problem) for problem in report.problems]
        # Pages that load again hear of all else then.
        if begun:
            self._unfinished = False
            self._hub.reload()
        self._hub.refresh(report.pages, assets)
        self._hub.tell(building=False, problems=problems, **self._panel.words(report.language))
        if not report.failed:
            watched = self._outside, self._code
            self._outside, self._code = frozenset(report.watched), frozenset(report.code)
            if watched != (self._outside, self._code):
                # Look at other folders from now on.
                self._watching.set()
