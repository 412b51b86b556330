"""What only some formats show: ``::: {.content-visible when-format="html"}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes
from sphinx.util.tags import Tags

from sphinx_wiki.dialects.quarto.boxes import Div, draw_box
from sphinx_wiki.facts.pandoc import Attributes
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_CLASSES = ("content-visible", "content-hidden")
# Quarto's formats, by the tags that Sphinx has for ours.
_TAGS: Mapping[str, str] = {
    "html": "html",
    "html:js": "(html and not epub)",
    "epub": "epub",
    "epub2": "epub",
    "epub3": "epub",
    "latex": "latex",
    "pdf": "latex",
}
_NEVER = "quarto_format"
"""A tag that nobody has: of Quarto's other formats there are none."""


def extend(md: MarkdownIt) -> None:
    """Let *md* show words, ``[…]{.content-visible when-format="html"}``, in some formats only."""
    md.add_render_rule("render_span", render_span, fmt="docutils")


def draw_conditional(self: SphinxRenderer, div: Div) -> bool:
    """Leave the content for the formats that show it; what none shows is left out."""
    condition = _condition(self, div.token, div.attributes)
    if condition is True:
        draw_box(self, div, nodes.container("", is_div=True))
    elif condition:
        draw_box(self, div, addnodes.only(expr=condition))
    return condition is not None


def render_span(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a span, as MyST does, and leave it for the formats that show it."""
    values = {key: str(value) for key, value in token.attrs.items()}
    attributes = Attributes(classes=tuple(values.get("class", "").split()), values=values)
    condition = _condition(self, token, attributes)
    if isinstance(condition, str) and _in_title(self.current_node):
        # Contents of pages take titles as they are read; they show what pages show.
        condition = Tags(["html"]).eval_condition(condition)
    if condition is None:
        type(self).render_span(self, token)
    elif condition is True:
        self.render_children(token)
    elif condition:
        with self.current_node_context(addnodes.only(expr=condition), append=True):
            self.render_children(token)


def _in_title(node: nodes.Node | None) -> bool:
    while isinstance(node, nodes.Element):
        if isinstance(node, nodes.title):
            return True
        node = node.parent
    return False


def _condition(
    self: SphinxRenderer, token: SyntaxTreeNode, attributes: Attributes
) -> str | bool | None:
    """Give the tags of Sphinx that something asks for, or whether it is shown by all or none.

    ``None`` is for what has no condition.
    """
    visible = next((name for name in attributes.classes if name in _CLASSES), "")
    if not visible:
        return None
    formats: list[str] = []
    shown = True
    for key, value in attributes.values.items():
        word, _, kind = key.partition("-")
        if word not in ("when", "unless"):
            continue
        if kind == "format":
            tag = _TAGS.get(value.strip().lower(), _NEVER)
            formats.append(f"not {tag}" if word == "unless" else tag)
        elif kind == "meta":
            shown = shown and _is_set(self, value) is (word == "when")
        else:
            _warn(self, token, key)
    hidden = visible == "content-hidden"
    expression = " and ".join(formats)
    if not shown or not expression:
        # With nothing to ask for, the class alone decides.
        return shown is not hidden
    return f"not ({expression})" if hidden else expression


def _is_set(self: SphinxRenderer, path: str) -> bool:
    """Say whether the front matter has something true at *path*, as ``a.b``."""
    env = self.sphinx_env
    value: Any = env.domains["wiki"].scans[env.current_document.docname].head.data  # type: ignore[attr-defined]
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return bool(value)


def _warn(self: SphinxRenderer, token: SyntaxTreeNode, key: str) -> None:
    warn(
        f"The condition {key!r} means nothing here, so it is left out of account; "
        "expected when-format, unless-format, when-meta or unless-meta.",
        Kind.SYNTAX,
        (self.sphinx_env.current_document.docname, token_line(token)),
    )
