"""Where in the file of a notebook the text of its cells stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}:]')
_SOURCE = '"source"'
_CELL = [("{", ""), ("[", '"cells"'), ("{", "")]
_IN_SOURCE = [*_CELL, ("[", _SOURCE)]


def source_lines(text: str) -> Sequence[int]:
    """Give the line on which the source of each cell begins, counted from 1.

    Jupyter saves every line of a source as one line of the file. Where one is saved in another
    way, nothing is given: its lines are no lines of the file.

    :param text: a notebook's JSON.

    >>> source_lines('{"cells": [\\n {"source": [\\n  "a\\\\n",\\n  "b"\\n ]}]}')
    [3]
    >>> source_lines('{"cells": [{"source": "a\\\\nb"}]}')
    []
    """
    found: list[int] = []
    within: list[tuple[str, str]] = []
    places: list[int] = []
    last, key, line, at = "", "", 1, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        line += text.count("\n", at, token.start())
        at = token.start()
        if sign == ":":
            key = last
        elif sign in "[{":
            within.append((sign, key))
            key = ""
        elif sign in "]}":
            if within == _IN_SOURCE:
                found.append(places[0] if places else line)
                if places != list(range(found[-1], found[-1] + len(places))):
                    return []
                places = []
            if within:
                within.pop()
        else:
            if within == _IN_SOURCE:
                places.append(line)
            elif key == _SOURCE and within == _CELL:
                # All of it in one string.
                if r"\n" in sign:
                    return []
                found.append(line)
            last, key = sign, ""
    return found
