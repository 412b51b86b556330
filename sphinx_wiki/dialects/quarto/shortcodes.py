"""The rule for ``{{< shortcodes >}}``, and what each becomes; includes have a rule of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.lone import make_blocks
from sphinx_wiki.dialects.quarto.media import embed, video
from sphinx_wiki.dialects.quarto.variables import meta, var
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.facts.quarto.shortcodes import Shortcode, match_shortcode
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

    Draw: TypeAlias = Callable[[SphinxRenderer, SyntaxTreeNode, Shortcode], None]

_TYPE = "quarto_shortcode"
_BLOCKS = frozenset(("video", "pagebreak", "embed"))
_ELSEWHERE = frozenset(
    (
        "brand", "contents", "env", "include", "lipsum", "logo", "placeholder", "version",
    )
)  # fmt: skip
"""Shortcodes of Quarto's that show nothing here."""


def extend(md: MarkdownIt) -> None:
    """Add shortcodes to *md*."""
    md.inline.ruler.before("escape", _TYPE, shortcode_rule)
    md.core.ruler.after("inline", _TYPE, lone_rule)
    md.add_render_rule(f"render_{_TYPE}", render_shortcode, fmt="docutils")


def shortcode_rule(state: StateInline, silent: bool) -> bool:
    """Read a shortcode, or one that is shown as it is written."""
    if not state.src.startswith("{{", state.pos):
        return False
    found = match_shortcode(state.src, state.pos)
    if found is None or found[1] > state.posMax:
        return False
    code, end = found
    if not silent:
        if isinstance(code, str):
            state.push("text", "", 0).content = code
        else:
            token = state.push(_TYPE, "", 0)
            token.meta = {"code": code, "below": state.src.count("\n", 0, state.pos)}
    state.pos = end
    return True


def lone_rule(state: StateCore) -> None:
    """Make a block of what stands alone in a paragraph and is no text."""
    make_blocks(state, _TYPE, _is_block)


def _is_block(token: Token) -> bool:
    return token.type == _TYPE and token.meta["code"].name in _BLOCKS


def render_shortcode(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Draw a shortcode; one that is unknown is named in a warning and shows nothing."""
    code: Shortcode = token.meta["code"]
    if draw := SHORTCODES.get(code.name):
        draw(self, token, code)
        return
    if code.name in _ELSEWHERE:
        message = f"The shortcode {code.name!r} shows nothing here."
        if code.name == "include":
            message = "An include stands in a line of its own; here it is left out."
    else:
        known = (*SHORTCODES, *_ELSEWHERE)
        message = f"The shortcode {code.name!r} is unknown and left out."
        message += did_you_mean(code.name, known)
    place = self.sphinx_env.current_document.docname, token_line(token) + token.meta["below"]
    warn(message, Kind.SYNTAX, place, once=True)


def _kbd(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Write keys to press; of those for several systems each once."""
    said = list(dict.fromkeys([" ".join(code.words), *code.options.values()]))
    for place, keys in enumerate(filter(None, said)):
        if place:
            self.current_node.append(nodes.Text(" / "))
        role = Token("myst_role", "", 0, content=keys, meta={"name": "kbd"})
        role.map = list(token.map) if token.map else None
        self.render_myst_role(SyntaxTreeNode([role], create_root=False))


def _pagebreak(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Leave a mark that is seen on paper only."""
    del token, code
    self.current_node.append(nodes.container("", classes=["wiki-page-break"]))
    self.current_node.append(nodes.raw("", "\n\\newpage\n", format="latex"))


SHORTCODES: Mapping[str, Draw] = MappingProxyType(
    {
        "embed": embed,
        "kbd": _kbd,
        "meta": meta,
        "pagebreak": _pagebreak,
        "var": var,
        "video": video,
    }
)
"""What draws each shortcode."""
