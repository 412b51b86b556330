"""Divs that only some formats show: ``::: {.content-visible when-format="html"}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_wiki.dialects.quarto.boxes import Div, draw_box
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
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


def draw_conditional(self: SphinxRenderer, div: Div) -> bool:
    """Leave the content for the formats that show it; what none shows is left out."""
    visible = next((name for name in div.attributes.classes if name in _CLASSES), "")
    if not visible:
        return False
    conditions = [
        (word, kind, value)
        for key, value in div.attributes.values.items()
        for word, _, kind in [key.partition("-")]
        if word in ("when", "unless")
    ]
    formats: list[str] = []
    shown = True
    for word, kind, value in conditions:
        if kind == "format":
            tag = _TAGS.get(value.strip().lower(), _NEVER)
            formats.append(f"not {tag}" if word == "unless" else tag)
        elif kind == "meta":
            shown = shown and _is_set(self, value) is (word == "when")
        else:
            _warn(self, div, f"{word}-{kind}")
    hidden = visible == "content-hidden"
    expression = " and ".join(formats)
    if not shown or not expression:
        # With nothing to ask for, the class alone decides.
        if shown is not hidden:
            draw_box(self, div, nodes.container("", is_div=True))
        return True
    draw_box(self, div, addnodes.only(expr=f"not ({expression})" if hidden else expression))
    return True


def _is_set(self: SphinxRenderer, path: str) -> bool:
    """Say whether the front matter has something true at *path*, as ``a.b``."""
    env = self.sphinx_env
    value: Any = env.domains["wiki"].scans[env.current_document.docname].head.data  # type: ignore[attr-defined]
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return bool(value)


def _warn(self: SphinxRenderer, div: Div, key: str) -> None:
    warn(
        f"The condition {key!r} of a div means nothing here, so it is left out of account; "
        "expected when-format, unless-format, when-meta or unless-meta.",
        Kind.SYNTAX,
        (self.sphinx_env.current_document.docname, token_line(div.token)),
    )
