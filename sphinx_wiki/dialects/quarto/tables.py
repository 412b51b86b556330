"""Captions of tables: ``: Caption {#tbl-x}`` under the table, or above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token

from sphinx_wiki.dialects.quarto.attributes import split_attributes
from sphinx_wiki.dialects.quarto.boxes import name_node
from sphinx_wiki.facts.pandoc import Attributes
from sphinx_wiki.figures.numbers import UNNUMBERED

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_CAPTION = re.compile(r"(?:[Tt]able)?:\s+(?=\S)")
_NUMBER = re.compile(r"\d+")
_ENDS = ("table_close", "quarto_grid")
_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")


def extend(md: MarkdownIt) -> None:
    """Add captions of tables to *md*."""
    before = "deflist" if "deflist" in md.block.ruler.get_all_rules() else "paragraph"
    md.block.ruler.before(before, "quarto_caption", caption_rule)
    md.core.ruler.before("inline", "quarto_tables", tables_rule)
    md.add_render_rule("render_quarto_table", render_table, fmt="docutils")


def caption_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the paragraph under a table as its caption, before it is taken for a definition."""
    if silent or not state.tokens or state.tokens[-1].type not in _ENDS:
        return False
    if state.tokens[-1].level != state.level or not _CAPTION.match(_line(state, start)):
        return False
    last = start + 1
    while last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent:
        last += 1
    state.push("paragraph_open", "p", 1).map = [start, last]
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = (
        state.getLines(start, last, state.blkIndent, False).strip(),
        [start, last],
        [],
    )
    state.push("paragraph_close", "p", -1)
    state.line = last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def tables_rule(state: StateCore) -> None:
    """Join every table with its caption."""
    tokens: list[Token] = []
    begin: list[int] = []
    above: list[Token] | None = None
    rest = iter(enumerate(state.tokens))
    for at, token in rest:
        if token.type in ("table_open", "quarto_grid"):
            above = _caption(tokens[-3:])
            begin.append(len(tokens))
        tokens.append(token)
        if token.type not in _ENDS:
            continue
        first = begin.pop()
        below = _caption(state.tokens[at + 1 : at + 4])
        found = below or above or _row_caption(tokens, first)
        if found is None:
            continue
        if below:
            for _ in _PARAGRAPH:
                next(rest)
        elif found is above:
            del tokens[first - 3 : first]
            first -= 3
        tokens[first:] = _joined(found[1], tokens[first:])
    state.tokens = tokens


def _caption(paragraph: list[Token]) -> list[Token] | None:
    """Give *paragraph*, if it is the caption of a table."""
    if tuple(token.type for token in paragraph) != _PARAGRAPH:
        return None
    return paragraph if _CAPTION.match(paragraph[1].content) else None


def _row_caption(tokens: list[Token], first: int) -> list[Token] | None:
    """Take the caption that stands right under a table, where it looks like one more row."""
    begins = [at for at in range(first, len(tokens)) if tokens[at].type == "tr_open"]
    if len(begins) < 2:  # noqa: PLR2004 - a head, a row
        return None
    last = tokens[begins[-1] :]
    texts = [token for token in last if token.type == "inline"]
    if not _CAPTION.match(texts[0].content) or any(token.content for token in texts[1:]):
        return None
    end = next(at for at, token in enumerate(last) if token.type == "tr_close")
    del tokens[begins[-1] : begins[-1] + end + 1]
    return [last[0], texts[0], last[end]]


def _joined(caption: Token, table: list[Token]) -> list[Token]:
    mark = _CAPTION.match(caption.content)
    assert mark is not None
    caption.content, attributes = split_attributes(caption.content[mark.end() :])
    opening = Token("quarto_table_open", "figure", 1, map=table[0].map)
    opening.meta = {"attributes": attributes or Attributes()}
    return [opening, caption, *table, Token("quarto_table_close", "figure", -1)]


def render_table(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a table with a title; it is numbered if it has a name."""
    caption, table = token.children
    attributes: Attributes = token.meta["attributes"]
    self.rules[f"render_{table.type}"](table)
    node = next(each for each in reversed(self.current_node.children) if _is_table(each))
    assert isinstance(node, nodes.table)
    title = nodes.title("", "")
    self.add_line_and_source_path(title, caption)
    node.insert(0, title)
    with self.current_node_context(title):
        self.render_children(caption)
    node["classes"] += attributes.classes
    _share_width(node, attributes.values.get("tbl-colwidths", ""))
    if attributes.id:
        name_node(self, node, attributes.id)
    else:
        node[UNNUMBERED] = True


def _share_width(table: nodes.table, widths: str) -> None:
    """Share the width among the columns as ``[75,25]`` says; anything else is left to the page."""
    shares = [int(share) for share in _NUMBER.findall(widths)]
    columns = list(table.findall(nodes.colspec))
    if len(shares) != len(columns) or not all(shares):
        return
    table["classes"] = ["colwidths-given" if name == "colwidths-auto" else name
                        for name in table["classes"]]  # fmt: skip
    for column, share in zip(columns, shares, strict=True):
        column["colwidth"] = share


def _is_table(node: nodes.Node) -> bool:
    return isinstance(node, nodes.table)
