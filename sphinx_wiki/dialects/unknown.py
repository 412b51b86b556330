"""Directives and roles that nobody knows: named with the nearest name, and their text shown.

MyST leaves out what stands in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives, roles
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.warnings_ import MystWarnings

from sphinx_wiki.facts.nearest import did_you_mean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_LIKE = 0.7
"""So much alike a name has to be: short names are alike soon."""


def extend(md: MarkdownIt) -> None:
    """Have *md* show the text of what nobody knows."""
    renderer: Any = md.renderer
    run = renderer.run_directive

    def run_directive(
        name: str, first: str, content: str, position: int, *more: Any, **by: Any
    ) -> Any:
        known, _messages = directives.directive(
            name, renderer.language_module_rst, renderer.document
        )
        if known is None:
            return show_text(renderer, name, (first, content.strip("\n")), position)
        return run(name, first, content, position, *more, **by)

    renderer.run_directive = run_directive
    md.add_render_rule("render_myst_role", render_role, fmt="docutils")


def show_text(
    self: SphinxRenderer, name: str, parts: Iterable[str], position: int
) -> list[nodes.Element]:
    """Give what is shown of an unknown directive, and say that it is unknown."""
    names = _names(self, name, "directives", directives, "_directive_registry", "_directives")
    warning = f"Unknown directive type: {name!r}.{did_you_mean(name, names, _LIKE)}"
    self.create_warning(warning, MystWarnings.UNKNOWN_DIRECTIVE, line=position)
    text = "\n".join(part for part in parts if part.strip())
    block = nodes.literal_block(text, text, language="none")
    block.source, block.line = self.document["source"], position
    return [block] if text else []


def render_role(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Render a role as MyST does; of an unknown one, its text."""
    name, line = token.meta["name"], token_line(token, 0)
    known, _messages = roles.role(name, self.language_module_rst, line, self.reporter)
    if known is not None:
        type(self).render_myst_role(self, token)
        return
    names = _names(self, name, "roles", roles, "_role_registry", "_roles")
    near = did_you_mean(name, names, _LIKE)
    warning = f'Unknown interpreted text role "{name}".{near}'
    self.create_warning(warning, MystWarnings.UNKNOWN_ROLE, line=line)
    self.current_node.append(nodes.literal(token.content, token.content))


def _names(
    self: SphinxRenderer, name: str, kind: str, module: ModuleType, *registries: str
) -> Iterator[str]:
    """Give the names that *name* could stand for; those of domains where it is like them.

    :param module: docutils' own, which keeps what it knows in its *registries*.
    """
    for registry in registries:
        yield from getattr(module, registry, ())
    for domain in self.sphinx_env.domains.sorted():
        prefix = "" if domain.name == "std" else f"{domain.name}:"
        if domain.name in ("std", "wiki") or ":" in name:
            yield from (prefix + each for each in getattr(domain, kind))
