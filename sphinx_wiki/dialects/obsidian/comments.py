"""The rules for ``%%comments%%``, of which nothing leaves the note's file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.facts.comments import MARK, TOKEN, add_comments
from sphinx_wiki.facts.crossing import close_comments
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.reading.vault import is_vault

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PRIVATE = "wiki_private"
"""The attribute of a document whose source holds what is not to be published."""

_COMMENT = re.compile(f"{MARK}.*?(?:{MARK}|$)", re.DOTALL)


def extend(md: MarkdownIt) -> None:
    """Add comments to *md*."""
    document: nodes.document | None = md.options.get("document")
    vault = document is not None and in_vault(document.settings.env)

    def close(state: StateCore) -> None:
        """Take out of text within directives what crosses blocks; that of notes is out."""
        if not state.inlineMode and MARK in state.src:
            closed = close_comments(state.src, vault=vault)
            _mark_private(md, closed != state.src)
            state.src = closed

    def note(state: StateCore) -> None:
        """Remember that there were comments, and keep them out of what is translated."""
        if MARK not in state.src:
            return
        private = [token for token in state.tokens if _has_comment([token])]
        _mark_private(md, bool(private))
        for token in private:
            token.content = _COMMENT.sub("", token.content)

    add_comments(md, vault=vault)
    md.core.ruler.before("block", "obsidian_close_comments", close)
    md.core.ruler.after("inline", "obsidian_private", note)
    md.add_render_rule(f"render_{TOKEN}", render_comment, fmt="docutils")


def in_vault(env: BuildEnvironment) -> bool:
    """Say whether the notes of *env* are those of a vault."""
    return is_vault(env.config, Path(env.srcdir))


def public_text(env: BuildEnvironment, text: str, *, every: bool = False) -> str:
    """Give the Markdown *text* without comments that cross blocks, or without any."""
    if "obsidian" not in env.config.wiki_dialects:
        return text
    return close_comments(text, vault=in_vault(env), every=every)


def _mark_private(md: MarkdownIt, private: bool) -> None:
    if private and (document := md.options.get("document")) is not None:
        document[PRIVATE] = True


def _has_comment(tokens: Iterable[Token]) -> bool:
    return any(token.type == TOKEN or _has_comment(token.children or ()) for token in tokens)


def render_comment(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Leave nothing, and say so where a comment hides all that follows."""
    if token.meta["open"]:
        line = token_line(token) + token.meta.get("below", 0)
        said = (
            r"A comment begins with %% and never ends, so nothing below is shown; expected a "
            r"second %%. Write \%% for the signs themselves."
        )
        warn(said, Kind.COMMENT, (self.sphinx_env.current_document.docname, line))


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
