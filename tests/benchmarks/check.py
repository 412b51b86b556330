"""Times ``sphinx-wiki check`` beside ``sphinx-build`` of the same notes.

``python -m tests.benchmarks.check --size 1000`` prints medians of each, in seconds: a build from
nothing, then a build and a check where nothing has changed, and after an edit to one note. The
promise is that a check of 1,000 notes that were built takes less than 5 s.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from tests.benchmarks import notes

ROOT = Path(__file__).parent.parent.parent


def main() -> None:
    """Write the notes, time, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, site = Path(place, "notes"), Path(place, "site")
        notes.write(folder, options.size)
        (folder / "conf.py").write_text('project = "Notes"\nextensions = ["sphinx_wiki"]\n')
        build = ["-m", "sphinx", "-q", "-j", "auto", str(folder), str(site)]
        check = ["-m", "sphinx_wiki.command", "check", str(folder)]
        print(f"{options.size} notes; {options.rounds} rounds\n")
        print(f"build from nothing       {_time(build):6.2f} s")
        rounds = {"nothing has changed": _keep, "one edit": _edit(folder)}
        for words, edit in rounds.items():
            checks, builds = [], []
            for _ in range(options.rounds):
                edit()
                # The check first: it leaves what the build has to do.
                checks.append(_time(check))
                builds.append(_time(build))
            one, other = statistics.median(checks), statistics.median(builds)
            print(f"{words:19} check {one:6.2f} s, build {other:6.2f} s ({one / other:.2f})")


def _keep() -> None:
    """Edit nothing."""


def _edit(folder: Path) -> Callable[[], None]:
    path = sorted(folder.glob("*.md"))[0]

    def edit() -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")

    return edit


def _time(arguments: list[str]) -> float:
    begin = monotonic()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return monotonic() - begin


if __name__ == "__main__":
    main()
