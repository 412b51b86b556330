"""Boxes: ``!!! note "Title"``, and ``???`` for those that open and close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.dialects.boxes import fill_box, has_own_title, own_box, titled_box
from sphinx_wiki.dialects.mkdocs.indented import BOX, TITLE
from sphinx_wiki.facts.callouts import KINDS, Callout

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_FOLDS: Mapping[str, str] = {"!!!": "", "???": "-", "???+": "+"}


def extend(md: MarkdownIt) -> None:
    """Have *md* draw boxes."""
    md.add_render_rule(f"render_{BOX}", render_box, fmt="docutils")


def render_box(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make the admonition that looks like the box, or a dropdown where it folds."""
    name, *others = (token.meta["names"] or "note").lower().split()
    callout = Callout(name, KINDS.get(name, "note"), _FOLDS[token.meta["sign"]], None)
    classes = [f"wiki-callout-{callout.kind}", *others]
    title: SyntaxTreeNode | str = callout.shown
    content = token.children
    if content and content[0].type == TITLE:
        title, *content = content
    head: nodes.Element | None = None
    if token.meta["title"] is None and not callout.fold and has_own_title(name):
        box = own_box(name, classes)
    else:
        if token.meta["title"] == "":
            # Not to be seen on pages; other formats cannot do without one.
            classes.append("wiki-callout-untitled")
        box, head = titled_box(callout.kind, callout.fold, classes)
    self.add_line_and_source_path(box, token)
    fill_box(self, box, head, title, content)
