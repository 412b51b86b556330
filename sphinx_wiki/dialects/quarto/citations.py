"""Citations by key: ``[see @a, p. 3; @b]``, ``@a [p. 3]``, ``[-@a]``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.bibliography import warn_unknown
from sphinx_wiki.dialects.quarto.crossrefs import bracketed, may_begin, push
from sphinx_wiki.facts.crossrefs import Item, is_name, match_key
from sphinx_wiki.facts.nearest import did_you_mean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.environment import BuildEnvironment

_PLACE = re.compile(r"[ \t]+\[([^\[\]@]+)\]")
_ROLES = {"text": "cite:t", "brackets": "cite:p", "year": "cite:yearpar"}


def extend(md: MarkdownIt, *, quarto: bool) -> None:
    """Add citations to *md*.

    :param quarto: whether whatever looks like one is meant as one; otherwise only what
        stands in brackets, with keys that the wiki's ``.bib`` files have.
    """
    document = md.options.get("document")
    if document is None:
        return
    env: BuildEnvironment = document.settings.env

    def in_brackets(state: StateInline, silent: bool) -> bool:
        return citations_rule(state, silent, env, sure=quarto)

    def in_text(state: StateInline, silent: bool) -> bool:
        return citation_rule(state, silent, env)

    md.inline.ruler.after("quarto_references", "quarto_citations", in_brackets)
    md.add_render_rule("render_quarto_unknown", render_unknown, fmt="docutils")
    if quarto:
        md.inline.ruler.after("quarto_reference", "quarto_citation", in_text)


def citations_rule(state: StateInline, silent: bool, env: BuildEnvironment, *, sure: bool) -> bool:
    """Read citations in brackets, among them references to figures and the like."""
    found = bracketed(state)
    if found is None:
        return False
    items, end = found
    if not sure and not all(_is_known(env, item.key) for item in items):
        return False
    if not silent:
        for place, (kind, group) in enumerate(groupby(items, lambda item: _kind(env, item))):
            if place:
                state.push("text", "", 0).content = ", "
            _push_group(state, kind, tuple(group))
    state.pos = end
    return True


def _kind(env: BuildEnvironment, item: Item) -> str:
    if is_name(item.key):
        return "reference"
    if not _is_known(env, item.key):
        return "unknown"
    return "year" if item.bare else "brackets"


def _push_group(state: StateInline, kind: str, items: tuple[Item, ...]) -> None:
    if kind in _ROLES:
        _push_role(state, _ROLES[kind], items)
        return
    for place, item in enumerate(items):
        if place:
            state.push("text", "", 0).content = ", "
        if kind == "reference":
            push(state, item)
        else:
            _push_unknown(state, item.key, f"({item.key}?)")


def _push_role(state: StateInline, name: str, items: Iterable[Item]) -> None:
    token = state.push("myst_role", "", 0)
    token.meta = {"name": name}
    token.content = ",".join(
        _braced(item.before) + item.key + _braced(item.after) for item in items
    )


def _push_unknown(state: StateInline, key: str, shown: str) -> None:
    token = state.push("quarto_unknown", "", 0)
    token.content = shown
    token.meta = {"key": key, "below": state.src.count("\n", 0, state.pos)}


def _braced(text: str) -> str:
    """Give what stands before or after a key as sphinxcontrib-bibtex has it."""
    text = re.sub(r"[{}`]", "", text)
    return f"{{{text}}}" if text else ""


def citation_rule(state: StateInline, silent: bool, env: BuildEnvironment) -> bool:
    """Read ``@key`` in a sentence, and the place in brackets after it; other words are prose."""
    start = state.pos
    bare = state.src.startswith("-@", start)
    if not (bare or state.src[start] == "@") or not may_begin(state):
        return False
    found = match_key(state.src, start + bare)
    if found is None or found[1] > state.posMax:
        return False
    key, end = found
    if not _is_known(env, key):
        if not did_you_mean(key, _keys(env)):
            return False
        if not silent:
            _push_unknown(state, key, state.src[start:end])
        state.pos = end
        return True
    place = _PLACE.match(state.src, end, state.posMax)
    if not silent:
        item = Item(key, after=place[1] if place else "")
        _push_role(state, _ROLES["year" if bare else "text"], [item])
    state.pos = place.end() if place else end
    return True


def _is_known(env: BuildEnvironment, key: str) -> bool:
    domain: Any = env.domains["wiki"]
    return bool(domain.is_cited(key))


def _keys(env: BuildEnvironment) -> Iterable[str]:
    domain: Any = env.domains["cite"]
    keys: Iterable[str] = domain.bibdata.data.entries
    return keys


def render_unknown(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Show the key of a citation that no file has."""
    line = token_line(token) + token.meta["below"]
    warn_unknown(self.sphinx_env, token.meta["key"], line)
    self.current_node.append(nodes.Text(token.content))
