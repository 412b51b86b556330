"""Small builders of docutils nodes that every rendering shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_wiki.facts.model import Inline

if TYPE_CHECKING:
    from sphinx.builders import Builder

NO_SEARCH = "no-search"
"""The class of gathered content: the search index leaves it out."""

_STYLES: dict[str, type[nodes.TextElement]] = {
    "math": nodes.math,
    "code": nodes.literal,
    "em": nodes.emphasis,
    "strong": nodes.strong,
}


def inline_nodes(spans: Inline) -> list[nodes.Node]:
    """Give docutils nodes for *spans*."""
    return [
        _STYLES[span.kind]("", span.text) if span.kind in _STYLES else nodes.Text(span.text)
        for span in spans
    ]


def box(*children: nodes.Node, classes: tuple[str, ...]) -> nodes.container:
    """Give a ``div`` that the search index leaves out."""
    # ``is_div`` keeps docutils' own class "container" away, which themes style.
    return nodes.container(
        "", *children, is_div=True, design_component="wiki", classes=[*classes, NO_SEARCH]
    )


def phrase(*children: nodes.Node, classes: tuple[str, ...] = ()) -> nodes.inline:
    """Give a ``span``."""
    return nodes.inline("", "", *children, classes=list(classes))


def link(
    builder: Builder, source: str, target: str, anchor: str, content: nodes.Element
) -> nodes.Element:
    """Give a reference between documents, or just *content* where the builder has no addresses."""
    try:
        return make_refnode(builder, source, target, anchor, content)
    except NoUri:
        return content


def dotted(parts: list[nodes.Node]) -> list[nodes.Node]:
    """Put a middle dot between *parts*."""
    joined: list[nodes.Node] = []
    for part in parts:
        if joined:
            joined.append(nodes.Text(" · "))
        joined.append(part)
    return joined
