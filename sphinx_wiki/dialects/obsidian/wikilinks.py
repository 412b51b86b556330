"""The rule for ``[[note#part|words]]``, and the cross-reference it becomes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline.link import link as markdown_link
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_wiki.dialects.obsidian.files import is_file, render_file
from sphinx_wiki.facts.wikilinks import Wikilink, match_wikilink

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def extend(md: MarkdownIt) -> None:
    """Add wikilinks to *md*."""
    md.inline.ruler.before("link", "wikilink", wikilink_rule)
    md.add_render_rule("render_wikilink", render_wikilink, fmt="docutils")


def wikilink_rule(state: StateInline, silent: bool) -> bool:
    """Read a wikilink, unless the brackets mean something in MyST."""
    if not state.src.startswith("[[", state.pos):
        return False
    found = match_wikilink(state.src, state.pos)
    if found is None or _is_myst(state, found[1]):
        return False
    link, end = found
    if end > state.posMax:
        return False
    if not silent:
        token = state.push("wikilink_open", "a", 1)
        token.meta = {"link": link, "below": state.src.count("\n", 0, state.pos)}
        if link.words:
            bar = state.src.index("|", state.pos)
            _tokenize(state, state.src.index(link.words, bar), end - 2)
        elif link.shown:
            state.push("text", "", 0).content = link.shown
        state.push("wikilink_close", "a", -1)
    state.pos = end
    return True


def _tokenize(state: StateInline, start: int, end: int) -> None:
    """Read the words of a link, which may have styles and formulas.

    They must end before a bracket: markdown-it reads text up to the next sign.
    """
    stop = state.posMax
    state.pos, state.posMax = start, end
    state.linkLevel += 1
    state.md.inline.tokenize(state)
    state.linkLevel -= 1
    state.posMax = stop
    if state.tokens[-1].type == "text":
        state.tokens[-1].content = state.tokens[-1].content.rstrip()


def _is_myst(state: StateInline, end: int) -> bool:
    """Say whether MyST reads the brackets otherwise: ``[[1]](address)``, ``[[words]]{.class}``.

    ``[[1]]`` with ``[1]: https://…`` below is such a case, too. What is
    defined as a note, as Foam does for other programs, means the same note.
    """
    after = state.src[end : end + 1]
    if after == "{":
        return True
    if after in ("(", "[") and not state.src.startswith("[[", end):
        start = state.pos
        reads = markdown_link(state, True)
        state.pos = start
        return reads
    label = normalizeReference(state.src[state.pos + 2 : end - 2])
    defined = state.env.get("references", {}).get(label)
    return defined is not None and _SCHEME.match(defined["href"]) is not None


def render_wikilink(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Leave a cross-reference to a note, as the role ``{wiki:note}`` does."""
    link: Wikilink = token.meta["link"]
    if is_file(self, link):
        content = nodes.inline()
        with self.current_node_context(content):
            self.render_children(token)
        render_file(self, token, content)
        return
    target = f"{link.target}#{link.fragment}" if link.fragment else link.target
    words = nodes.inline("", "", classes=["xref", "wiki", "wiki-note"])
    # A link that stands for an embed has no words of its own.
    said = token.meta["link"].shown
    reference = addnodes.pending_xref(
        "",
        words,
        refdomain="wiki",
        reftype="note",
        reftarget=target,
        refexplicit=bool(token.children or said),
        refwarn=False,
        refdoc=self.sphinx_env.current_document.docname,
    )
    self.add_line_and_source_path(reference, token)
    # The token has the line on which its paragraph begins.
    reference.line = token_line(token) + token.meta["below"]
    self.current_node.append(reference)
    with self.current_node_context(words):
        if token.children:
            self.render_children(token)
        else:
            words.append(nodes.Text(said or link.target))
    for kind in (nodes.reference, addnodes.pending_xref):
        for inner in list(words.findall(kind)):
            inner.replace_self(nodes.Text(inner.astext()))
