"""What MkDocs reads with the extensions that its themes ask for: Python-Markdown's dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.mkdocs import boxes, headings, html, indented, tabs

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def extend(md: MarkdownIt) -> None:
    """Add boxes, tabs, attributes of headings and HTML with Markdown in it to *md*."""
    for construct in (indented, boxes, tabs, headings, html):
        construct.extend(md)
