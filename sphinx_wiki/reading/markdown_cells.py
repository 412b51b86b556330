"""Reading Markdown notes with ``{code-cell}`` blocks as notebooks, each cell with its line."""

from __future__ import annotations

import json
import re

from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig
from nbformat import NotebookNode

from sphinx_wiki.facts.frontmatter import has_bounded_front, read_head
from sphinx_wiki.facts.notebook import NotebookError
from sphinx_wiki.facts.toml_block import without_toml
from sphinx_wiki.facts.yaml_limits import is_bounded

_AT_LINE = re.compile(r" at line (\d+)")

_AT_END = re.compile(r"\r\n?|\n")

# The options of a cell in YAML, as a block or each with a colon before it.
_OPTIONS = re.compile(
    r"^(?:`{3,}|~{3,}|:{3,})\{[\w-]+\}.*\n(?:---\n((?:.*\n)*?)---$|((?::.*\n)+))", re.MULTILINE
)

LINES_BEFORE = 2
"""What MyST-NB adds to an entry of the metadata ``source_map`` for the line of the cell."""


def read_markdown(text: str) -> NotebookNode:
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
