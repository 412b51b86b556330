"""What messages say about a wrong name or value: the value, short, and the nearest name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 60


def did_you_mean(name: str, names: Iterable[str], alike: float = 0.6) -> str:
    """Give `` Did you mean 'x'?`` for the nearest of *names*, or nothing.

    :param alike: how much alike it has to be, from 0 to 1, by :class:`difflib.SequenceMatcher`.

    >>> did_you_mean("titel", ["title", "date"])
    " Did you mean 'title'?"
    """
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=alike)
    return f" Did you mean {near[0]!r}?" if near else ""


def shown(value: object) -> str:
    """Give *value* as a message shows it: as Python would, but never long.

    >>> shown("x"), len(shown("x" * 100))
    ("'x'", 60)
    """
    written = repr(value)
    return written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"
