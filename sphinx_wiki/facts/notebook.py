"""What makes a Jupyter notebook one, and what can be saved of one that is damaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sphinx_wiki.facts.model import Problem

FORMATS = (2, 3, 4)
"""The versions of the format that can be read."""
_KINDS = ("code", "markdown", "raw")


class NotebookError(ValueError):
    """Bytes that are no notebook; ``line`` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def check_format(data: Any) -> Mapping[str, Any]:
    """Check that *data*, read from JSON, is a notebook of a version that can be read.

    :raises NotebookError: where it is not, saying what was found.
    """
    cells = data.get("cells", data.get("worksheets")) if isinstance(data, dict) else None
    if not isinstance(cells, list):
        raise NotebookError("expected an object with a list of cells, as Jupyter saves it")
    version = data.get("nbformat")
    if version not in FORMATS or isinstance(version, (bool, float)):
        raise NotebookError(
            f"found version {version!r} of its format; expected {FORMATS[0]} to {FORMATS[-1]}"
        )
    checked: Mapping[str, Any] = data
    return checked


def mend(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Give a notebook of version 4 without what no reader of notebooks understands.

    An intact one is given as it is.

    >>> cells = [{"cell_type": "poem", "source": ""}]
    >>> notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    >>> mended, problems = mend(notebook)
    >>> mended["cells"], problems[0].message
    ([], "The notebook is damaged: found a cell of type 'poem'. What is damaged is left out.")
    """
    if data.get("nbformat") != FORMATS[-1]:
        return data, ()
    found: list[str] = []
    cells = [cell for each in data.get("cells", ()) if (cell := _cell(each, found)) is not None]
    metadata, minor = data.get("metadata"), data.get("nbformat_minor")
    if not isinstance(metadata, dict):
        found.append("found no metadata")
    if not _is_number(minor):
        found.append("found no minor version")
    if not found:
        return data, ()
    rest = f" (and {len(found) - 1} more faults)" if len(found) > 1 else ""
    message = f"The notebook is damaged: {found[0]}{rest}. What is damaged is left out."
    mended = {
        **data,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "nbformat_minor": minor if _is_number(minor) else 4,
        "cells": cells,
    }
    return mended, (Problem(message, None, "notebook"),)


def _cell(cell: Any, found: list[str]) -> dict[str, Any] | None:
    """Give *cell* as it can be read; what is wrong with it is added to *found*."""
    if not isinstance(cell, dict):
        found.append(f"found {type(cell).__name__} instead of a cell")
        return None
    kind = cell.get("cell_type")
    if kind not in _KINDS:
        found.append(f"found a cell of type {kind!r}")
        return None
    mended = dict(cell)
    for key, good, instead in _PARTS:
        if (key in mended or key == "source") and not good(mended.get(key)):
            found.append(f"found a cell whose {key!r} is none")
            mended[key] = instead()
    mended.setdefault("metadata", {})
    if kind == "code":
        given = mended.get("outputs")
        outputs = given if isinstance(given, list) else []
        mended["outputs"] = [each for each in outputs if _is_output(each)]
        mended.setdefault("execution_count", None)
        if len(mended["outputs"]) != len(outputs):
            found.append("found an output of a kind that does not exist")
    return mended


def _is_output(output: Any) -> bool:
    if not isinstance(output, dict):
        return False
    kind = output.get("output_type")
    if kind == "stream":
        return _is_text(output.get("text")) and isinstance(output.get("name"), str)
    if kind == "error":
        named = isinstance(output.get("ename"), str) and isinstance(output.get("evalue"), str)
        return named and _is_lines(output.get("traceback"))
    return kind in ("display_data", "execute_result") and isinstance(output.get("data"), dict)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or _is_lines(value)


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    return value is None or _is_number(value)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict)


def _is_bundles(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(bundle, dict) for bundle in value.values())


_PARTS: tuple[tuple[str, Callable[[Any], bool], Callable[[], Any]], ...] = (
    ("source", _is_text, str),
    ("metadata", _is_mapping, dict),
    ("attachments", _is_bundles, dict),
    ("outputs", lambda value: isinstance(value, list), list),
    ("execution_count", _is_count, lambda: None),
)
"""The parts of a cell, what tells a good one, and what stands in for another."""
