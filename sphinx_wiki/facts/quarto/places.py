"""What tells the places in a ``.qmd`` note for which code is run."""

from __future__ import annotations

KEY = "quarto"
"""The metadata of a cell that says which place in the note is its own."""


def place_key(kind: str, language: str, text: str) -> str:
    """Give what tells a place for code from others: what stands there, less the blanks.

    >>> place_key("cell", "python", "x =  1\\nx")
    'cell python x = 1 x'
    """
    return f"{kind} {language} {' '.join(text.split())}"
