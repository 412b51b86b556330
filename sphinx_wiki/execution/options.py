"""The options of a note's cells, put where MyST-NB and our captions look for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import nbformat
from nbformat import NotebookNode

from sphinx_wiki.facts.cells import COMMENT, Caption, read_cell
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.messages import warn_problem
from sphinx_wiki.reading.markdown_cells import LINES_BEFORE

_KEY = "sphinx_wiki"


def apply_options(
    notebook: NotebookNode,
    execute: Mapping[str, Any],
    docname: str,
    text: str,
    *,
    numbered: bool,
) -> None:
    """Take the comments that are options out of the cells of *notebook*, and do what they say.

    :param execute: the note's ``execute``.
    :param text: the file, to find the lines that are at fault.
    :param numbered: whether who writes the note sees numbers of cells and no lines, as in Jupyter.
    """
    lines = text.splitlines()
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        line = _comment_line(lines, cell_line(notebook, index), cell.source)
        options = read_cell(cell.source, cell.metadata.get("tags") or (), execute, line)
        for problem in options.problems:
            warn_problem(_placed(problem, index) if numbered else problem, docname)
        cell.source = options.source
        if options.tags:
            cell.metadata["tags"] = list(options.tags)
        if options.render:
            given = cell.metadata.get("mystnb") or {}
            cell.metadata["mystnb"] = nbformat.from_dict({**options.render, **given})
        cell.metadata[_KEY] = nbformat.from_dict(
            {
                "caption": asdict(options.caption),
                "summary": options.summary,
                "opened": options.opened,
                "markdown": options.as_it_is,
            }
        )


def cell_line(notebook: NotebookNode, index: int) -> int | None:
    """Give the line of a cell in its file, if a line of a cell is one of the file."""
    lines = notebook.metadata.get("source_map") or ()
    return int(lines[index]) + LINES_BEFORE if index < len(lines) else None


def is_markdown(cell: NotebookNode) -> bool:
    """Tell whether what *cell* prints is Markdown."""
    return bool((cell.metadata.get(_KEY) or {}).get("markdown"))


def fold_of(metadata: Mapping[str, Any]) -> tuple[str, bool]:
    """Give what the code of the cell with *metadata* is unfolded by, and whether it is at first."""
    given = metadata.get(_KEY) or {}
    return str(given.get("summary") or ""), bool(given.get("opened"))


def caption_of(metadata: Mapping[str, Any]) -> Caption:
    """Give what the cell with *metadata* says about its figures or tables."""
    given = (metadata.get(_KEY) or {}).get("caption")
    if given is None:
        return Caption()
    return Caption(
        given["kind"], given["label"], tuple(given["captions"]), tuple(given["alternatives"])
    )


def _comment_line(lines: Sequence[str], line: int | None, source: str) -> int | None:
    """Give the line of the first option of the cell that begins at *line*."""
    comments = COMMENT.match(source)
    if line is None or comments is None:
        return line
    first = comments[1].splitlines()[0].strip()
    found = (number for number in range(line, len(lines)) if lines[number].strip() == first)
    return next(found, line - 1) + 1


def _placed(problem: Problem, index: int) -> Problem:
    """Say which cell is meant."""
    return Problem(f"Cell {index + 1}: {problem.message}", problem.line, problem.kind)
