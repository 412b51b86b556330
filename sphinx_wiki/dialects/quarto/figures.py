"""Figures: an image with a caption that stands alone, and ``::: {#fig-x}``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from sphinx_wiki.dialects.quarto.boxes import Div, draw, name_node, place
from sphinx_wiki.figures.numbers import SUBFIGURE, UNNUMBERED
from sphinx_wiki.figures.tables import OutputTable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_SIDES = ("left", "center", "right")
_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def extend(md: MarkdownIt, *, quarto: bool) -> None:
    """Add figures to *md*.

    :param quarto: whether every image with a caption is one; otherwise it needs a name.
    """

    def rule(state: StateCore) -> None:
        figures_rule(state, quarto=quarto)

    md.core.ruler.after("inline", "quarto_figures", rule)
    md.add_render_rule("render_quarto_figure", render_figure, fmt="docutils")


def figures_rule(state: StateCore, *, quarto: bool) -> None:
    """Make figures of the images that stand alone in a paragraph."""
    for at, token in enumerate(state.tokens):
        images = [child for child in token.children or () if child.type == "image"]
        three = state.tokens[at - 1 : at + 2]
        if images and _is_figure(three, quarto=quarto):
            (image,) = images
            three[0].type, three[2].type = "quarto_figure_open", "quarto_figure_close"
            three[0].meta = {"image": image}
            token.children = image.children or []
        for image in images:
            if said := image.attrs.get("fig-alt"):
                # What those hear who do not see it is another thing than the caption.
                image.children = [Token("text", "", 0, content=str(said))]


def _is_figure(paragraph: list[Token], *, quarto: bool) -> bool:
    if tuple(each.type for each in paragraph) != _PARAGRAPH or paragraph[0].hidden:
        return False
    children = paragraph[1].children or []
    if len(children) != 1:
        return False
    named = str(children[0].attrs.get("id", "")).startswith("fig-")
    return named or (quarto and bool(children[0].children))


def render_figure(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a figure of an image and its caption."""
    draw_figure(self, token, nodes.figure())


def draw_figure(
    self: SphinxRenderer, token: SyntaxTreeNode, figure: nodes.Element, letter: str = ""
) -> None:
    """Append *figure* with its image and its caption.

    :param letter: what tells it from others of one figure, where it is a part of that.
    """
    image: Token = token.meta["image"]
    name = str(image.attrs.pop("id", ""))
    self.add_line_and_source_path(figure, token)
    (drawn,) = SyntaxTreeNode([image]).children
    image.map = [token.map[0], token.map[1]] if token.map else None
    with self.current_node_context(figure, append=True):
        self.rules["render_image"](drawn)
        (words,) = token.children
        if words.children or letter:
            caption: nodes.TextElement = nodes.caption("", "")
            if letter:
                caption = nodes.paragraph("", f"({letter}) ", classes=["wiki-subcaption"])
            self.add_line_and_source_path(caption, token)
            with self.current_node_context(caption, append=True):
                self.render_children(words)
    side = str(image.attrs.get("fig-align", ""))
    if side in _SIDES and not letter:
        figure["align"] = side
    if name:
        name_node(self, figure, name)
    if not name.startswith("fig-"):
        figure[UNNUMBERED] = True


def draw_figure_div(self: SphinxRenderer, div: Div) -> bool:
    """Make a figure or a table of a div; its last paragraph is the caption."""
    kind = div.attributes.id.partition("-")[0]
    if kind not in ("fig", "tbl"):
        return False
    content, caption = _caption(div.content)
    if kind == "tbl" and caption is None:
        return _name_table(self, div)
    frame: nodes.Element = nodes.figure() if kind == "fig" else OutputTable()
    frame["classes"] += div.attributes.classes
    place(self, div, frame)
    described = nodes.caption("", "")
    if caption is not None:
        self.add_line_and_source_path(described, caption)
        with self.current_node_context(described):
            for child in caption.children:
                self.rules[f"render_{child.type}"](child)
    with self.current_node_context(frame, append=True):
        if kind == "tbl":
            self.current_node.append(described)
        _draw_parts(self, div, content, kind)
        if kind == "fig" and caption is not None:
            self.current_node.append(described)
    return True


def _name_table(self: SphinxRenderer, div: Div) -> bool:
    """Give the name of a div to the table in it, which has a caption of its own."""
    tables = [child for child in div.content if child.type == "quarto_table"]
    if len(tables) != 1 or tables[0].meta["attributes"].id:
        return False
    tables[0].meta["attributes"] = replace(tables[0].meta["attributes"], id=div.attributes.id)
    draw(self, div.content)
    return True


def _caption(
    content: list[SyntaxTreeNode],
) -> tuple[list[SyntaxTreeNode], SyntaxTreeNode | None]:
    last = content[-1] if content else None
    if last is not None and last.type == "paragraph":
        return content[:-1], last
    return content, None


def _draw_parts(
    self: SphinxRenderer, div: Div, content: Iterable[SyntaxTreeNode], kind: str
) -> None:
    """Draw what a figure holds; figures in a figure are its parts, called by letters."""
    letters = iter(_LETTERS)
    columns = div.attributes.values.get("layout-ncol", "")
    box = nodes.container("", is_div=True)
    if columns.isdecimal() and 0 < int(columns) <= 12:  # noqa: PLR2004 - as many as a grid has
        box["classes"].append("wiki-layout")
        box["style"] = f"--wiki-layout: {int(columns)}"
    with self.current_node_context(box):
        for child in content:
            if child.type == "quarto_figure" and kind == "fig":
                part = nodes.container("", is_div=True)
                letter = next(letters, "")
                draw_figure(self, child, part, letter)
                part[SUBFIGURE] = letter
            else:
                draw(self, [child])
    if box["classes"]:
        self.current_node.append(box)
    else:
        self.current_node.extend(box.children)
