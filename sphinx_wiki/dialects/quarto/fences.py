"""The rules for `` ```{=html} ``, and for notes on lines of code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_RAW = re.compile(r"\{=([A-Za-z][\w+-]*)\}")
_RAW_FENCE = re.compile(r"\{=([A-Za-z][\w+-]*)\}[ \t]*")
_FORMATS = {"html4": "html", "html5": "html", "tex": "latex", "beamer": "latex"}
_NOTE = re.compile(
    r"(?P<comment>#|//|--|%|;|!|<!--)[ \t]*<(?P<number>\d{1,2})>(?=[ \t]*(?:-->)?[ \t]*$)",
    re.MULTILINE,
)
_CIRCLED = 0x2460
_MOST = 20


def extend(md: MarkdownIt, *, quarto: bool) -> None:
    """Add raw blocks to *md*, and, in notes of Quarto, notes on lines of code."""
    md.core.ruler.after("inline", "quarto_raw", raw_rule)
    md.add_render_rule("render_quarto_raw", render_raw, fmt="docutils")
    if quarto:
        md.core.ruler.after("inline", "quarto_annotations", annotation_rule)


def raw_rule(state: StateCore) -> None:
    """Take raw text out of code: a fence, or inline code, whose format is named."""
    for token in state.tokens:
        if token.type == "fence" and (found := _RAW_FENCE.fullmatch(token.info.strip())):
            token.type, token.meta = "quarto_raw", {"format": found[1].lower()}
        if token.type != "inline" or not token.children:
            continue
        for code, after in zip(token.children, token.children[1:], strict=False):
            found = _RAW.match(after.content) if after.type == "text" else None
            if code.type == "code_inline" and found:
                code.type, code.meta = "quarto_raw", {"format": found[1].lower()}
                after.content = after.content[found.end() :]


def render_raw(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Write raw text for its own format; others leave it out."""
    name: str = token.meta["format"]
    text = token.content.rstrip("\n")
    self.current_node.append(nodes.raw("", text, format=_FORMATS.get(name, name)))


def annotation_rule(state: StateCore) -> None:
    """Show ``# <1>`` at the end of a line of code as a sign, where a list below explains it."""
    code: Token | None = None
    for token in state.tokens:
        if token.type in ("fence", "quarto_cell"):
            code = token
        elif token.type == "ordered_list_open" and code is not None:
            if _NOTE.search(code.content):
                code.meta = {**code.meta, "annotated": True}
                token.attrJoin("class", "wiki-annotations")
                if code.type == "fence":
                    code.content = annotated(code.content)
            code = None
        elif not token.type.startswith(("quarto_div_", "quarto_code_", "nb_cell_")):
            code = None


def annotated(code: str) -> str:
    """Give *code* with a circled number for each note on a line.

    >>> annotated("x = 1  # <1>")
    'x = 1  # ①'
    """
    return _NOTE.sub(_sign, code)


def _sign(found: re.Match[str]) -> str:
    number = int(found["number"])
    sign = chr(_CIRCLED + number - 1) if 0 < number <= _MOST else f"({number})"
    return f"{found['comment']} {sign}"
