"""The rule that makes callouts of quotes: ``> [!tip]- Title``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_wiki.dialects.boxes import fill_box, has_own_title, own_box, titled_box
from sphinx_wiki.facts.callouts import Callout, read_callout

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def extend(md: MarkdownIt) -> None:
    """Add callouts to *md*, in place of the five of GitHub."""
    md.options["alerts"] = False
    md.core.ruler.before("inline", "obsidian_callouts", callouts_rule)
    md.add_render_rule("render_callout", render_callout, fmt="docutils")


def callouts_rule(state: StateCore) -> None:
    """Turn every quote with a callout's first line into one."""
    opened: list[Token | None] = []
    tokens: list[Token] = []
    found = iter(range(len(state.tokens)))
    for at in found:
        token = state.tokens[at]
        if token.type == "blockquote_open":
            callout = _first_line(state.tokens[at : at + 3])
            opened.append(token if callout else None)
            tokens.append(token)
            if callout:
                token.type, token.tag, token.meta = "callout_open", "div", {"callout": callout}
                tokens += _head(state.tokens[at + 1 : at + 4], callout)
                for _ in range(3):
                    next(found)
            continue
        if token.type == "blockquote_close" and opened.pop() is not None:
            token.type, token.tag = "callout_close", "div"
        tokens.append(token)
    state.tokens = tokens


def _first_line(tokens: list[Token]) -> Callout | None:
    if len(tokens) < 3 or tokens[1].type != "paragraph_open":  # noqa: PLR2004 - quote, paragraph, text
        return None
    return read_callout(tokens[2].content.partition("\n")[0])


def _head(paragraph: list[Token], callout: Callout) -> list[Token]:
    """Give the title, and what is left of the first paragraph."""
    _opened, text, _closed = paragraph
    line = text.map[0] if text.map else 0
    title = Token("inline", "", 0, content=callout.shown, children=[], map=[line, line + 1])
    head = [
        Token("callout_title_open", "div", 1, map=[line, line + 1]),
        title,
        Token("callout_title_close", "div", -1),
    ]
    text.content = text.content.partition("\n")[2]
    if not text.content.strip():
        return head
    for token in paragraph:
        if token.map:
            token.map = [token.map[0] + 1, token.map[1]]
    return head + paragraph


def render_callout(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make the admonition that looks like the callout, or a dropdown where it folds."""
    callout: Callout = token.meta["callout"]
    title, *content = token.children
    classes = [f"wiki-callout-{callout.kind}"]
    head: nodes.Element | None = None
    if callout.title is None and not callout.fold and has_own_title(callout.name):
        box = own_box(callout.name, classes)
    else:
        box, head = titled_box(callout.kind, callout.fold, classes)
    self.add_line_and_source_path(box, token)
    fill_box(self, box, head, title, content)
