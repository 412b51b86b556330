"""From a note that was read as a notebook to the job of running it."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from sphinx_wiki.execution.model import Cell, Job
from sphinx_wiki.execution.store import FORMAT, digest
from sphinx_wiki.facts.cells import read_cell
from sphinx_wiki.paths import is_folder

_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+))", re.MULTILINE
)

# Libraries that can be imported before a fork, with the parts that load the rest.
# Those that start threads when they are imported (polars, torch, jax) cannot.
USUAL: Mapping[str, tuple[str, ...]] = {
    "numpy": ("numpy",),
    "pandas": ("pandas",),
    # Plotly imports the last two to show its first figure.
    "plotly": ("plotly.graph_objects", "plotly.io", "nbformat", "http.server"),
    "matplotlib": ("matplotlib.pyplot", "matplotlib.backends.backend_agg"),
    "scipy": ("scipy",),
    "sympy": ("sympy",),
    "sklearn": ("sklearn",),
    "seaborn": ("seaborn",),
    "statsmodels": ("statsmodels.api",),
    "networkx": ("networkx",),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What conf.py says about running code."""

    root: Path
    cell_limit: float | None
    note_limit: float | None
    may_fail: bool
    keep: bool
    depends: tuple[str, ...]
    elsewhere: Path | None
    """A folder to run in; ``None``: the note's own."""


def plan(
    docname: str, notebook: NotebookNode, execute: Mapping[str, Any], settings: Settings
) -> Job:
    """Give the job of running *notebook*.

    :param execute: the note's ``execute``, read.
    """
    spec = notebook.metadata.get("kernelspec") or {}
    kernel = str(spec.get("name") or "python3")
    language = str((notebook.metadata.get("language_info") or {}).get("name") or "python")
    place = "" if execute.get("execute-dir") == "project" else posixpath.dirname(docname)
    folder = settings.elsewhere or settings.root / place
    cells = tuple(_cells(notebook, execute, settings.may_fail))
    limit = execute.get("timeout")
    depends = tuple(_declared(docname, execute, settings))
    return Job(
        docname=docname,
        key=_key(place, kernel, cells, depends, settings),
        root=settings.root,
        folder=folder,
        kernel=kernel,
        language=language,
        cells=cells,
        cell_limit=settings.cell_limit,
        note_limit=float(limit) if isinstance(limit, (int, float)) else settings.note_limit,
        depends=depends,
        keep=settings.keep and execute.get("cache") is not False,
    )


def _declared(docname: str, execute: Mapping[str, Any], settings: Settings) -> list[str]:
    """Give the files that a result is said to depend on, from the notes folder.

    A folder stands for all that is in it.
    """
    own = execute.get("depends-on") or ()
    own = [own] if isinstance(own, str) else own if isinstance(own, (list, tuple)) else ()
    folder = posixpath.dirname(docname)
    paths = [posixpath.join(folder, str(each)) for each in own]
    names = {posixpath.normpath(path.lstrip("/")) for path in (*paths, *settings.depends)}
    for name in tuple(names):
        if is_folder(settings.root / name):
            inside = (settings.root / name).rglob("*")
            names.update(
                f"{name}/{path.relative_to(settings.root / name).as_posix()}"
                for path in inside
                if not path.name.startswith(".")
            )
    return sorted(names)


def usual_modules(jobs: Iterable[Job]) -> list[str]:
    """Give the modules worth importing before kernels are forked for *jobs*."""
    found: dict[str, None] = {}
    for job in jobs:
        for cell in job.cells:
            for one, several in _IMPORT.findall(cell.source):
                for part in (one or several).split(","):
                    name = part.split()[0] if part.split() else ""
                    top = name.partition(".")[0]
                    if top in USUAL:
                        found.update(dict.fromkeys((*USUAL[top], name)))
    return sorted(found)


def _cells(notebook: NotebookNode, execute: Mapping[str, Any], may_fail: bool) -> Iterable[Cell]:
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        options = read_cell(cell.source, cell.metadata.get("tags") or (), execute)
        if options.runs:
            yield Cell(index, options.source, may_fail or options.may_fail)


def _key(
    place: str,
    kernel: str,
    cells: tuple[Cell, ...],
    depends: tuple[str, ...],
    settings: Settings,
) -> str:
    """Digest all that decides what running gives, but the files that only running tells."""
    parts = [
        FORMAT,
        kernel,
        sys.version_info[:2],
        "" if settings.elsewhere else place,
        # Places count from the first cell that runs: prose between cells does not matter.
        [(cell.source, cell.may_fail) for cell in cells],
        [(name, digest(settings.root / name)) for name in depends],
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
