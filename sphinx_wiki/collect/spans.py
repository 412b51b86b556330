"""From docutils' inline nodes to the wiki's spans."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_wiki.facts.inline import squeeze
from sphinx_wiki.facts.model import Inline, Span

_HIDDEN = (
    nodes.raw,
    nodes.image,
    nodes.footnote_reference,
    nodes.target,
    nodes.system_message,
    nodes.comment,
    nodes.substitution_definition,
)


def spans_of(node: nodes.Element) -> Inline:
    """Give what *node* says, flat: formulas, code and emphasis are kept."""
    return squeeze(_spans(node))


def spans_around(block: nodes.Element, link: nodes.Element) -> tuple[Inline, int]:
    """Give the spans of *block*, the words of *link* marked, and the index of the mark."""
    spans = list(_spans(block, link))
    index = next((i for i, span in enumerate(spans) if span.kind == "link"), 0)
    return tuple(spans), index


def _spans(node: nodes.Element, link: nodes.Element | None = None) -> Iterator[Span]:
    for child in node.children:
        if child is link:
            yield Span("link", child.astext())
        elif isinstance(child, nodes.Text):
            yield Span("text", child.astext())
        elif isinstance(child, (nodes.math, nodes.math_block)):
            yield Span("math", child.astext())
        elif isinstance(child, nodes.literal) and not _holds(child, link):
            yield Span("code", child.astext())
        elif isinstance(child, nodes.emphasis) and not _holds(child, link):
            yield Span("em", child.astext())
        elif isinstance(child, nodes.strong) and not _holds(child, link):
            yield Span("strong", child.astext())
        elif isinstance(child, nodes.Element) and not isinstance(child, _HIDDEN):
            yield from _spans(child, link)


def _holds(node: nodes.Element, link: nodes.Element | None) -> bool:
    return link is not None and any(child is link for child in node.findall(type(link)))
