"""Quarto's Markdown, which is Pandoc's.

Signs that mean nothing else in MyST act in every note. Those that are prose or
other syntax elsewhere (``@name``, ``~x~``, ``^x^``) act only in notes of
Quarto: see :func:`sphinx_wiki.dialects.quarto.where.is_quarto`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.dialects.quarto import (
    addresses,
    attributes,
    boxes,
    cells,
    citations,
    code,
    conditions,
    crossrefs,
    diagrams,
    divs,
    equations,
    fences,
    figures,
    grids,
    includes,
    inline,
    interlinks,
    names,
    scripts,
    shortcodes,
    tables,
)
from sphinx_wiki.dialects.quarto.callouts import draw_callout
from sphinx_wiki.dialects.quarto.layout import draw_layout
from sphinx_wiki.dialects.quarto.tabsets import draw_tabset
from sphinx_wiki.dialects.quarto.theorems import draw_theorem
from sphinx_wiki.dialects.quarto.where import is_quarto

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

KINDS: tuple[boxes.Draw, ...] = (
    conditions.draw_conditional,
    draw_callout,
    draw_tabset,
    draw_theorem,
    figures.draw_figure_div,
    draw_layout,
)
"""What divs can be, in the order in which they are asked."""


def extend(md: MarkdownIt) -> None:
    """Add everything that notes of Quarto hold to *md*."""
    document = md.options.get("document")
    ours = document is not None and is_quarto(document.settings.env)
    divs.extend(md, quarto=ours)
    fences.extend(md, quarto=ours)
    for construct in (attributes, inline, conditions, code, equations, grids, tables):
        construct.extend(md)
    figures.extend(md, quarto=ours)
    crossrefs.extend(md, quarto=ours)
    citations.extend(md, quarto=ours)
    boxes.extend(md, KINDS)
    if ours:
        names.extend(md)
        scripts.extend(md)
        includes.extend(md)
        shortcodes.extend(md)
        addresses.extend(md)
        diagrams.extend(md)
        interlinks.extend(md)
        cells.extend(md)
