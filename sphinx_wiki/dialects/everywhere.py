"""What Markdown means everywhere, and MyST takes otherwise; also in notes with cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.dialects import unknown
from sphinx_wiki.dialects.html import render_html
from sphinx_wiki.dialects.pictures import mend_picture
from sphinx_wiki.nodes import ThematicBreak

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def extend(md: MarkdownIt) -> None:
    """Have *md* make the nodes that are meant."""
    for name, rule in (
        ("render_html_block", _html),
        ("render_html_inline", _html),
        ("render_image", _image),
        ("render_hr", _break),
    ):
        md.add_render_rule(name, rule, fmt="docutils")
    unknown.extend(md)


def _html(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Render HTML as MyST does, and what it shows and leads to as that of Markdown."""
    if not render_html(self, token):
        before = len(self.current_node)
        type(self).render_html_block(self, token)
        _mend(self, before)


def _image(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Render a picture as MyST does, and see what else its address says."""
    before = len(self.current_node)
    type(self).render_image(self, token)
    _mend(self, before)


def _mend(self: SphinxRenderer, before: int) -> None:
    for node in self.current_node[before:]:
        if isinstance(node, nodes.image):
            mend_picture(self, node)


def _break(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Render a thematic break, which in Markdown can stand anywhere.

    Docutils knows transitions between blocks of a section alone, and warns of others.
    """
    node = ThematicBreak()
    self.add_line_and_source_path(node, token)
    self.current_node.append(node)
