"""Grid tables: ``+---+---+``, with any Markdown in their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from docutils.parsers.rst.tableparser import GridTableParser, TableMarkupError
from docutils.statemachine import StringList
from myst_parser.mdit_to_docutils.base import token_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_RULE = re.compile(r"\+(?:[-=:]+\+)+")
_SIDES = {(True, False): "left", (False, True): "right", (True, True): "center"}

Cell: TypeAlias = tuple[int, int, int, list[str]]
"""More rows, more columns, the line from the table's first, and the text."""
Grid: TypeAlias = tuple[list[int], list[list[Cell | None]], list[list[Cell | None]]]


def extend(md: MarkdownIt) -> None:
    """Add grid tables to *md*."""
    md.block.ruler.before("table", "quarto_grid", grid_rule, {"alt": ["paragraph", "reference"]})
    md.add_render_rule("render_quarto_grid", render_grid, fmt="docutils")


def grid_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a grid table, if the lines from here on are a whole one."""
    if state.is_code_block(start) or not _RULE.fullmatch(_line(state, start)):
        return False
    line = start
    while line < end and state.sCount[line] >= state.blkIndent and _line(state, line)[:1] in "+|":
        if state.isEmpty(line):
            break
        line += 1
    lines = [_line(state, number) for number in range(start, line)]
    grid = read_grid(lines)
    if grid is None:
        return False
    if not silent:
        token = state.push("quarto_grid", "table", 0)
        token.meta, token.map = {"grid": grid, "sides": _sides(lines)}, [start, line]
        state.line = line
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def read_grid(lines: Sequence[str]) -> Grid | None:
    """Give the cells of a grid table; ``None`` where *lines* are none.

    >>> widths, head, body = read_grid(["+---+", "| a |", "+:=:+", "| b |", "+---+"])
    >>> head[0][0][3][0], body[0][0][2]
    ('a', 3)
    """
    plain = [_without_sides(line) for line in lines]
    if len(plain) < 3 or len({len(line) for line in plain}) > 1:  # noqa: PLR2004 - rule, row, rule
        return None
    try:
        grid: Grid = GridTableParser().parse(StringList(plain, source=""))
    except TableMarkupError:
        return None
    return grid


def _without_sides(line: str) -> str:
    """Give a line without the colons that say how a column is aligned."""
    if not _RULE.fullmatch(line):
        return line
    return line.replace(":", "=" if "=" in line else "-")


def _sides(lines: Sequence[str]) -> list[str]:
    """Give the alignment of every column, as the rule under the head says, else the first rule."""
    rules = [line for line in lines if _RULE.fullmatch(line)]
    rule = next((line for line in rules if "=" in line), rules[0])
    parts = rule.strip("+").split("+")
    return [_SIDES.get((part.startswith(":"), part.endswith(":")), "") for part in parts]


def render_grid(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a table."""
    widths, head, body = token.meta["grid"]
    table = nodes.table("", classes=["colwidths-given"])
    self.add_line_and_source_path(table, token)
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    table += group
    self.current_node.append(table)
    parts: list[tuple[nodes.Element, list[list[Cell | None]]]]
    parts = [(nodes.thead(), head), (nodes.tbody(), body)]
    for part, rows in parts:
        if not rows:
            continue
        group += part
        for cells in rows:
            row = nodes.row()
            part.append(row)
            with self.current_node_context(row):
                _render_row(self, token, cells)


def _render_row(self: SphinxRenderer, token: SyntaxTreeNode, cells: list[Cell | None]) -> None:
    for side, cell in zip(token.meta["sides"], cells, strict=False):
        if cell is None:
            continue
        more_rows, more_columns, offset, text = cell
        entry = nodes.entry()
        if side:
            entry["classes"].append(f"text-{side}")
        for name, more in (("morerows", more_rows), ("morecols", more_columns)):
            if more:
                entry[name] = more
        with self.current_node_context(entry, append=True):
            self.nested_render_text("\n".join(text), token_line(token) - 1 + offset)
