"""Code that is run for tests without a build: as jobs, in kernels of this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sphinx_wiki.execution.engine import run_here
from sphinx_wiki.execution.model import Cell, Job, Result


class Silent:
    """Hears how the work goes on, and says nothing."""

    def begin(self, total: int) -> None: ...

    def started(self, job: Job) -> None: ...

    def done(self, job: Job, result: Result, seconds: float) -> None: ...


def job(root: Path, name: str, *code: str, **changes: Any) -> Job:
    """Give the job of running cells of *code* in the notes folder *root*."""
    cells = tuple(Cell(index, source) for index, source in enumerate(code))
    return replace(Job(name, name, root, root, "python3", "python", cells, 60, 120), **changes)


def run_all(root: Path, codes: Mapping[str, str]) -> dict[str, Result]:
    """Run each of *codes* as a note of one cell; give the results by name."""
    return run_jobs([job(root, name, code) for name, code in codes.items()])


def run_jobs(jobs: list[Job], workers: int = 2) -> dict[str, Result]:
    """Run *jobs*; give the results by name."""
    results: dict[str, Result] = {}

    def keep(done: Job, result: Result) -> None:
        results[done.docname] = result

    run_here(jobs, workers, Silent(), keep)
    return results


def text(result: Result) -> str:
    """Give all text that was printed or shown."""
    found = [output for outputs in result.outputs for output in outputs]
    shown = (each.get("text") or each.get("data", {}).get("text/plain", "") for each in found)
    return "".join(shown)
