"""The rules for ``%%comments%%``, of which nothing leaves the note's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block.paragraph import paragraph
from mdit_py_plugins.utils import is_code_block

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.application import Sphinx

PRIVATE = "wiki_private"
"""The attribute of a document whose source holds what is not to be published."""

_MARK = "%%"


def extend(md: MarkdownIt) -> None:
    """Add comments to *md*."""
    interrupts = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    md.block.ruler.before(
        "myst_line_comment", "obsidian_comment_block", comment_block, {"alt": interrupts}
    )
    md.inline.ruler.before("link", "obsidian_comment", comment_inline)
    md.add_render_rule("render_obsidian_comment", render_comment, fmt="docutils")


def comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a comment that begins a line; it may go on over many, whatever they hold.

    MyST has lines of comments that begin with ``%%``, too: where the next
    such mark opens a line with words after it, each is a line of its own.
    """
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(_MARK, begin) or is_code_block(state, start):
        return False
    close = state.src.find(_MARK, begin + len(_MARK), state.eMarks[end - 1])
    if close < 0:
        return False
    last = next(line for line in range(start, end) if close <= state.eMarks[line])
    rest = state.src[close + len(_MARK) : state.eMarks[last]].strip()
    opens_line = close == state.bMarks[last] + state.tShift[last]
    bare = not state.src[begin + len(_MARK) : state.eMarks[start]].strip()
    if last > start and opens_line and rest and not bare:
        return False
    if silent:
        return True
    token = state.push("obsidian_comment", "", 0)
    token.map = [start, last + 1]
    state.line = last + 1
    if rest:
        # What follows the comment on its line begins a paragraph.
        state.bMarks[last] = state.src.index(rest, close + len(_MARK))
        state.tShift[last] = 0
        paragraph(state, last, end, False)
    return True


def comment_inline(state: StateInline, silent: bool) -> bool:
    """Read a comment within a paragraph."""
    if not state.src.startswith(_MARK, state.pos):
        return False
    close = state.src.find(_MARK, state.pos + len(_MARK), state.posMax)
    if close < 0:
        return False
    if not silent:
        state.push("obsidian_comment", "", 0)
    state.pos = close + len(_MARK)
    return True


def render_comment(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Leave nothing, but remember that the source is private."""
    del token
    self.document[PRIVATE] = True


def hide_source(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Publish no source of a note with comments, nor leave one that was published before."""
    del pagename, templatename
    if doctree is None or not doctree.get(PRIVATE):
        return
    if name := context.get("sourcename"):
        (Path(app.outdir) / "_sources" / name).unlink(missing_ok=True)
    context["sourcename"] = ""
    context["has_source"] = False
