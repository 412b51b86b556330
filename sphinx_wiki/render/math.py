"""Formulas in HTML: TeX in the page, drawn in the browser from the site's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

RENDERER = "wiki"
_CLASSES = "math notranslate nohighlight"


def visit_math(writer: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a sentence."""
    writer.body.append(writer.starttag(node, "span", "", CLASS=_CLASSES))
    writer.body.append(rf"\({writer.encode(node.astext())}\)</span>")
    raise nodes.SkipNode


def visit_math_block(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula with its number, if it has one."""
    writer.body.append(writer.starttag(node, "div", CLASS=_CLASSES))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, _("Link to this equation"))
        writer.body.append("</span>")
    writer.body.append(_display(writer, node))
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def _display(writer: HTML5Translator, node: nodes.math_block) -> str:
    tex = writer.encode(node.astext())
    if node.get("no-wrap", node.get("nowrap")):
        return tex
    parts = [part.strip() for part in node.astext().split("\n\n") if part.strip()]
    drawn = [writer.encode(part) for part in parts]
    aligned = [
        rf"\begin{{split}}{tex}\end{{split}}" if r"\\" in part and r"\begin" not in part else tex
        for part, tex in zip(parts, drawn, strict=True)
    ]
    if len(aligned) > 1:
        return r"\[\begin{gathered}" + r"\\".join(aligned) + r"\end{gathered}\]"
    return rf"\[{''.join(aligned)}\]"
