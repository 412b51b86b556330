"""Obsidian's Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.obsidian import callouts, comments, marks, wikilinks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def extend(md: MarkdownIt) -> None:
    """Add everything that notes of Obsidian hold to *md*."""
    for construct in (wikilinks, comments, marks, callouts):
        construct.extend(md)
