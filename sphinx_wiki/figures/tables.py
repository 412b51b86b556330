"""Outputs that are a table with a caption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.docutils import SphinxTranslator
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.text import TextTranslator

_ = get_translation("sphinx_wiki")


class OutputTable(nodes.General, nodes.Element):
    """The outputs of a cell that are a table with a caption, which stands above it."""


def visit_html(self: HTML5Translator, node: OutputTable) -> None:
    """Write a captioned table."""
    visitor = cast("nodes.NodeVisitor", self)
    caption, *content = node.children
    self.body.append(self.starttag(node, "figure", CLASS="wiki-output-table"))
    self.body.append("<figcaption>\n")
    caption.walkabout(visitor)
    ending = self.body.pop()
    self.add_permalink_ref(node, _("Link to this table"))
    self.body.append(f"{ending}</figcaption>\n")
    for child in content:
        child.walkabout(visitor)
    self.body.append("</figure>\n")
    raise nodes.SkipNode


def visit_latex(self: LaTeXTranslator, node: OutputTable) -> None:
    """Begin a captioned table."""
    del node
    self.body.append("\n\\begin{table}[htbp]\n\\centering\n\\capstart\\sphinxthecaptionisattop\n")


def depart_latex(self: LaTeXTranslator, node: OutputTable) -> None:
    """End a captioned table, with the labels that references to its number use."""
    self.body.append(f"\n{self.hypertarget_to(node)}\n\\end{{table}}\n")


def visit_text(self: TextTranslator, node: OutputTable) -> None:
    """Begin a captioned table."""
    del node
    self.new_state()


def depart_text(self: TextTranslator, node: OutputTable) -> None:
    """End a captioned table."""
    del node
    self.end_state()


def visit_plain(self: SphinxTranslator, node: OutputTable) -> None:
    """Let caption and content follow each other."""
    del self, node


def register(app: Sphinx) -> None:
    """Let Sphinx number captioned tables, and every writer show them."""
    html: Any = (visit_html, None)
    plain = (visit_plain, visit_plain)
    app.add_enumerable_node(
        OutputTable,
        "table",
        html=html,
        latex=(visit_latex, depart_latex),
        text=(visit_text, depart_text),
        man=plain,
        texinfo=plain,
    )
