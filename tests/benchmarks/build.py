"""Times this project beside plain Sphinx with the same packages and a globbing toctree.

``python -m tests.benchmarks.build --sizes 200 1000 3000`` builds in turn, each
build in a process of its own, and prints medians and ratios. Times are of the
processor: a build uses one at a time, and other programs disturb them least.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from tests.benchmarks import notes

ROOT = Path(__file__).parent.parent.parent

WIKI = """project = "Benchmark"
extensions = ["sphinx_wiki"]
"""

PLAIN = """project = "Benchmark"
extensions = ["myst_nb", "sphinx_design", "sphinxcontrib.bibtex", "sphinx_copybutton"]
html_theme = "pydata_sphinx_theme"
bibtex_bibfiles = []
myst_enable_extensions = ["dollarmath", "amsmath"]
nb_execution_mode = "cache"
"""

INDEX = "# Notes\n\n```{toctree}\n:glob:\n\n*\n```\n"


@dataclass(frozen=True)
class Timing:
    """One round with one project: seconds, and bytes."""

    cold: float
    nothing: float
    edit: float
    site: float
    page: float


ROWS = {
    "cold": ("cold build", "s", 1.0),
    "nothing": ("no change", "s", 1.0),
    "edit": ("one edit", "s", 1.0),
    "site": ("site without _static", "MB", 1e6),
    "page": ("a note's page", "kB", 1e3),
}


def build(source: Path, site: Path, doctrees: Path) -> float:
    """Run ``sphinx-build`` and give its seconds of processor time."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    before = _used()
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-d", doctrees, source, site],
        env=environment,
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return _used() - before


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(conf: str, index: str | None, size: int) -> Timing:
    """Build a folder of *size* notes cold, unchanged and with one note edited."""
    folder = Path(tempfile.mkdtemp(prefix="wiki-benchmark-"))
    source, site, doctrees = (folder / name for name in ("notes", "site", "doctrees"))
    notes.write(source, size)
    (source / "conf.py").write_text(conf, encoding="utf-8")
    if index:
        (source / "index.md").write_text(index, encoding="utf-8")
    try:
        cold = build(source, site, doctrees)
        nothing = build(source, site, doctrees)
        edited = source / f"note{size // 2:05}.md"
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace("\n## ", "\nOne more sentence.\n\n## ", 1), encoding="utf-8")
        edit = build(source, site, doctrees)
        page = (site / f"{edited.stem}.html").stat().st_size
        return Timing(cold, nothing, edit, _size(site), page)
    finally:
        shutil.rmtree(folder)


def _size(site: Path) -> int:
    paths = (path for path in site.rglob("*") if path.is_file())
    return sum(p.stat().st_size for p in paths if "_static" not in p.relative_to(site).parts)


def medians(timings: Sequence[Timing]) -> Timing:
    """Give the median of each measure."""
    names = [field.name for field in fields(Timing)]
    return Timing(*(statistics.median(getattr(t, name) for t in timings) for name in names))


def table(size: int, wiki: Timing, plain: Timing | None) -> str:
    """Give the lines of one size: a measure, both projects, and plain by wiki."""
    lines = [f"{f'{size} notes':24}sphinx-wiki" + ("   plain Sphinx    ratio" if plain else "")]
    for name, (title, unit, scale) in ROWS.items():
        ours = getattr(wiki, name) / scale
        line = f"  {title:21}{ours:9.2f} {unit:2}"
        if plain:
            theirs = getattr(plain, name) / scale
            line += f"{theirs:12.2f} {unit:2}{theirs / ours:9.2f}"
        lines.append(line)
    return "\n".join(lines)


def growth(results: dict[int, Timing]) -> str:
    """Give how the cold build grows from each size to the next."""
    pairs = zip(list(results), list(results)[1:], strict=False)
    return "\n".join(
        f"{small} to {large} notes: {large / small:.1f} times the notes, "
        f"{results[large].cold / results[small].cold:.2f} times the time of a cold build"
        for small, large in pairs
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 3000])
    parser.add_argument("--rounds", type=int, default=3, help="builds of each, in turn")
    parser.add_argument("--alone", action="store_true", help="leave plain Sphinx out")
    options = parser.parse_args(arguments)
    grown: dict[int, Timing] = {}
    for size in options.sizes:
        ours: list[Timing] = []
        theirs: list[Timing] = []
        for _ in range(options.rounds):
            ours.append(measure(WIKI, None, size))
            if not options.alone:
                theirs.append(measure(PLAIN, INDEX, size))
        grown[size] = medians(ours)
        print(table(size, grown[size], medians(theirs) if theirs else None), flush=True)
        print()
    print(growth(grown))


if __name__ == "__main__":
    main()
