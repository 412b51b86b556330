"""What a cell printed, as the terminal shows it in the end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nbformat import NotebookNode

_CELL_FILE = re.compile(r"""[^\s"'<>]*[/\\]ipykernel_\d+[/\\]\d+\.py""")


def join_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Give *outputs* with one output for each stream, in an order that does not change with runs.

    Ours, because nbclient and MyST-NB look for carriage returns in a time that grows with the
    square of a line's length.
    """
    joined: list[NotebookNode] = []
    parts: dict[str, list[str]] = {}
    streams: dict[str, NotebookNode] = {}
    for output in outputs:
        if output.output_type != "stream":
            joined.append(output)
            continue
        if output.name not in streams:
            streams[output.name] = output
            joined.append(output)
        parts.setdefault(output.name, []).append(output.text)
    for name, output in streams.items():
        output.text = without_process(returned("".join(parts[name])))
    _put_errors_last(joined)
    return joined


def returned(text: str) -> str:
    """Give *text* with what carriage returns let the rest of the line overwrite left out.

    >>> returned("10 %\\r100 %\\ndone\\r\\n")
    '100 %\\ndone\\n'
    """
    if "\r" not in text:
        return text
    lines = text.split("\n")
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in lines)


def without_process(text: str) -> str:
    """Give *text* without the number of the process that ran a cell, which no other run has.

    Python's warnings say in which file they came up, and that of a cell is named after it.

    >>> without_process("/tmp/ipykernel_4711/99.py:1: FutureWarning: old")
    '<cell>:1: FutureWarning: old'
    """
    return _CELL_FILE.sub("<cell>", text) if "ipykernel_" in text else text


def _put_errors_last(outputs: list[NotebookNode]) -> None:
    """Swap neighbours that are printed at once: which of them comes first is chance."""
    names = [output.get("name") for output in outputs]
    for index in range(len(outputs) - 1):
        if names[index : index + 2] == ["stderr", "stdout"]:
            outputs[index : index + 2] = outputs[index + 1], outputs[index]
            return
