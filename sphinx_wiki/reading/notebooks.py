"""Reading notes as notebooks so that one odd note cannot stop a build."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from warnings import catch_warnings, simplefilter

import nbformat
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode
from nbformat.warnings import MissingIDFieldWarning

from sphinx_wiki.facts.frontmatter import has_bounded_front, read_head
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.notebook import NotebookError, check_format, mend
from sphinx_wiki.facts.notebook_lines import source_lines
from sphinx_wiki.facts.toml_block import without_toml
from sphinx_wiki.facts.yaml_limits import is_bounded

_DEFAULT_KERNEL = "python3"

_AT_LINE = re.compile(r" at line (\d+)")

_AT_END = re.compile(r"\r\n?|\n")

# The options of a cell in YAML, as a block or each with a colon before it.
_OPTIONS = re.compile(
    r"^(?:`{3,}|~{3,}|:{3,})\{[\w-]+\}.*\n(?:---\n((?:.*\n)*?)---$|((?::.*\n)+))", re.MULTILINE
)

ATTACHED = "wiki_attachments"
"""The key of a cell's metadata under which what is attached to it is found while it is rendered."""

LINES_BEFORE = 2
"""What MyST-NB adds to an entry of the metadata ``source_map`` for the line of the cell."""


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


def missing_kernel(metadata: Mapping[str, Any]) -> str | None:
    """Give the name of the kernel that a notebook asks for, if nothing here can stand for it."""
    name, language = _kernel(metadata)
    return name if name not in _installed() and language != "python" else None


def replaced_kernel(metadata: Mapping[str, Any]) -> str | None:
    """Give the name of the kernel that a notebook asks for, if our Python stands for it."""
    name, language = _kernel(metadata)
    return name if name not in _installed() and language == "python" else None


def installed_kernels() -> str:
    """Give the names of the kernels there are, for a message."""
    return ", ".join(sorted(_installed())) or "none"


def _kernel(metadata: Mapping[str, Any]) -> tuple[str, str]:
    """Give the kernel's name and its language."""
    spec, info = metadata.get("kernelspec"), metadata.get("language_info")
    name = spec.get("name") if isinstance(spec, dict) else None
    if not isinstance(name, str):
        return _DEFAULT_KERNEL, "python"
    language = spec.get("language") if isinstance(spec, dict) else None
    if not isinstance(language, str):
        language = info.get("name") if isinstance(info, dict) else name
    python = str(language).lower().startswith(("python", "ipython"))
    environment = name.lower().startswith(("python", "conda", "venv", ".venv"))
    return name, "python" if python or environment else str(language).lower()


def read_notebook(text: str, suffix: str) -> NotebookNode:
    """Read a notebook, or a Markdown note with ``{code-cell}`` blocks.

    :raises NotebookError: for a notebook that is none.
    """
    return runnable(_read_ipynb(text) if suffix == ".ipynb" else _read_markdown(text))


def read_prepared(text: str, **_: Any) -> NotebookNode:
    """Read what our parser hands to MyST-NB: a notebook with its results in place."""
    notebook: NotebookNode = nbformat.from_dict(json.loads(text))
    return notebook


def runs(metadata: Mapping[str, Any], execute: Mapping[str, Any]) -> bool:
    """Tell whether the cells of a notebook that was read are to be run, and can be."""
    return execute.get("enabled") is not False and missing_kernel(metadata) is None


def _read_markdown(text: str) -> NotebookNode:
    """Read a Markdown note with cells.

    :raises NotebookError: where a cell cannot be read.
    """
    text = without_toml(text).replace("\r\n", "\n").replace("\r", "\n")
    _check_options(text)
    try:
        if not has_bounded_front(text):
            raise NotebookError("the front matter stands for too much")
        notebook = _split(text)
        # Half of a character, which YAML can write, is none for JSON.
        json.dumps(notebook.metadata, default=str, ensure_ascii=False).encode()
    except Exception:  # What YAML holds may be anything but the table that MyST-NB expects.
        # The front matter is at fault and has been reported: the head reader
        # saves what it can, the rest of the note is read with blank lines in its place.
        lines = text.split("\n")
        body = read_head(text, ".md").body_line - 1
        text = "\n".join([""] * body + lines[body:])
        try:
            notebook = _split(text)
        except Exception as error:
            at = _AT_LINE.search(str(error))
            raise NotebookError(str(error).rstrip("."), int(at[1]) if at else None) from error
    _place(notebook, text)
    return notebook


def _check_options(text: str) -> None:
    """Look for options of cells that stand for more than a person writes.

    :raises NotebookError: where there are some.
    """
    for found in _OPTIONS.finditer(text):
        options = found[1] or re.sub(r"^:", "", found[2], flags=re.MULTILINE)
        if not is_bounded(options):
            line = text.count("\n", 0, found.start()) + 2
            raise NotebookError("the options of a cell stand for too many values", line)


class _Lines(str):
    """Text whose lines end as in Markdown: MyST-NB cuts cells out by other lines than it counts."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        """Give the lines; form feeds and the separators of Unicode end none."""
        del keepends
        return self.split("\n")


def _split(text: str) -> NotebookNode:
    notebook: NotebookNode = read_myst_markdown_notebook(
        _Lines(text), MdParserConfig(), add_source_map=True
    )
    return notebook


def _place(notebook: NotebookNode, text: str) -> None:
    """Make the lines of cells those from which MyST-NB counts: two before the cell's own.

    It drops the blank lines before text without counting them, and counts those of code from
    the line after the fence.
    """
    lines = text.split("\n")
    begins = notebook.metadata["source_map"]
    for index, cell in enumerate(notebook.cells):
        begin = begins[index]
        if cell.cell_type == "markdown":
            begin = next(number for number in range(begin, len(lines)) if lines[number])
        else:
            begin -= 1
        begins[index] = begin + 1 - LINES_BEFORE


def endless_cell(notebook: NotebookNode, text: str) -> tuple[int, str] | None:
    """Give the line, and what stands there, that begins the last cell of a Markdown note if
    nothing ends it.
    """
    if not notebook.cells or notebook.cells[-1].cell_type != "code":
        return None
    lines = _AT_END.split(text)
    line = notebook.metadata["source_map"][-1] + LINES_BEFORE
    begins = lines[line - 1].strip()
    signs = begins[: len(begins) - len(begins.lstrip(begins[0]))]
    ends = re.compile(rf" {{0,3}}{signs}{signs[0]}*[ \t]*")
    return None if any(ends.fullmatch(each) for each in lines[line:]) else (line, begins)


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
    metadata = metadata if isinstance(metadata, dict) else {}
    name, language = _kernel(metadata)
    if not missing_kernel(metadata) and (name not in _installed() or "kernelspec" not in metadata):
        metadata["kernelspec"] = {"name": _DEFAULT_KERNEL, "display_name": "Python 3"}
    # Cells are highlighted before, or without, anything having run.
    metadata.setdefault("language_info", {"name": language})
    notebook.metadata = nbformat.from_dict(metadata)
    return notebook


@cache
def _installed() -> frozenset[str]:
    """Give the names of the installed kernels; they do not change within a build."""
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415 - it takes long

    return frozenset(KernelSpecManager().find_kernel_specs())
