"""What a cell printed, as the terminal shows it in the end."""

from __future__ import annotations

from collections.abc import Iterable

from nbformat import NotebookNode


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
        output.text = returned("".join(parts[name]))
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


def _put_errors_last(outputs: list[NotebookNode]) -> None:
    """Swap neighbours that are printed at once: which of them comes first is chance."""
    names = [output.get("name") for output in outputs]
    for index in range(len(outputs) - 1):
        if names[index : index + 2] == ["stderr", "stdout"]:
            outputs[index : index + 2] = outputs[index + 1], outputs[index]
            return
