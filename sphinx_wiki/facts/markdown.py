"""What rules of markdown-it for blocks have in common."""

from __future__ import annotations

INTERRUPTS = ("paragraph", "reference", "blockquote", "list", "footnote_def")
"""The blocks that another one ends without a blank line between: for ``alt`` of its rule."""
