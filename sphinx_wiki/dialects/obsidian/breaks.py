"""The rule for ends of lines, which Obsidian shows unless a vault is strict about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.reading import vault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from sphinx.environment import BuildEnvironment


def breaks_lines(env: BuildEnvironment) -> bool:
    """Say whether ends of lines are shown in the note that is being read."""
    if not vault.breaks_lines(env.config):
        return False
    return env.doc2path(env.current_document.docname).suffix == ".md"


def extend(md: MarkdownIt) -> None:
    """Add breaks of lines to *md*, if its note is one of a vault that shows them."""
    document: nodes.document | None = md.options.get("document")
    if document is not None and breaks_lines(document.settings.env):
        md.core.ruler.after("inline", "obsidian_breaks", breaks_rule)


def breaks_rule(state: StateCore) -> None:
    """Make every end of a line in a text a break."""
    for token in state.tokens:
        _break(token.children or ())


def _break(children: Iterable[Token]) -> None:
    for child in children:
        if child.type == "softbreak":
            child.type, child.tag = "hardbreak", "br"
        elif child.type != "image":
            _break(child.children or ())
