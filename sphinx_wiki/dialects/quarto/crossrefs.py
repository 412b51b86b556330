"""References by name: ``@fig-x``, ``[-@fig-x]``, ``[Fig. @fig-x; @tbl-y]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.helpers import parseLinkLabel
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_wiki.facts.crossrefs import Item, is_name, match_key, read_items
from sphinx_wiki.nodes import REFERENCE, WORDS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def extend(md: MarkdownIt, *, quarto: bool) -> None:
    """Add references to *md*.

    :param quarto: whether a name that nothing has is a fault; otherwise it is prose.
    """
    md.inline.ruler.before("link", "quarto_reference", reference_rule)
    md.inline.ruler.before("link", "quarto_references", references_rule)

    def render(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
        render_reference(self, token, sure=quarto)

    md.add_render_rule("render_quarto_reference", render, fmt="docutils")


def reference_rule(state: StateInline, silent: bool) -> bool:
    """Read ``@fig-x`` in a sentence."""
    if state.src[state.pos] != "@" or not may_begin(state):
        return False
    found = match_key(state.src, state.pos)
    if found is None or not is_name(found[0]) or found[1] > state.posMax:
        return False
    if not silent:
        push(state, Item(found[0]))
    state.pos = found[1]
    return True


def may_begin(state: StateInline) -> bool:
    """Say whether a key can begin here: an address of mail has something before its sign."""
    before = state.src[state.pos - 1 : state.pos]
    return not (before.isalnum() or before in ("_", "@", "/", "."))


def references_rule(state: StateInline, silent: bool) -> bool:
    """Read references in brackets; citations are left to others."""
    found = bracketed(state)
    if found is None or not all(is_name(item.key) for item in found[0]):
        return False
    if not silent:
        for place, item in enumerate(found[0]):
            if place:
                state.push("text", "", 0).content = ", "
            push(state, item)
            if item.after:
                state.push("text", "", 0).content = f", {item.after}"
    state.pos = found[1]
    return True


def bracketed(state: StateInline) -> tuple[tuple[Item, ...], int] | None:
    """Give the references in the brackets that begin here, and where these end."""
    start = state.pos
    if state.src[start] != "[":
        return None
    # Cheap to ask, before the end is looked for.
    if "@" not in state.src[start : state.posMax]:
        return None
    close = parseLinkLabel(state, start)
    if close < 0 or state.src[close + 1 : close + 2] in ("(", "[", "{"):
        return None
    items = read_items(state.src[start + 1 : close])
    return (items, close + 1) if items else None


def push(state: StateInline, item: Item) -> None:
    """Add the token of one reference."""
    token = state.push("quarto_reference", "", 0)
    token.meta = {"item": item, "below": state.src.count("\n", 0, state.pos)}


def render_reference(self: SphinxRenderer, token: SyntaxTreeNode, *, sure: bool) -> None:
    """Leave a cross-reference that shows the number of what it names."""
    item: Item = token.meta["item"]
    reference = addnodes.pending_xref(
        "",
        nodes.inline("", item.key if sure else f"@{item.key}", classes=["xref", "wiki"]),
        refdomain="wiki",
        reftype=REFERENCE if sure else f"{REFERENCE}-if-known",
        reftarget=item.key.lower(),
        refexplicit=False,
        refwarn=False,
        refdoc=self.sphinx_env.current_document.docname,
    )
    if item.bare or item.before:
        reference[WORDS] = f"{item.before}\N{NO-BREAK SPACE}" if item.before else ""
    self.add_line_and_source_path(reference, token)
    reference.line = token_line(token) + token.meta["below"]
    self.current_node.append(reference)
