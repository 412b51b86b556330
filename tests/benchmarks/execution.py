"""Times notes that run code beside plain MyST-NB, which runs them one after another.

``python -m tests.benchmarks.execution --notes 40`` builds in turn, each build in a
process of its own: from nothing, after an edit to prose, and after an edit to code. The
last is also measured as writers meet it, from saving the note to the page that is served: by
``sphinx-wiki live``, beside a build of MyST-NB. Times are of the clock: running several notes
at once is what is measured.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.benchmarks.live import command, served, wait_for
from tests.benchmarks.rounds import free_port, medians

ROOT = Path(__file__).parent.parent.parent

_LOOK = 0.01
_PAUSE = 3.0

WIKI = """project = "Benchmark"
extensions = ["sphinx_wiki"]
"""

PLAIN = """project = "Benchmark"
extensions = ["myst_nb"]
html_theme = "pydata_sphinx_theme"
nb_execution_mode = "cache"
suppress_warnings = ["mystnb.unknown_mime_type"]
"""

INDEX = "# Notes\n\n```{toctree}\n:glob:\n\nnote*\n```\n"

NOTE = """---
file_format: mystnb
kernelspec: {{name: python3}}
---

# Curve {number}

A curve, drawn from its formula.

```{{code-cell}} python
{code}
```
"""

CODES = (
    """import plotly.graph_objects as go
go.Figure(go.Scatter(y=[x ** 2 + {number} for x in range(20)]))""",
    """import numpy as np
import plotly.express as px
x = np.linspace(0, {number} + 1, 50)
px.line(x=x, y=np.sin(x))""",
    """import pandas as pd
import plotly.express as px
table = pd.DataFrame({{"x": range(10), "y": range({number}, {number} + 10)}})
px.scatter(table, x="x", y="y")""",
    """import plotly.express as px
px.bar(x=list("abc"), y=[1, {number}, 3])""",
)


@dataclass(frozen=True)
class Timing:
    """One round with one project, in seconds."""

    cold: float
    prose: float
    code: float
    page: float


ROWS = {
    "cold": "cold build",
    "prose": "edit of prose",
    "code": "edit of code",
    "page": "edit of code to page",
}


def build(source: Path, site: Path, doctrees: Path) -> tuple[float, str]:
    """Run ``sphinx-build``; give its seconds and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    began = monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-d", doctrees, source, site],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return monotonic() - began, done.stdout + done.stderr


def measure(conf: str, count: int) -> Timing:
    """Build a folder of *count* notes cold, and after an edit to prose and to code."""
    folder = Path(tempfile.mkdtemp(prefix="wiki-benchmark-"))
    source, site, doctrees = (folder / name for name in ("notes", "site", "doctrees"))
    source.mkdir()
    (source / "conf.py").write_text(conf, encoding="utf-8")
    if conf == PLAIN:
        (source / "index.md").write_text(INDEX, encoding="utf-8")
    for number in range(count):
        code = CODES[number % len(CODES)].format(number=number)
        text = NOTE.format(number=number, code=code)
        (source / f"note{number:02}.md").write_text(text, encoding="utf-8")
    edited = source / "note01.md"
    text = edited.read_text(encoding="utf-8")
    try:
        cold, _said = build(source, site, doctrees)
        edited.write_text(text.replace("formula.", "formula. So there."), encoding="utf-8")
        prose, said = build(source, site, doctrees)
        if conf == WIKI and "running code" in said:
            raise RuntimeError("an edit to prose ran code")
        edited.write_text(text.replace("np.sin", "np.cos"), encoding="utf-8")
        code_edit, said = build(source, site, doctrees)
        if conf == WIKI and "1 of 1: note01" not in said:
            raise RuntimeError("an edit to code did not run exactly its note")
        page = code_edit if conf == PLAIN else live_edit(source, site)
        return Timing(cold, prose, code_edit, page)
    finally:
        shutil.rmtree(folder)


def live_edit(source: Path, site: Path) -> float:
    """Give the seconds from saving other code to its page from ``sphinx-wiki live``."""
    port = free_port()
    address, note = f"http://127.0.0.1:{port}/note01.html", source / "note01.md"
    text = note.read_text(encoding="utf-8")
    with served(command("live", [str(source), str(site)], port), source.parent / "live.log"):
        wait_for(port)
        # The first edit warms up what is warm from then on.
        for function in ("tan", "arctan"):
            note.write_text(text.replace("np.cos", f"np.{function}"), encoding="utf-8")
            began = monotonic()
            while function.encode() not in urllib.request.urlopen(address).read():
                sleep(_LOOK)
            took = monotonic() - began
            sleep(_PAUSE)
    return took


def table(count: int, wiki: Timing, plain: Timing) -> str:
    """Give one line for each measure: both projects, and our share of the other's time."""
    lines = [f"{f'{count} notes with code':24}sphinx-wiki   plain MyST-NB   share"]
    for name, title in ROWS.items():
        ours, theirs = getattr(wiki, name), getattr(plain, name)
        lines.append(f"  {title:21}{ours:9.2f} s{theirs:14.2f} s{ours / theirs:9.2f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.execution")
    parser.add_argument("--notes", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3, help="builds of each, in turn")
    options = parser.parse_args(arguments)
    ours: list[Timing] = []
    theirs: list[Timing] = []
    for _ in range(options.rounds):
        ours.append(measure(WIKI, options.notes))
        theirs.append(measure(PLAIN, options.notes))
    print(table(options.notes, medians(ours), medians(theirs)), flush=True)


if __name__ == "__main__":
    main()
