"""A note's results put into its notebook, for MyST-NB to draw without running anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode

from sphinx_wiki.execution.model import Failure, Job, Result
from sphinx_wiki.execution.notes import job_of, store
from sphinx_wiki.execution.store import stamps
from sphinx_wiki.facts.cells import read_cell, read_execute
from sphinx_wiki.messages import Kind, warn, warn_problem
from sphinx_wiki.project import WikiProject

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_ADVICE = {"StdinNotImplementedError": "nobody can answer input() while a wiki is built"}


def prepare(env: BuildEnvironment, docname: str, notebook: NotebookNode) -> None:
    """Make *notebook* one that is drawn as it is: results in place, options as tags.

    Says what failed, and remembers for the next build which files the code used.
    """
    project, domain = env.project, env.domains["wiki"]
    assert isinstance(project, WikiProject)
    lines = project.scans[docname].head.lines
    execute, problems = read_execute(project.meta(docname).execute, lines.get("execute"))
    for problem in problems:
        warn_problem(problem, docname)
    job = job_of(env, docname, notebook)
    _apply_options(notebook, execute, docname)
    own = notebook.metadata.get("mystnb") or {}
    if own.get("execution_mode", env.config.nb_execution_mode) == "inline":
        return
    notebook.metadata["mystnb"] = nbformat.from_dict({**own, "execution_mode": "off"})
    if job is None:
        return
    kept = store(env)
    record = kept.find(job.key, job.root)
    result = kept.load(record) if record is not None else None
    if result is None:
        result = Result([], Failure("start", None, "NotRun", "its result could not be kept"))
    domain.ran(stamps(job.root, result.files), unfinished=not result.final)  # type: ignore[attr-defined]
    _fill(notebook, job, result)
    if result.failure is not None:
        _say(result.failure, job, notebook, docname)


def _apply_options(notebook: NotebookNode, execute: Mapping[str, Any], docname: str) -> None:
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        line = _line(notebook, index)
        tags = cell.metadata.get("tags") or ()
        options = read_cell(cell.source, tags, execute, line)
        for problem in options.problems:
            warn_problem(problem, docname)
        cell.source = options.source
        if options.tags:
            cell.metadata["tags"] = list(options.tags)
        if options.render:
            given = cell.metadata.get("mystnb") or {}
            cell.metadata["mystnb"] = nbformat.from_dict({**options.render, **given})


def _fill(notebook: NotebookNode, job: Job, result: Result) -> None:
    for number, (cell, outputs) in enumerate(zip(job.cells, result.outputs, strict=False), 1):
        target = notebook.cells[cell.index]
        target.outputs = [nbformat.from_dict(output) for output in outputs]
        target.execution_count = number
    if result.language_info:
        notebook.metadata["language_info"] = nbformat.from_dict(dict(result.language_info))
    if result.widgets:
        notebook.metadata["widgets"] = nbformat.from_dict(dict(result.widgets))


def _say(failure: Failure, job: Job, notebook: NotebookNode, docname: str) -> None:
    words = _ADVICE.get(failure.name) or failure.message.splitlines()[0:1]
    message = words if isinstance(words, str) else "".join(words)
    if failure.cell is None:
        warn(f"The code did not run: {message}.", Kind.EXECUTION, docname)
        return
    index = job.cells[failure.cell].index
    warn(
        f"Cell {failure.cell + 1} failed: {failure.name}: {message[:200]}"
        + ("." if not message.endswith((".", "!", "?")) else "")
        + (" The cells after it did not run." if failure.cell + 1 < len(job.cells) else ""),
        Kind.EXECUTION,
        (docname, _line(notebook, index)),
    )


def _line(notebook: NotebookNode, index: int) -> int | None:
    """Give the line of a cell in its note; notebooks have none."""
    lines = notebook.metadata.get("source_map") or ()
    return int(lines[index]) + 1 if index < len(lines) else None
