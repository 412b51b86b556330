"""Dialects: what other programs for notes write, added to MyST as rules of markdown-it.

A dialect is a :class:`Dialect`, a value in its own folder; :data:`DIALECTS`
names all. Its rules see what markdown-it sees, after code, escapes and
formulas have been set aside, and never change the source: lines stay true.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_wiki.dialects.mkdocs import extend as extend_mkdocs
from sphinx_wiki.dialects.obsidian import extend as extend_obsidian
from sphinx_wiki.dialects.obsidian.breaks import breaks_lines
from sphinx_wiki.dialects.quarto import extend as extend_quarto
from sphinx_wiki.dialects.quarto.where import is_quarto

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from myst_parser.config.main import MdParserConfig
    from sphinx.environment import BuildEnvironment


def _always(env: BuildEnvironment) -> Hashable:
    """Put all notes among one kind: they get the same rules."""
    del env
    return None


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of writing notes that stands beside MyST's own."""

    name: str
    """As in ``wiki_dialects``."""
    extend: Callable[[MarkdownIt], None]
    """Adds the rules to a parser, and what makes nodes of their tokens with
    ``add_render_rule("render_<type>", function, fmt="docutils")``: a function of
    MyST's renderer and a ``SyntaxTreeNode``. Nodes that need the other notes are
    cross-references or placeholders, resolved when the wiki is settled."""
    kind_of_note: Callable[[BuildEnvironment], Hashable] = _always
    """What decides, of the note that is being read, which rules are added. A parser is
    used for all notes of one kind, so rules look for their document when they act."""


def _nothing(md: MarkdownIt) -> None:
    """MyST is what every parser reads already."""


DIALECTS: Mapping[str, Dialect] = MappingProxyType(
    {
        dialect.name: dialect
        for dialect in (
            Dialect("myst", _nothing),
            Dialect("obsidian", extend_obsidian, breaks_lines),
            # Before Quarto's, which leaves the signs that close a heading before attributes.
            Dialect("mkdocs", extend_mkdocs),
            Dialect("quarto", extend_quarto, is_quarto),
        )
    }
)


def extend(md: MarkdownIt, names: Iterable[str]) -> None:
    """Add the dialects *names* to a parser of MyST, unless it is to read plain CommonMark."""
    config: MdParserConfig = md.options["myst_config"]
    if config.commonmark_only or config.gfm_only:
        return
    for name in names:
        DIALECTS[name].extend(md)
    for rule in config.disable_syntax:
        md.disable(rule, ignoreInvalid=True)


def kind_of_note(env: BuildEnvironment) -> Hashable:
    """Give what decides which rules :func:`extend` adds for the note that is being read."""
    return tuple(DIALECTS[name].kind_of_note(env) for name in env.config.wiki_dialects)
