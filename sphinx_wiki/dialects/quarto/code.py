"""Code with attributes: ```` ```{#lst-x .python filename="a.py" lst-cap="…"} ````."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token

from sphinx_wiki.dialects.quarto.attributes import give_attributes
from sphinx_wiki.dialects.quarto.boxes import name_node
from sphinx_wiki.facts.pandoc import Attributes, match_attributes
from sphinx_wiki.figures.numbers import UNNUMBERED

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

# Blocks that only show how a cell is written.
_SHOWN_CELL = re.compile(r"\{(\{\s*(\w+)[^{}]*\})\}")
_LINES = re.compile(r"\d[\d,\s-]*")
_NUMBERED = ("number-lines", "numberLines")


def extend(md: MarkdownIt) -> None:
    """Add attributes of code to *md*."""
    md.core.ruler.before("inline", "quarto_code", code_rule)
    md.add_render_rule("render_quarto_code", render_code, fmt="docutils")


def code_rule(state: StateCore) -> None:
    """Read the first line of every fence; one with a caption gets a frame."""
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type != "fence":
            tokens.append(token)
        elif shown := _SHOWN_CELL.fullmatch(token.info.strip()):
            token.info = shown[2]
            token.content = f"{token.markup}{shown[1]}\n{token.content}{token.markup}\n"
            tokens.append(token)
        else:
            tokens += _read(token)
    state.tokens = tokens


def _read(fence: Token) -> list[Token]:
    language, brace, rest = fence.info.partition("{")
    found = match_attributes(brace + rest) if brace else None
    if found is None or rest[found[1] - 1 :].strip():
        return [fence]
    attributes, _end = found
    caption, name = attributes.values.get("lst-cap", ""), attributes.values.get("filename", "")
    _set_up(fence, language.strip(), attributes, named=not (caption or name))
    return framed(fence, attributes, caption, name) if caption or name else [fence]


def framed(fence: Token, attributes: Attributes, caption: str, name: str) -> list[Token]:
    """Give *fence* in a frame under its caption, or else under the *name* of its file."""
    opening = Token("quarto_code_open", "figure", 1, map=fence.map)
    opening.meta = {"attributes": attributes, "filename": name}
    text = Token("inline", "", 0, map=fence.map, content=caption, children=[])
    return [opening, text, fence, Token("quarto_code_close", "figure", -1)]


def _set_up(fence: Token, language: str, attributes: Attributes, *, named: bool) -> None:
    """Give a fence its language, and what MyST knows of its attributes by MyST's names."""
    classes = [name for name in attributes.classes if name not in _NUMBERED]
    if not language and classes:
        language = classes.pop(0)
    fence.info = "text" if language == "default" else language
    values = attributes.values
    marked = values.get("code-line-numbers", "")
    numbered = len(classes) < len(attributes.classes) - (fence.info in attributes.classes)
    if marked.lower() == "true" or numbered:
        fence.attrs["lineno-start"] = values.get("startFrom", values.get("start-from", "1"))
    elif _LINES.fullmatch(marked):
        fence.attrs["emphasize-lines"] = marked.replace(" ", "")
    give_attributes(fence, Attributes(attributes.id if named else "", tuple(classes)))


def render_code(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a frame of the code under its caption, or under the name of its file."""
    caption, fence = token.children
    attributes: Attributes = token.meta["attributes"]
    frame = nodes.container("", literal_block=True, classes=["literal-block-wrapper"])
    self.add_line_and_source_path(frame, token)
    head = nodes.caption("", "")
    self.add_line_and_source_path(head, token)
    frame += head
    with self.current_node_context(head):
        if caption.content:
            self.render_children(caption)
        else:
            head += nodes.Text(token.meta["filename"])
            frame["classes"].append("wiki-filename")
    if attributes.id:
        name_node(self, frame, attributes.id)
    if not attributes.id.startswith("lst-"):
        frame[UNNUMBERED] = True
    with self.current_node_context(frame, append=True):
        self.rules["render_fence"](fence)
