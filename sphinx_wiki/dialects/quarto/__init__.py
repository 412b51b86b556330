"""Quarto's Markdown, which is Pandoc's.

Signs that mean nothing else in MyST act in every note. Those that are prose or
other syntax elsewhere (``@name``, ``~x~``, ``^x^``) act only in notes of
Quarto: see :func:`sphinx_wiki.dialects.quarto.where.is_quarto`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.quarto import cells, divs, fences, includes, shortcodes
from sphinx_wiki.dialects.quarto.where import is_qmd, is_quarto

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def extend(md: MarkdownIt) -> None:
    """Add everything that notes of Quarto hold to *md*."""
    document = md.options.get("document")
    ours = document is not None and is_quarto(document.settings.env)
    divs.extend(md, quarto=ours)
    fences.extend(md, quarto=ours)
    if ours:
        includes.extend(md)
        shortcodes.extend(md)
    if document is not None and is_qmd(document.settings.env):
        cells.extend(md)
