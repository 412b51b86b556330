"""What ``{{< meta key >}}`` and ``{{< var key >}}`` become: the value, read as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.quarto.includes import remembering
from sphinx_wiki.domain import wiki_project
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.facts.quarto.shortcodes import Shortcode
from sphinx_wiki.facts.quarto.values import as_words, look_up, names
from sphinx_wiki.facts.yaml_block import read_block
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.environment import BuildEnvironment

VARIABLES = "_variables.yml"
_DEPTH = "quarto_values"
_DEEPEST = 5


def meta(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Write a value of the note's front matter."""
    _write(self, token, code, "the front matter")


def var(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Write a value of the project's variables."""
    _write(self, token, code, VARIABLES)


def value_of(env: BuildEnvironment, code: Shortcode) -> Any:
    """Give the value that *code* names in the note that is being read; ``None`` for none."""
    return look_up(_values(env, code.name), code.first) if code.name in ("meta", "var") else None


def _values(env: BuildEnvironment, name: str) -> Mapping[str, Any]:
    if name == "var":
        block = read_block(remembering(env)(VARIABLES) or "")
        for problem in block.problems:
            # Of the file, and not of each note that has a value of it.
            place = f"{env.srcdir / VARIABLES}:{problem.line or 1}"
            warn(problem.message, Kind.SYNTAX, place, once=True)
        return block.data
    head = wiki_project(env).scans[env.current_document.docname].head
    return {**head.data, **head.written}


def _write(
    self: SphinxRenderer,
    token: SyntaxTreeNode,
    code: Shortcode,
    place: str,
) -> None:
    values = _values(self.sphinx_env, code.name)
    value = look_up(values, code.first)
    line = token_line(token) + token.meta["below"]
    if value is None:
        near = did_you_mean(code.first, names(values))
        message = f"{{{{< {code.name} {code.first} >}}}}: found no such key in {place}.{near}"
        warn(message, Kind.SYNTAX, (self.sphinx_env.current_document.docname, line))
        # As Quarto writes it.
        self.current_node.append(nodes.strong("", f"?{code.name}:{code.first}"))
        return
    depth = self.md_env.get(_DEPTH, 0)
    if depth >= _DEEPEST:
        return
    self.md_env[_DEPTH] = depth + 1
    self.nested_render_text(as_words(value), line - 1, inline=True)
    self.md_env[_DEPTH] = depth
