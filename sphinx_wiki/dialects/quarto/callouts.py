"""Callouts: ``::: {.callout-note title="…" collapse=true}``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.collect.labels import LABEL
from sphinx_wiki.dialects.boxes import fill_box, has_own_title, own_box, titled_box
from sphinx_wiki.dialects.quarto.boxes import Div, place
from sphinx_wiki.dialects.quarto.theorems import next_number
from sphinx_wiki.facts.callouts import KINDS, Callout

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_PREFIX = "callout-"
_FOLDS: Mapping[str, str] = {"true": "-", "false": "+"}
_APPEARANCES = ("simple", "minimal")


def draw_callout(self: SphinxRenderer, div: Div) -> bool:
    """Make the box of a callout; its title is an attribute, or else its first heading."""
    classes = div.attributes.classes
    names = [name.removeprefix(_PREFIX) for name in classes if name.startswith(_PREFIX)]
    name = next((name for name in names if name not in _APPEARANCES), "")
    if not name:
        return False
    title, content = _title(div)
    fold = _FOLDS.get(div.attributes.values.get("collapse", "").lower(), "")
    callout = Callout(name, KINDS.get(name, "note"), fold, None)
    number = next_number(self, div.attributes.id)
    styles = [f"wiki-callout-{callout.kind}", *_styles(div)]
    head: nodes.Element | None = None
    if title is None and not number and not fold and has_own_title(name):
        box = own_box(name, styles)
    else:
        box, head = titled_box(callout.kind, fold, styles)
    place(self, div, box)
    words = callout.shown
    if number:
        box[LABEL] = number
        words = " ".join(number)
    fill_box(self, box, head, title or words, content)
    if number and title and head is not None:
        head.insert(0, nodes.Text(f"{words}: "))
    return True


def _title(div: Div) -> tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]:
    if div.title is None and div.content and div.content[0].type == "heading":
        return div.content[0], div.content[1:]
    return div.title, div.content


def _styles(div: Div) -> list[str]:
    """Give classes for how the callout looks, and those that its author gave it."""
    values, classes = div.attributes.values, div.attributes.classes
    looks = {values.get("appearance"), *(name.removeprefix(_PREFIX) for name in classes)}
    found = [f"wiki-callout-{look}" for look in _APPEARANCES if look in looks]
    if values.get("icon") == "false" or "minimal" in looks:
        found.append("wiki-callout-plain")
    return found + [name for name in classes if not name.startswith(_PREFIX)]
