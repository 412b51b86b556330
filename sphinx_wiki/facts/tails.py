"""What is common to all names by which an object can be called."""

from __future__ import annotations

import re

_PARTS = re.compile(r"[\s.:/#!~]+")
_END = re.compile(r"[(=\[<].*", re.DOTALL)


def tail(name: str) -> str:
    """Give the last part of a name, in small letters.

    Objects can be called by less than their whole name, with marks before it, and with
    arguments after it; how, each domain decides for itself.

    >>> tail("~package.module.Function()"), tail("--verbose=2"), tail("A term")
    ('function', '--verbose', 'term')
    """
    parts = [part for part in _PARTS.split(_END.sub("", name)) if part]
    return (parts[-1] if parts else name).lower()
