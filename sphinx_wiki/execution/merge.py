"""A note's results put into its notebook, for MyST-NB to draw without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import nbformat
from nbformat import NotebookNode

from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.execution.model import Failure, Job, Result
from sphinx_wiki.execution.notes import job_of, said_of_code, store
from sphinx_wiki.execution.options import apply_options, cell_line, is_markdown
from sphinx_wiki.execution.outputs import has_widgets, library, remote, simplify
from sphinx_wiki.execution.store import stamps
from sphinx_wiki.execution.streams import join_streams
from sphinx_wiki.facts.cells import read_execute
from sphinx_wiki.messages import Kind, warn, warn_problem

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_LONG = 200
_ADVICE = {"StdinNotImplementedError": "nobody can answer input() while a wiki is built"}


def prepare(env: BuildEnvironment, docname: str, notebook: NotebookNode, text: str) -> None:
    """Make *notebook* one that is drawn as it is: results in place, options as tags.

    Says what failed, and remembers for the next build which files the code used.

    :param text: the file that the notebook was read from.
    """
    project = wiki_project(env)
    lines = project.scans[docname].head.lines
    execute, problems = read_execute(said_of_code(env, docname), lines.get("execute"))
    for problem in problems:
        warn_problem(problem, docname)
    job = job_of(env, docname, notebook)
    numbered = env.doc2path(docname).suffix == ".ipynb"
    apply_options(notebook, execute, docname, text, numbered=numbered)
    own = notebook.metadata.get("mystnb") or {}
    if own.get("execution_mode", env.config.nb_execution_mode) == "inline":
        return
    joins = bool(own.get("merge_streams", env.config.nb_merge_streams))
    ours = {"execution_mode": "off", "merge_streams": False}
    notebook.metadata["mystnb"] = nbformat.from_dict({**own, **ours})
    if job is not None:
        _take_results(env, docname, notebook, job)
    if joins:
        _join_streams(notebook)
    _show_offline(env, docname, notebook)


def _take_results(env: BuildEnvironment, docname: str, notebook: NotebookNode, job: Job) -> None:
    domain = wiki_domain(env)
    kept = store(env)
    result = domain.unsaved.get(job.key)
    fresh = result is not None
    if result is None:
        record = kept.find(job.key)
        fresh = record is not None
        # A file that the code read has changed since: shown now, and run by the next build.
        record = record or kept.latest(job.key)
        if record is not None:
            # Where it is removed, the code runs again.
            domain.probe(docname, str(record))
            result = kept.load(record)
            if result is None and domain.runs_code:
                # Damaged: the next build runs the code.
                kept.delete(record)
    if result is None and not domain.runs_code:
        domain.ran({}, unfinished=True)
        return
    if result is None:
        result = Result([], Failure("start", None, "NotRun", "there is no result of it"))
    domain.ran(
        stamps(job.root, (*result.files, *job.depends)),
        unfinished=not (fresh and result.final and job.keep),
    )
    _fill(notebook, job, result)
    if result.failure is not None:
        _say(result.failure, job, notebook, docname)


def _fill(notebook: NotebookNode, job: Job, result: Result) -> None:
    for number, (cell, outputs) in enumerate(zip(job.cells, result.outputs, strict=False), 1):
        target = notebook.cells[cell.index]
        target.outputs = [nbformat.from_dict(output) for output in outputs]
        target.execution_count = number
    if result.language_info:
        notebook.metadata["language_info"] = nbformat.from_dict(dict(result.language_info))
    if result.widgets:
        notebook.metadata["widgets"] = nbformat.from_dict(dict(result.widgets))


def _join_streams(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        if cell.get("outputs") and (cell.metadata.get("mystnb") or {}).get("merge_streams", True):
            cell.outputs = join_streams(cell.outputs)
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.text = output.text.rstrip() + "\n"


def _show_offline(env: BuildEnvironment, docname: str, notebook: NotebookNode) -> None:
    """Leave out what needs others; say so, once for each library."""
    widgets = bool(env.config.nb_ipywidgets_js)
    if not widgets:
        notebook.metadata.pop("widgets", None)
    said: set[str] = set()
    for index, cell in enumerate(notebook.cells):
        outputs = cell.get("outputs") or []
        found = dict(_remote(outputs, widgets=widgets))
        for name in sorted(found.keys() - said):
            warn(found[name], Kind.REMOTE, (docname, cell_line(notebook, index)))
        said.update(found)
        if outputs:
            cell.outputs = simplify(outputs, widgets=widgets, markdown=is_markdown(cell))


def _remote(outputs: list[NotebookNode], *, widgets: bool) -> Iterator[tuple[str, str]]:
    """Give every library that *outputs* load from elsewhere, with what to say about it."""
    if has_widgets(outputs) and not widgets:
        yield (
            "ipywidgets",
            (
                "A widget of ipywidgets is shown as text: it needs scripts from elsewhere. "
                "Name copies of them in nb_ipywidgets_js, or use a Plotly figure."
            ),
        )
    for address in remote(outputs):
        name, advice = library(address)
        loads = f"{name} loads" if name else "The output of this cell loads"
        yield (
            name or urlsplit(address).netloc,
            f"{loads} {address}, which readers without a network do not see."
            + (f" {advice}." if advice else ""),
        )


def _say(failure: Failure, job: Job, notebook: NotebookNode, docname: str) -> None:
    message = _ADVICE.get(failure.name) or "".join(failure.message.splitlines()[:1])[:_LONG]
    if failure.cell is None:
        warn(f"The code did not run: {_sentence(message)}", Kind.EXECUTION, docname)
        return
    words = f"{failure.name}: {message}" if message else failure.name
    others = failure.cell + 1 < len(job.cells)
    warn(
        f"Cell {failure.cell + 1} failed: {_sentence(words)}"
        + (" The cells after it did not run." if others else ""),
        Kind.EXECUTION,
        (docname, cell_line(notebook, job.cells[failure.cell].index)),
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
