"""Times live preview beside sphinx-autobuild: from saving a note to its new page, painted.

``python -m tests.benchmarks.live --sizes 200 1000 10000`` builds each folder once, and edits one
note again and again, the tools in turn on the same notes, with its page open in Chromium:
``live``, ``autobuild`` with this project, and ``plain``, which is sphinx-autobuild with plain
Sphinx and the packages that this project stands on.
``--keep FOLDER`` leaves notes and site there: the next run builds what has changed since.
``rest`` is when the last page is written; ``code`` the same as ``page`` for a cell of code that
is changed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks import notes
from tests.benchmarks.rounds import free_port
from tests.benchmarks.tools import PLAIN, WIKI
from tests.browser.chromium import ARGUMENTS, executable

ROOT = Path(__file__).parent.parent.parent
TOOLS = ("live", "autobuild", "plain")
_PLAIN = f'{PLAIN}root_doc = "note00000"\n'
"""Plain Sphinx wants an index that is a file; ours makes one where there is none."""
_NOTEBOOK = "---\nfile_format: mystnb\nkernelspec: {name: python3}\n---\n\n"
"""What plain MyST-NB wants to see before it runs cells."""
_LIMIT = 600_000
"""Milliseconds that a page may take to show an edit."""


@dataclass
class Timing:
    """Seconds of one tool, one for each edit."""

    page: list[float] = field(default_factory=list)
    code: list[float] = field(default_factory=list)
    rest: list[float] = field(default_factory=list)


def build(tool: str, folder: Path) -> list[str]:
    """Give where *tool* has its settings, the notes, and the site, as arguments of a build."""
    if tool == "plain":
        return ["-c", str(folder / "plain"), str(folder / "notes"), str(folder / "plain" / "site")]
    return [str(folder / "notes"), str(folder / "site")]


def command(tool: str, places: Sequence[str], port: int) -> list[str]:
    """Give how a tool is started on *places*, as :func:`build` gives them."""
    program = ["sphinx_wiki.command", "live"] if tool == "live" else ["sphinx_autobuild"]
    options = ["-D", "wiki_drafts=hide"] if tool == "live" else ["-q"]
    return [sys.executable, "-m", *program, *places, "--port", str(port), *options]


@contextmanager
def served(arguments: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, and end it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with log.open("wb") as out:
        process = subprocess.Popen(arguments, env=environment, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def edit(note: Path, number: int) -> str:
    """Put a new word into the text of *note*, save it; give what the page will show."""
    word = f"edit{number}x{time.time_ns()}"
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace("\n## ", f"\nThe word {word}.\n\n## ", 1), encoding="utf-8")
    return word


def edit_code(note: Path, number: int) -> str:
    """Change the cell of *note*, save it; give what it will print."""
    value = time.time_ns() + number
    cell = f"# Code\n\n```{{code-cell}}\nprint({value} + 1)\n```\n"
    note.write_text(_NOTEBOOK + cell, encoding="utf-8")
    return str(value + 1)


def shown(page: Any, words: str, started: float) -> float:
    """Give the seconds from *started* to the frame in which *page* has *words*."""
    found = """words => document.body && document.body.textContent.includes(words)
        && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))"""
    page.wait_for_function(found, arg=words, polling="raf", timeout=_LIMIT)
    return time.monotonic() - started


def quiet(site: Path, patience: float) -> float:
    """Wait until no page has been written for *patience* seconds; give when the last one was.

    What is saved for the next start, in hidden folders, is no page.
    """
    while True:
        try:
            with os.scandir(site) as files:
                newest = max(
                    file.stat().st_mtime for file in files if not file.name.startswith(".")
                )
        except FileNotFoundError:
            # Half of a file took the place of the whole one just then.
            continue
        newest = max(newest, (site / "_static").stat().st_mtime)
        if time.time() - newest > patience:
            return newest
        time.sleep(0.5)


def measure(tool: str, folder: Path, edits: int, patience: float) -> Timing:
    """Edit a note of the wiki in *folder* so many times under *tool*."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (of the test group)

    port = free_port()
    timing = Timing()
    source, site = folder / "notes", Path(build(tool, folder)[-1])
    size = len(list(source.glob("note*.md")))
    note, code = source / f"note{size // 2:05}.md", source / "code.md"
    home = f"http://127.0.0.1:{port}"
    with served(command(tool, build(tool, folder), port), folder / f"{tool}.log"):
        wait_for(port)
        quiet(site, max(patience, 5.0))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
            page = browser.new_page()
            for each, change, times in (
                (note, edit, timing.page),
                (code, edit_code, timing.code),
            ):
                page.goto(f"{home}/{each.stem}.html")
                page.wait_for_timeout(1000)
                before = each.read_bytes()
                for number in range(edits + 1):
                    words = change(each, number)
                    started, clock = time.monotonic(), time.time()
                    took = shown(page, words, started)
                    ended = quiet(site, patience)
                    if number:
                        # The first one warms up what is warm from then on.
                        times.append(took)
                        timing.rest.append(max(ended - clock, took))
                each.write_bytes(before)
            browser.close()
    return timing


def wait_for(port: int) -> None:
    """Wait until a server listens on *port*."""
    while True:
        with socket.socket() as there:
            if not there.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.2)


def table(size: int, timings: dict[str, Timing]) -> str:
    """Give the lines of one size."""
    names = list(timings)
    heads = "".join(f"{name:>20}" for name in names)
    lines = [f"{f'{size} notes':12}{heads}"]
    for row in ("page", "code", "rest"):
        medians = [statistics.median(getattr(timings[name], row)) for name in names]
        cells = "".join(f"{value:9.2f} s ({medians[0] / value:.2f})".rjust(20) for value in medians)
        lines.append(f"  {row:10}{cells}")
    return "\n".join(lines)


@contextmanager
def wiki(size: int, keep: Path | None) -> Iterator[Path]:
    """Give a folder with a wiki of *size* notes, which are as they were made.

    :param keep: where the folder is left, and found again.
    """
    folder = keep / str(size) if keep else Path(tempfile.mkdtemp(prefix="wiki-live-"))
    source, part = folder / "notes", folder / "part"
    try:
        if not source.is_dir():
            shutil.rmtree(part, ignore_errors=True)
            notes.write(part, size)
            (part / "conf.py").write_text(WIKI, encoding="utf-8")
            edit_code(part / "code.md", 0)
            (folder / "plain").mkdir(exist_ok=True)
            (folder / "plain" / "conf.py").write_text(_PLAIN, encoding="utf-8")
            part.rename(source)
        yield folder
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def compare(
    size: int, tools: Sequence[str], rounds: int, edits: int, keep: Path | None
) -> dict[str, Timing]:
    """Measure *tools* in turn on a wiki of *size* notes.

    :param keep: where the wiki is left, and found again.
    """
    with wiki(size, keep) as folder:
        for tool in tools:
            started = time.monotonic()
            arguments = [sys.executable, "-m", "sphinx", "-q", "-j", "auto", *build(tool, folder)]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            subprocess.run(arguments, env=environment, check=True, stderr=subprocess.DEVNULL)
            took = time.monotonic() - started
            print(f"{size} notes, built for {tool} in {took:.0f} s", flush=True)
        patience = 1.0 + size / 2000
        timings = {tool: Timing() for tool in tools}
        for _ in range(rounds):
            for tool in tools:
                found = measure(tool, folder, edits, patience)
                for row in ("page", "code", "rest"):
                    getattr(timings[tool], row).extend(getattr(found, row))
        return timings


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.live", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--rounds", type=int, default=2, help="starts of each tool, in turn")
    parser.add_argument("--edits", type=int, default=4, help="edits in each round")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=TOOLS)
    parser.add_argument("--keep", type=Path, help="folder that keeps what is built")
    options = parser.parse_args(arguments)
    for size in options.sizes:
        found = compare(size, options.tools, options.rounds, options.edits, options.keep)
        print(table(size, found), flush=True)
        print()


if __name__ == "__main__":
    main()
