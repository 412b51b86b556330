"""What MkDocs reads with the extensions that its themes ask for: Python-Markdown's dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.mkdocs import boxes, code, headings, html, indented, tabs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def extend(md: MarkdownIt) -> None:
    """Add all of it that is read here to *md*."""
    for construct in (indented, boxes, tabs, headings, html, code):
        construct.extend(md)
