"""Finding what a note declares about itself, without parsing the note."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sphinx_wiki.facts.directive import (
    Declared,
    read_markdown_directives,
    read_rst_directives,
)
from sphinx_wiki.facts.fieldlist import read_field_list
from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.toml_block import find_toml, read_toml
from sphinx_wiki.facts.values import is_deep, without_nul
from sphinx_wiki.facts.yaml_block import Block, read_block
from sphinx_wiki.facts.yaml_limits import is_bounded

_OPENING = re.compile(r"---[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^(?:---+|\.\.\.)[ \t]*$", re.MULTILINE)
_LIKE_FRONT_MATTER = re.compile(r"[\w\"'][^:\n]*:(?:\s|$)|\s+\S|- |#")

# What programs write into the metadata of notebooks, for themselves.
_OF_PROGRAMS = frozenset(
    {
        "accelerator",
        "anaconda-cloud",
        "celltoolbar",
        "colab",
        "execution",
        "gpuClass",
        "hide_input",
        "interpreter",
        "jupytext",
        "kaggle",
        "kernel_info",
        "kernelspec",
        "language_info",
        "latex_envs",
        "mystnb",
        "nbsphinx",
        "nteract",
        "orig_nbformat",
        "papermill",
        "toc-autonumbering",
        "toc-showcode",
        "toc-showmarkdowntxt",
        "varInspector",
        "vscode",
        "widgets",
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """What a note declares, as its author wrote it."""

    data: Mapping[str, Any]
    """Values with the types that YAML gives them."""
    lines: Mapping[str, int]
    """The line of each key, counted from 1; keys of a notebook have none."""
    body_line: int
    """The first line after the front matter, counted from 1."""
    problems: tuple[Problem, ...]
    written: Mapping[str, Any] = field(default_factory=dict)
    """Numbers and booleans as the author spelled them: ``1.10`` is no ``1.1``."""


def read_head(text: str, suffix: str) -> Head:
    """Give what the note *text* declares; never raises.

    Later declarations win: notebook metadata, then front matter, then the
    ``{wiki:note}`` directive. A notebook that is no JSON declares nothing, as
    reading its cells reports that.

    :param suffix: the file name's suffix: ``.ipynb`` and ``.rst`` are read as
        such, anything else as Markdown.

    >>> head = read_head("---\\ntitle: LoRA\\n---\\nText", ".md")
    >>> head.data, head.lines, head.body_line
    ({'title': 'LoRA'}, {'title': 2}, 4)
    """
    text = text.removeprefix("\ufeff")
    if suffix == ".ipynb":
        return _notebook_head(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if suffix in (".rst", ".rest", ".txt"):
        block, body_line = read_field_list(text)
        return _head([block], read_rst_directives(text), body_line)
    block, end = _front_matter(text)
    body_line = text.count("\n", 0, end) + 1
    return _head([block], read_markdown_directives(text[end:], body_line), body_line)


def _head(blocks: Iterable[Block], directives: Iterable[Declared], body_line: int) -> Head:
    """Join what *blocks* and then *directives* declare; a summary only fills a gap."""
    head = Head({}, {}, body_line, ())
    summaries = list[Block]()
    for block in blocks:
        head = _updated(head, block)
    for directive in directives:
        head = _updated(head, directive.options)
        summaries.append(directive.summary)
    for summary in summaries:
        if not (head.data.get("description") or head.data.get("abstract")):
            head = _updated(head, summary)
    return head


def _updated(head: Head, block: Block) -> Head:
    block = _without_deep(block)
    stale = block.data.keys()
    return replace(
        head,
        data={**head.data, **without_nul(dict(block.data))},
        lines={key: at for key, at in head.lines.items() if key not in stale} | block.lines,
        written={key: v for key, v in head.written.items() if key not in stale} | block.written,
        problems=head.problems + block.problems,
    )


def _without_deep(block: Block) -> Block:
    """Leave out what no recursion comes to the end of; TOML and JSON have no limit of their own."""
    deep = [key for key, value in block.data.items() if is_deep(value)]
    problems = tuple(
        Problem(
            f"{key}: found lists or mappings within one another, more than 100 deep; expected "
            "fewer. It is left out.",
            block.lines.get(key),
        )
        for key in deep
    )
    data = {key: value for key, value in block.data.items() if key not in deep}
    return block._replace(data=data, problems=block.problems + problems)


def _front_matter(text: str) -> tuple[Block, int]:
    """Read the front matter at the beginning of *text*; give it, and where the body begins."""
    if toml := find_toml(text):
        return read_toml(toml["source"], 2), min(toml.end() + 1, len(text))
    opening = _OPENING.match(text)
    if not opening:
        return Block({}, {}, {}, ()), 0
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return _unclosed(text, opening.end())
    source = text[opening.end() : closing.start()]
    return read_block(source, 2), min(closing.end() + 1, len(text))


def has_bounded_front(text: str) -> bool:
    """Say whether the YAML at the beginning of *text* stands for no more than a person writes."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    return not opening or is_bounded(text[opening.end() : closing.start() if closing else None])


def _unclosed(text: str, start: int) -> tuple[Block, int]:
    """Save the keys of front matter that nothing closes; a mere rule across the page is none."""
    end = start
    for line in text[start:].split("\n"):
        if not _LIKE_FRONT_MATTER.match(line):
            break
        end += len(line) + 1
    end = min(end, len(text))
    block = read_block(text[start:end], 2)
    if not block.data:
        return Block({}, {}, {}, ()), 0
    problem = Problem(
        "The front matter is not closed: found no line '---' after the one at the beginning; "
        "expected it after the last key.",
        1,
    )
    return block._replace(problems=(problem,)), end


def _notebook_head(text: str) -> Head:
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return Head({}, {}, 1, ())
    if not isinstance(notebook, dict):
        return Head({}, {}, 1, ())
    blocks = [_notebook_metadata(notebook.get("metadata"))]
    directives: list[Declared] = []
    cells = notebook.get("cells")
    for index, cell in enumerate(cells if isinstance(cells, list) else ()):
        source = _source(cell)
        if index == 0:
            block, end = _front_matter(source)
            blocks.append(_without_lines(block))
            source = source[end:]
        if _cell_is(cell, "markdown"):
            found = read_markdown_directives(source, 1)
            directives += [Declared(*map(_without_lines, declared)) for declared in found]
    return _head(blocks, directives, 1)


def _cell_is(cell: Any, *kinds: str) -> bool:
    """Tell whether *cell*, read from JSON, is a cell of one of *kinds*."""
    return isinstance(cell, dict) and cell.get("cell_type") in kinds


def _source(cell: Any) -> str:
    """Give the text of a raw or Markdown cell; nothing for any other."""
    if not _cell_is(cell, "raw", "markdown"):
        return ""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source.lstrip("\ufeff\n") if isinstance(source, str) else ""


def _notebook_metadata(metadata: Any) -> Block:
    own = metadata.items() if isinstance(metadata, dict) else ()
    data = {
        key: value
        for key, value in own
        # JupyterLab's and the classic notebook's table of contents is a mapping.
        if key not in _OF_PROGRAMS and not (key == "toc" and isinstance(value, dict))
    }
    return Block(data, {}, {}, ())


def _without_lines(block: Block) -> Block:
    """Drop the lines, which count within a cell and not within the file."""
    problems = tuple(problem._replace(line=None) for problem in block.problems)
    return block._replace(lines={}, problems=problems)
