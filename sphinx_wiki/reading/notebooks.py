"""Reading notes as notebooks so that one odd note cannot stop a build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from warnings import catch_warnings, simplefilter

import nbformat
from nbformat import NotebookNode
from nbformat.warnings import MissingIDFieldWarning

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.notebook import NotebookError, check_format, mend
from sphinx_wiki.facts.notebook_lines import source_lines
from sphinx_wiki.reading.kernels import missing_kernel, with_kernel
from sphinx_wiki.reading.markdown_cells import LINES_BEFORE, read_markdown

ATTACHED = "wiki_attachments"
"""The key of a cell's metadata under which what is attached to it is found while it is rendered."""


class Checked(NamedTuple):
    """The JSON of a notebook that can be read, and what was wrong with it."""

    data: Mapping[str, Any]
    metadata: Mapping[str, Any]
    problems: tuple[Problem, ...]


def check_notebook(text: str) -> Checked:
    """Check that *text* is a Jupyter notebook.

    :raises NotebookError: where it is not, saying what was found.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotebookError(f"{error.msg} in line {error.lineno}", error.lineno) from error
    except RecursionError as error:
        raise NotebookError("it is nested too deeply") from error
    except ValueError as error:
        raise NotebookError(str(error)) from error
    mended, problems = mend(check_format(data))
    metadata = mended.get("metadata")
    return Checked(mended, metadata if isinstance(metadata, dict) else {}, problems)


def read_notebook(text: str, suffix: str) -> NotebookNode:
    """Read a notebook, or a Markdown note with ``{code-cell}`` blocks.

    :raises NotebookError: for a notebook that is none.
    """
    return runnable(_read_ipynb(text) if suffix == ".ipynb" else read_markdown(text))


def read_prepared(text: str, **_: Any) -> NotebookNode:
    """Read what our parser hands to MyST-NB: a notebook with its results in place."""
    notebook: NotebookNode = nbformat.from_dict(json.loads(text))
    return notebook


def runs(metadata: Mapping[str, Any], execute: Mapping[str, Any]) -> bool:
    """Tell whether the cells of a notebook that was read are to be run, and can be."""
    return execute.get("enabled") is not False and missing_kernel(metadata) is None


def _read_ipynb(text: str) -> NotebookNode:
    """Read a Jupyter notebook of any version of the format.

    :raises NotebookError: where it is none.
    """
    checked = check_notebook(text)
    source = json.dumps(checked.data) if checked.problems else text
    notebook: NotebookNode
    try:
        with catch_warnings():
            # Ids of cells are for editors.
            simplefilter("ignore", MissingIDFieldWarning)
            notebook = nbformat.reads(source, as_version=4)
    except Exception as error:  # The converters of old formats raise whatever comes up.
        raise NotebookError(f"expected a notebook as Jupyter saves it, found {error!r}") from error
    for cell in notebook.cells:
        if cell.get("attachments"):
            cell.metadata[ATTACHED] = cell.attachments
    taken = _take_head(notebook)
    lines = source_lines(text)
    if lines and len(lines) == len(notebook.cells):
        places = [lines[0] + taken, *lines[1:]]
        notebook.metadata["source_map"] = [line - LINES_BEFORE for line in places]
    else:
        notebook.metadata.pop("source_map", None)
    return notebook


def _take_head(notebook: NotebookNode) -> int:
    """Take front matter out of the first cell: it has been read, and is no text.

    Give how many lines were taken.
    """
    cells = notebook.cells
    if not cells or cells[0].cell_type != "markdown":
        return 0
    source = cells[0].source.lstrip("\ufeff\n")
    blank: int = cells[0].source.count("\n") - source.count("\n")
    lines = source.splitlines()
    head = read_head(source, ".md").body_line - 1
    cells[0].source = "\n".join(lines[head:])
    return blank + head


def runnable(notebook: NotebookNode) -> NotebookNode:
    """Make the metadata JSON, and the kernel one that is installed."""
    metadata = json.loads(json.dumps(notebook.metadata, default=str))
    metadata = with_kernel(metadata if isinstance(metadata, dict) else {})
    notebook.metadata = nbformat.from_dict(metadata)
    return notebook
