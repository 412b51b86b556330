"""Displayed formulas with a name: ``$$ … $$ {#eq-x}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.facts.markdown import INTERRUPTS
from sphinx_wiki.facts.pandoc import Attributes, match_attributes
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_DOLLARS = "$$"


def extend(md: MarkdownIt) -> None:
    """Add named formulas to *md*, where it reads formulas at all."""
    if "math_block" not in md.block.ruler.get_all_rules():
        return
    md.block.ruler.before("math_block", "quarto_equation", equation_rule, {"alt": list(INTERRUPTS)})
    md.add_render_rule("render_quarto_equation", render_equation, fmt="docutils")


def equation_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a formula that has attributes after its end; others are MyST's."""
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_DOLLARS, at):
        return False
    at += len(_DOLLARS)
    for line in range(start, end):
        if line > start:
            at = state.bMarks[line] + state.tShift[line]
            if state.sCount[line] < state.blkIndent and at < state.eMarks[line]:
                return False
        close = state.src.find(_DOLLARS, at, state.eMarks[line])
        if close >= 0:
            break
    else:
        return False
    attributes = _after(state.src[close + len(_DOLLARS) : state.eMarks[line]])
    if attributes is None:
        return False
    if not silent:
        token = state.push("quarto_equation", "math", 0)
        inner = state.getLines(start, line + 1, state.sCount[start], False)
        token.content = inner[len(_DOLLARS) : inner.rindex(_DOLLARS)].strip()
        token.info, token.map = attributes.id, [start, line + 1]
        state.line = line + 1
    return True


def _after(text: str) -> Attributes | None:
    """Give what stands after a formula, if it is a name and nothing else."""
    text = text.strip()
    found = match_attributes(text)
    return found[0] if found and found[1] == len(text) and found[0].id else None


def render_equation(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a formula with a label; notes number theirs, and may have labels alike."""
    docname, name = self.sphinx_env.current_document.docname, token.info
    anchor = nodes.make_id(f"equation-{name}")
    block = nodes.math_block(token.content, token.content, nowrap=False, number=None)
    made: list[nodes.Element] = [block]
    if anchor in self.document.ids:
        warn(
            f"Two formulas of this note have the name {name!r}; the first has it.",
            Kind.DUPLICATE,
            (docname, token_line(token)),
        )
    else:
        block["label"], block["docname"] = name, docname
        target = nodes.target("", "", ids=[anchor])
        self.document.note_explicit_target(target)
        made.insert(0, target)
    for node in made:
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)
