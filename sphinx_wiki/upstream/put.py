"""Putting a function of ours in place of one that everyone in the process calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def put_once(owner: object, name: str, of: Callable[[Any], Any]) -> None:
    """Put what *of* makes of the function *name* of *owner* there, unless it is there already.

    :param of: gives a function that has the one it was given as ``__wrapped__``.
    """
    ordinary = getattr(owner, name)
    if not hasattr(ordinary, "__wrapped__"):
        setattr(owner, name, of(ordinary))
