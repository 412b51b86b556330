"""How much a cell may put on a page; what is more is counted and left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TEXT_LIMIT = 200_000
"""Characters of text that a cell may print or show."""

DATA_LIMIT = 32_000_000
"""Characters of pictures, figures and HTML that a cell may show."""

COUNT_LIMIT = 1000
"""Outputs that a cell may have."""

TRACEBACK_LIMIT = 20_000
"""Characters of the traceback of a failure, of which the middle is left out."""

# Surrogates cannot be written as UTF-8, and XML knows no control characters but
# white space; escape begins the colours of terminals.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]")

_SHOWN = ("execute_result", "display_data", "update_display_data")


class OutputLimit:
    """Watches the messages about the output of one cell after another."""

    def __init__(self) -> None:
        self._forget()
        self._characters = self._lines = self._outputs = 0

    def admit(self, message: dict[str, Any]) -> bool:
        """Tell whether *message* may be taken; cuts its text where only a part may be."""
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            return self._admit_text(content, "text")
        if kind in _SHOWN:
            return self._admit_data(content)
        if kind == "clear_output":
            self._forget()
        elif kind == "error":
            _shorten(content)
        return True

    def remark(self) -> str:
        """Say what was left out since the last remark; the empty string for nothing."""
        parts = []
        if self._characters:
            lines = max(1, self._lines)
            size = f"{self._characters:,} {_plural('character', self._characters)}"
            parts.append(f"{lines:,} more {_plural('line', lines)} of output ({size})")
        if self._outputs:
            parts.append(f"{self._outputs:,} more {_plural('output', self._outputs)}")
        self._forget()
        self._characters = self._lines = self._outputs = 0
        return f"Not shown: {' and '.join(parts)}." if parts else ""

    def _forget(self) -> None:
        self._seen_text = self._seen_data = self._seen_outputs = 0

    def _admit_text(self, content: dict[str, Any], key: str) -> bool:
        text = content[key]
        room = max(0, TEXT_LIMIT - self._seen_text)
        self._seen_text += len(text)
        if len(text) > room:
            self._characters += len(text) - room
            self._lines += text.count("\n", room)
            text = text[:room]
        content[key] = printable(text)
        return bool(text)

    def _admit_data(self, content: dict[str, Any]) -> bool:
        data = content["data"]
        sizes = {kind: _size(value) for kind, value in data.items() if kind != "text/plain"}
        self._seen_outputs += 1
        if self._seen_outputs > COUNT_LIMIT or self._seen_data + sum(sizes.values()) > DATA_LIMIT:
            self._outputs += 1
            return False
        self._seen_data += sum(sizes.values())
        for kind, value in data.items():
            if isinstance(value, str):
                data[kind] = printable(value)
        # Where there is nothing else, text is what is shown.
        if "text/plain" not in data or sizes:
            return True
        return self._admit_text(data, "text/plain")


def printable(text: str) -> str:
    """Give *text* with characters that no page can hold replaced.

    >>> printable("a\\ud800b\\x00c\\n")
    'a�b�c\\n'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def _shorten(content: dict[str, Any]) -> None:
    """Cut the middle out of a long traceback: its ends say most."""
    half = TRACEBACK_LIMIT // 2
    content["evalue"] = _ends(printable(str(content["evalue"])), half)
    lines = printable("\n".join(content["traceback"]))
    content["traceback"] = _ends(lines, half).split("\n")


def _ends(text: str, half: int) -> str:
    if len(text) <= 2 * half:
        return text
    return f"{text[:half]}\n… {len(text) - 2 * half:,} characters …\n{text[-half:]}"


def _size(value: object) -> int:
    """Give about how many characters *value* has in JSON."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(len(str(key)) + _size(each) for key, each in value.items())
    if isinstance(value, list):
        return sum(map(_size, value)) + len(value)
    return 8


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"
