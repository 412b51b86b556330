"""Theorems and their like, which each note numbers: ``::: {#thm-line name="…"}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_wiki.collect.labels import LABEL
from sphinx_wiki.dialects.quarto.boxes import Div, draw, place

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_ = get_translation("sphinx_wiki")

_COUNTS = "quarto_counts"
_STATEMENTS = ("thm", "lem", "cor", "prp", "cnj")
"""What is set in italics, as in books."""


def _words() -> Mapping[str, str]:
    """Give the word before the number, in the language of the page."""
    return {
        "thm": _("Theorem"),
        "lem": _("Lemma"),
        "cor": _("Corollary"),
        "prp": _("Proposition"),
        "cnj": _("Conjecture"),
        "def": _("Definition"),
        "exm": _("Example"),
        "exr": _("Exercise"),
        "rem": _("Remark"),
        "sol": _("Solution"),
        "nte": _("Note"),
        "tip": _("Tip"),
        "wrn": _("Warning"),
        "imp": _("Important"),
        "cau": _("Caution"),
    }


def _unnumbered() -> Mapping[str, str]:
    return {"proof": _("Proof"), "remark": _("Remark"), "solution": _("Solution")}


def next_number(self: SphinxRenderer, identifier: str) -> tuple[str, str] | None:
    """Give the word and the next number for what is called *identifier*, if that is counted."""
    kind, hyphen, _name = identifier.partition("-")
    word = _words().get(kind.lower()) if hyphen else None
    if word is None:
        return None
    counts = self.md_env.setdefault(_COUNTS, {})
    counts[kind] = counts.get(kind, 0) + 1
    return word, str(counts[kind])


def draw_theorem(self: SphinxRenderer, div: Div) -> bool:
    """Make a box that begins with what it is, its number and its title."""
    number = next_number(self, div.attributes.id)
    proof = next((name for name in div.attributes.classes if name in _unnumbered()), "")
    if number is None and not proof:
        return False
    kind = div.attributes.id.partition("-")[0] if number else proof
    box = nodes.container("", is_div=True, classes=["wiki-theorem", *div.attributes.classes])
    if kind in _STATEMENTS:
        box["classes"].append("wiki-statement")
    place(self, div, box)
    if number:
        box[LABEL] = number
    title, content = _title(div)
    with self.current_node_context(box, append=True):
        draw(self, content)
    said = " ".join(number) if number else _unnumbered()[proof]
    head: nodes.TextElement = nodes.strong() if number else nodes.emphasis()
    head += nodes.Text(said)
    if title is not None:
        head += nodes.Text(" (")
        with self.current_node_context(head):
            self.render_children(title)
        head += nodes.Text(")")
    _put_first(box, head, "\N{NO-BREAK SPACE} " if number else ". ")
    return True


def _title(div: Div) -> tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]:
    """Give the attribute ``name``, or else the first heading, and what is left."""
    if div.title is None and div.content and div.content[0].type == "heading":
        return div.content[0], div.content[1:]
    return div.title, div.content


def _put_first(box: nodes.Element, head: nodes.Element, space: str) -> None:
    first = box[0] if box.children else None
    if not isinstance(first, nodes.paragraph):
        first = nodes.paragraph()
        first.source, first.line = box.source, box.line
        box.insert(0, first)
    first.insert(0, [head, nodes.Text(space)])
