"""Thematic breaks, drawn as every writer draws transitions."""

from __future__ import annotations

from typing import Any

from sphinx_wiki.nodes import ThematicBreak


def visit_break(self: Any, node: ThematicBreak) -> None:
    """Write what the writer writes for a transition."""
    self.visit_transition(node)


def depart_break(self: Any, node: ThematicBreak) -> None:
    """End as the writer does."""
    self.depart_transition(node)
