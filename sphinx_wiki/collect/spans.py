"""From docutils' inline nodes to the wiki's spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from docutils import nodes

from sphinx_wiki.facts.inline import squeeze
from sphinx_wiki.facts.model import Inline, Span, SpanKind

LINK = "wiki_link"
"""The attribute of a cross-reference that holds its index among the note's links."""

_HIDDEN = (
    nodes.raw,
    nodes.image,
    nodes.footnote_reference,
    nodes.target,
    nodes.system_message,
    nodes.comment,
    nodes.substitution_definition,
)

_KINDS: Mapping[type, SpanKind] = {
    nodes.math: "math",
    nodes.math_block: "math",
    nodes.literal: "code",
    nodes.emphasis: "em",
    nodes.strong: "strong",
}


def spans_of(node: nodes.Element) -> Inline:
    """Give what *node* says, flat: formulas, code and emphasis are kept."""
    return squeeze(span for span, _link in _spans(node))


def spans_with_links(
    block: nodes.Element, links: Set[int]
) -> tuple[tuple[Span, ...], Mapping[int, int]]:
    """Give the spans of *block*, and where among them its links are.

    :param links: the ``id()`` of every node that is a link; each gives one span.
    """
    spans: list[Span] = []
    places: dict[int, int] = {}
    for span, node in _spans(block, links):
        if node is not None:
            places[id(node)] = len(spans)
        spans.append(span)
    return tuple(spans), places


def _spans(
    node: nodes.Element, links: Set[int] = frozenset()
) -> Iterator[tuple[Span, nodes.Element | None]]:
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield Span("text", child.astext()), None
        elif id(child) in links and isinstance(child, nodes.Element):
            yield _link_span(child), child
        elif LINK in getattr(child, "attributes", ()) and isinstance(child, nodes.Element):
            yield _link_span(child), None
        elif isinstance(child, _HIDDEN):
            continue
        elif (kind := _KINDS.get(type(child))) and not _holds_link(child, links):
            yield Span(kind, child.astext()), None
        elif isinstance(child, nodes.Element):
            yield from _spans(child, links)


def _link_span(link: nodes.Element) -> Span:
    """Give the words of a link between notes, or a place for the title that it will show."""
    titled = not link.get("refexplicit") and link.get("reftype") != "ref"
    return Span("title", str(link[LINK])) if titled else Span("text", link.astext())


def _holds_link(node: nodes.Node, links: Set[int]) -> bool:
    return bool(links) and any(id(child) in links for child in node.findall())
