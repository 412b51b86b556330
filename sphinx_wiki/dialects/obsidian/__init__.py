"""Obsidian's Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.obsidian import (
    blocks,
    breaks,
    callouts,
    comments,
    embeds,
    marks,
    tasks,
    wikilinks,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def extend(md: MarkdownIt) -> None:
    """Add everything that notes of Obsidian hold to *md*."""
    for construct in (wikilinks, embeds, comments, marks, callouts, tasks, blocks, breaks):
        construct.extend(md)
