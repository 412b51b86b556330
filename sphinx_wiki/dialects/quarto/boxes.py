"""The nodes that divs become: by id or class, or else a box with both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.quarto.divs import TITLE
from sphinx_wiki.facts.pandoc import Attributes
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import DIV_ID

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


class Div(NamedTuple):
    """A div that is being rendered."""

    token: SyntaxTreeNode
    attributes: Attributes
    title: SyntaxTreeNode | None
    """Holds the text of the attribute ``title`` or ``name``."""
    content: list[SyntaxTreeNode]


Draw: TypeAlias = "Callable[[SphinxRenderer, Div], bool]"
"""Appends the node of a div; says no to a div that is not of its kind."""


def extend(md: MarkdownIt, kinds: Iterable[Draw]) -> None:
    """Let *md* draw divs, each by the first of *kinds* that takes it."""
    order = (*kinds, draw_plain)

    def render(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
        div = _read(token)
        if token.meta.get("endless"):
            _warn_endless(self, div)
        next(True for draw in order if draw(self, div))

    md.add_render_rule("render_quarto_div", render, fmt="docutils")
    md.add_render_rule("render_quarto_stray", render_stray, fmt="docutils")


def _read(token: SyntaxTreeNode) -> Div:
    children = token.children
    titled = bool(children) and children[0].type == "inline" and TITLE in children[0].meta
    title = children[0] if titled else None
    return Div(token, token.meta["attributes"], title, children[titled:])


def draw_plain(self: SphinxRenderer, div: Div) -> bool:
    """Make a box with the classes and the id of the div.

    Without an id, one that holds headings is none: in a box they would be no parts of the note.
    """
    parted = any(child.type == "heading" for child in div.content) and not div.attributes.id
    if parted and isinstance(self.current_node, (nodes.document, nodes.section)):
        draw(self, div.content)
        return True
    draw_box(self, div, nodes.container("", is_div=True, classes=list(div.attributes.classes)))
    return True


def draw_box(
    self: SphinxRenderer,
    div: Div,
    box: nodes.Element,
    content: Iterable[SyntaxTreeNode] | None = None,
) -> None:
    """Append *box* with the id and the content of the div."""
    place(self, div, box)
    with self.current_node_context(box, append=True):
        draw(self, div.content if content is None else content)


def place(self: SphinxRenderer, div: Div, box: nodes.Element) -> None:
    """Give *box* the place and the id of the div."""
    self.add_line_and_source_path(box, div.token)
    self.copy_attributes(div.token, box, ("class", "id"))
    if identifier := div.attributes.id:
        box[DIV_ID] = identifier
        name_node(self, box, identifier)


def name_node(self: SphinxRenderer, node: nodes.Element, identifier: str) -> None:
    """Make *node* the target of links to *identifier*."""
    node["names"].append(nodes.fully_normalize_name(identifier))
    self.document.note_explicit_target(node, node)


def draw(self: SphinxRenderer, content: Iterable[SyntaxTreeNode]) -> None:
    """Append what *content* becomes."""
    for child in content:
        self.rules[f"render_{child.type}"](child)


def parts(content: Iterable[SyntaxTreeNode]) -> Iterator[list[SyntaxTreeNode]]:
    """Give what stands before the first heading, then each heading with what is below it.

    Only headings of the first one's level count.
    """
    part: list[SyntaxTreeNode] = []
    level = ""
    for child in content:
        if child.type == "heading" and child.tag == (level or child.tag):
            level = child.tag
            yield part
            part = []
        part.append(child)
    yield part


def render_stray(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Show nothing for colons that end nothing, and say so."""
    warn(
        "Found ':::' where no div is open; expected a line before it that opens one, such as "
        "'::: {.callout-note}'.",
        Kind.SYNTAX,
        (self.sphinx_env.current_document.docname, token_line(token)),
    )


def _warn_endless(self: SphinxRenderer, div: Div) -> None:
    attributes = div.attributes
    name = f".{attributes.classes[0]}" if attributes.classes else f"#{attributes.id}"
    warn(
        f"The div '{name}' has no end and goes on as far as the text around it; "
        "expected a line ':::'.",
        Kind.SYNTAX,
        (self.sphinx_env.current_document.docname, token_line(div.token)),
    )
