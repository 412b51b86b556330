"""The rules for ``==highlights==`` and ``^[footnotes]`` within the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.helpers import parseLinkLabel

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_MARK = "=="


def extend(md: MarkdownIt) -> None:
    """Add highlights and inline footnotes to *md*."""
    md.inline.ruler.before("link", "obsidian_highlight", highlight_rule)
    md.inline.ruler.before("link", "obsidian_footnote", footnote_rule)
    md.add_render_rule("render_obsidian_highlight", render_highlight, fmt="docutils")
    md.add_render_rule("render_obsidian_footnote", render_footnote, fmt="docutils")


def highlight_rule(state: StateInline, silent: bool) -> bool:
    """Read ``==words==``; comparisons such as ``a == b`` and ``x==1`` stay as they are."""
    start, src = state.pos, state.src
    inner = start + len(_MARK)
    if not src.startswith(_MARK, start) or src[inner : inner + 1] in ("", "=", " ", "\n"):
        return False
    before = src[start - 1 : start]
    if before == "=" or (before.isascii() and before.isalnum()):
        return False
    close = _find_close(state, inner)
    if close is None:
        return False
    if not silent:
        _nested(state, "obsidian_highlight", "mark", inner, close)
    state.pos = close + len(_MARK)
    return True


def _find_close(state: StateInline, inner: int) -> int | None:
    """Find the end of a highlight, past code, formulas and links."""
    start = state.pos
    state.pos = inner
    found = None
    while state.pos < state.posMax:
        at = state.pos
        if state.src.startswith(_MARK, at):
            if at > inner and not state.src[at - 1].isspace():
                found = at
            break
        state.md.inline.skipToken(state)
    state.pos = start
    return found


def footnote_rule(state: StateInline, silent: bool) -> bool:
    """Read a footnote where it is referred to: ``^[text]``."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    close = parseLinkLabel(state, start + 1)
    if close < 0 or not state.src[start + 2 : close].strip():
        return False
    if not silent:
        _nested(state, "obsidian_footnote", "sup", start + 2, close)
    state.pos = close + 1
    return True


def _nested(state: StateInline, kind: str, tag: str, start: int, end: int) -> None:
    """Read the text between two marks as content of a token."""
    stop = state.posMax
    state.push(f"{kind}_open", tag, 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = stop
    state.push(f"{kind}_close", tag, -1)


def render_highlight(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make marked text, of the class that themes know."""
    marked = nodes.inline(classes=["mark"])
    self.add_line_and_source_path(marked, token)
    with self.current_node_context(marked, append=True):
        self.render_children(token)


def render_footnote(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a reference, and the footnote itself, which MyST moves to the end."""
    name = f"inline-{len(self.document.autofootnotes) + 1}"
    reference = nodes.footnote_reference("", auto=1, refname=name)
    footnote = nodes.footnote("", auto=1, names=[name])
    for node in (reference, footnote):
        self.add_line_and_source_path(node, token)
    self.document.note_autofootnote_ref(reference)
    self.document.note_footnote_ref(reference)
    self.current_node.append(reference)
    self.document.note_autofootnote(footnote)
    self.document.note_explicit_target(footnote, footnote)
    text = nodes.paragraph()
    footnote.append(text)
    with self.current_node_context(text):
        self.render_children(token)
    self.document.append(footnote)
