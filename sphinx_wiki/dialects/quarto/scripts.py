"""What means something else elsewhere: ``H~2~O``, ``x^2^``, verse after ``| ``, quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.rules_block import blockquote
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_LINE = re.compile(r"\|(?: (?P<indent> *)(?P<text>.*))?$")
_INDENT = "\N{NO-BREAK SPACE}"


def extend(md: MarkdownIt) -> None:
    """Add sub- and superscripts and line blocks to *md*, which reads a note of Quarto."""
    md.use(sub_plugin).use(superscript_plugin)
    md.add_render_rule("render_sub", render_sub, fmt="docutils")
    md.add_render_rule("render_sup", render_sup, fmt="docutils")
    # After tables, which begin with the same sign.
    md.block.ruler.before("paragraph", "quarto_lines", lines_rule)
    alt = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.at("blockquote", quote_rule, {"alt": alt})


def quote_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Let a quote begin after a blank line only: right under words, ``>`` may end a tag of HTML.

    Pandoc calls this ``blank_before_blockquote``. A callout of Obsidian begins anywhere.
    """
    at = state.bMarks[start] + state.tShift[start]
    if silent and state.parentType == "paragraph" and not state.src.startswith("> [!", at):
        return False
    return blockquote(state, start, end, silent)


def render_sub(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a subscript."""
    _render(self, token, nodes.subscript())


def render_sup(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a superscript."""
    _render(self, token, nodes.superscript())


def _render(self: SphinxRenderer, token: SyntaxTreeNode, node: nodes.TextElement) -> None:
    self.add_line_and_source_path(node, token)
    with self.current_node_context(node, append=True):
        self.render_children(token)


def lines_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read lines that each begin with a bar as one paragraph, whose lines stay lines."""
    if silent or state.is_code_block(start):
        return False
    lines: list[str] = []
    line = start
    while line < end and (read := _read(state, line)) is not None:
        lines.append(read)
        line += 1
    if not lines:
        return False
    opening = state.push("paragraph_open", "p", 1)
    opening.map, opening.attrs["class"] = [start, line], "line-block"
    text = state.push("inline", "", 0)
    text.content, text.map, text.children = "\\\n".join(lines), [start, line], []
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _read(state: StateBlock, line: int) -> str | None:
    """Give what follows the bar of a line; a line of a table ends with one, too."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    found = _LINE.match(text)
    if found is None or (len(text) > 1 and text.endswith("|")):
        return None
    return _INDENT * len(found["indent"] or "") + (found["text"] or _INDENT)
