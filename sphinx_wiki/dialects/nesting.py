"""How deep blocks may stand within one another before a note is given up as unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

DEEPEST = 100
"""As in markdown-it's own preset; a list counts twice, for itself and for its item.

MyST's preset has 20, and what stands deeper is left out without a word.
"""


def extend(md: MarkdownIt) -> None:
    """Let blocks stand :data:`DEEPEST` deep, and refuse deeper ones."""
    md.options["maxNesting"] = DEEPEST
    md.core.ruler.after("block", "wiki_nesting", _refuse)


def _refuse(state: StateCore) -> None:
    """Look for blocks that may have lost what stands in them.

    :raises RecursionError: where there is one.
    """
    if any(token.nesting > 0 and token.level + 1 >= DEEPEST for token in state.tokens):
        raise RecursionError
