"""How commands say things."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Give a number of things in words.

    >>> count(1, "note"), count(1200, "note")
    ('1 note', '1,200 notes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
