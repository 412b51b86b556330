"""Times this project beside other programs that make a site of the same notes.

``python -m tests.benchmarks.build --sizes 200 1000`` builds with each in turn, each build in
a process of its own, and prints medians: from nothing, after no change, and after an edit to
one note. In brackets stands our value as a part of the other's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.benchmarks import notes
from tests.benchmarks.rounds import medians
from tests.benchmarks.tools import TOOLS, Tool

ROOT = Path(__file__).parent.parent.parent
ASSETS = ("_static", "assets")


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds of the clock and of the processor, and bytes of memory."""

    clock: float
    processor: float
    memory: float


@dataclass(frozen=True)
class Timing:
    """One round with one tool: seconds, and bytes."""

    cold: float
    processor: float
    nothing: float
    edit: float
    memory: float
    site: float
    page: float


ROWS: Mapping[str, tuple[str, str, float]] = {
    "cold": ("cold build", "s", 1.0),
    "processor": ("  of the processor", "s", 1.0),
    "nothing": ("no change", "s", 1.0),
    "edit": ("one edit", "s", 1.0),
    "memory": ("memory", "MB", 1e6),
    "site": ("site without assets", "MB", 1e6),
    "page": ("a note's page", "kB", 1e3),
}


def build(tool: Tool, folder: Path) -> Cost:
    """Build the notes in *folder* with *tool*.

    :raises RuntimeError: where the build fails.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # What is installed is compiled once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = monotonic()
    process = subprocess.Popen(
        tool.command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{tool.title} ended with {process.returncode}")
    return Cost(monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def measure(tool: Tool, size: int) -> Timing:
    """Build a folder of *size* notes cold, unchanged and with one note edited."""
    folder = Path(tempfile.mkdtemp(prefix="wiki-benchmark-"))
    try:
        notes.write(folder / "notes", size)
        tool.set_up(folder)
        cold = build(tool, folder)
        nothing = build(tool, folder)
        edited = folder / "notes" / f"note{size // 2:05}.md"
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("\n## ", "\nOne more sentence.\n\n## ", 1), encoding="utf-8")
        edit = build(tool, folder)
        site = folder / "site"
        return Timing(
            cold.clock,
            cold.processor,
            nothing.clock,
            edit.clock,
            cold.memory,
            site_size(site),
            (site / f"{edited.stem}.html").stat().st_size,
        )
    finally:
        shutil.rmtree(folder)


def site_size(site: Path) -> int:
    """Give how many bytes the site has, without what all sites have."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return sum(p.stat().st_size for p in paths if p.relative_to(site).parts[0] not in ASSETS)


def table(size: int, results: Mapping[str, Timing]) -> str:
    """Give a table in Markdown: a row for each measure, a column for each tool, ours first."""
    ours, *_ = results.values()
    lines = [
        f"| {size:,} notes | " + " | ".join(TOOLS[name].title for name in results) + " |",
        "|---" * (len(results) + 1) + "|",
    ]
    for name, (title, unit, scale) in ROWS.items():
        cells = []
        for timing in results.values():
            value = getattr(timing, name)
            part = "" if timing is ours else f" ({getattr(ours, name) / value:.2f})"
            cells.append(f"{value / scale:.1f} {unit}{part}")
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def growth(results: Mapping[int, Timing]) -> str:
    """Give how the cold build of the first tool grows from each size to the next."""
    pairs = zip(list(results), list(results)[1:], strict=False)
    return "\n".join(
        f"{small:,} to {large:,} notes: {large / small:.1f} times the notes, "
        f"{results[large].processor / results[small].processor:.2f} times the time of a cold build"
        for small, large in pairs
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 3000])
    parser.add_argument("--rounds", type=int, default=3, help="builds of each, in turn")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=[*TOOLS])
    options = parser.parse_args(arguments)
    tools = {name: TOOLS[name] for name in options.tools if TOOLS[name].found}
    for name in options.tools:
        if name not in tools:
            print(f"{TOOLS[name].title}: not installed, left out")
    grown: dict[int, Timing] = {}
    for size in options.sizes:
        rounds: dict[str, list[Timing]] = {name: [] for name in tools}
        for _ in range(options.rounds):
            for name, tool in tools.items():
                rounds[name].append(measure(tool, size))
        results = {name: medians(timings) for name, timings in rounds.items()}
        grown[size] = next(iter(results.values()))
        print(table(size, results), end="\n\n", flush=True)
    print(growth(grown))


if __name__ == "__main__":
    main()
