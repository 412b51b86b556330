"""The nearest valid name, for messages about a name that is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Give `` Did you mean 'x'?`` for the nearest of *names*, or nothing.

    >>> did_you_mean("titel", ["title", "date"])
    " Did you mean 'title'?"
    """
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f" Did you mean {near[0]!r}?" if near else ""
