"""``sphinx-wiki live`` in a process of its own, as somebody runs it."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TypeVar

from tests.wikis import ROOT, Wiki

T = TypeVar("T")

PATIENCE = 90.0
"""Seconds for what takes one on an idle machine."""


class Served:
    """A wiki that is being served; a context manager."""

    def __init__(self, wiki: Wiki, *options: str) -> None:
        self.wiki = wiki
        wiki.doctrees = wiki.outdir / ".doctrees"
        self._log = wiki.outdir.parent / "live.log"
        with self._log.open("wb") as log:
            self.process = started(*options, str(wiki.source), str(wiki.outdir), stdout=log)
        found = wait_for(lambda: re.search(r"http://\S+(?=/)", self.log()))
        self.address = found[0]
        self.host = self.address.removeprefix("http://")
        wait_for(self.builds)

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> int:
        """End it as Ctrl-C does, and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def log(self) -> str:
        """Give what it printed."""
        return self._log.read_text(encoding="utf-8")

    def builds(self) -> int:
        """Give how many builds have ended."""
        return len(re.findall(r"^\S+ (?:Built|The build failed)", self.log(), re.MULTILINE))

    def after(self, change: Callable[[], object]) -> str:
        """Make a change, and give what was printed until it was built."""
        before, said = self.builds(), len(self.log())
        change()
        wait_for(lambda: self.builds() > before)
        return self.log()[said:]

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Ask for *path*, as it is; give the status and the body."""
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.putrequest("GET", path, skip_host="Host" in (headers or {}))
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def processes(self) -> set[int]:
        """Give it and all that it has started and that still run (on Linux)."""
        return family(self.process.pid)


def started(*arguments: str, stdout: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """Start it in a session of its own, as if in a terminal."""
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx_wiki.command", "live", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=stdout,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def family(pid: int) -> set[int]:
    """Give a process and all that it has started and that still run (on Linux)."""
    found = {pid}
    while True:
        more = {pid for pid, parent in _parents() if parent in found} | found
        if more == found:
            return found
        found = more


def _parents() -> list[tuple[int, int]]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found.append((int(stat.parent.name), int(fields[1])))
    return found


def wait_for(question: Callable[[], T | None]) -> T:
    """Ask until the answer is true, and give it."""
    limit = time.monotonic() + PATIENCE
    while True:
        if answer := question():
            return answer
        assert time.monotonic() < limit, "waited too long"
        time.sleep(0.05)
