"""From docutils' inline nodes to the wiki's spans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from typing import TypeAlias

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

_AS_IT_IS: Mapping[type, SpanKind] = {
    nodes.math: "math",
    nodes.math_block: "math",
    nodes.literal: "code",
}
_STYLES: Mapping[type, SpanKind] = {nodes.emphasis: "em", nodes.strong: "strong"}
_BREAK = re.compile(r"<br\b", re.IGNORECASE)

# What stands before a key, the key, and what stands after it, as in sphinxcontrib-bibtex.
_KEY = re.compile(r"(?:\{([^{}]+)\})?\s*([^{},\s]+)\s*(?:\{([^{}]+)\})?")

Places: TypeAlias = Mapping[int, tuple[int, int]]
"""Where links are among spans, from and to, by the ``id()`` of their nodes."""


def spans_of(node: nodes.Element) -> Inline:
    """Give what *node* says, flat: formulas, code and emphasis are kept."""
    return squeeze(_spans(node, "text"))


def spans_with_links(block: nodes.Element, links: Set[int]) -> tuple[tuple[Span, ...], Places]:
    """Give the spans of *block*, and where among them its links are.

    :param links: the ``id()`` of every node that is a link.
    """
    places: dict[int, tuple[int, int]] = {}
    spans: list[Span] = []
    _gather(block, "text", spans, links, places)
    return tuple(spans), places


def _spans(node: nodes.Element, style: SpanKind) -> list[Span]:
    spans: list[Span] = []
    _gather(node, style, spans, frozenset(), {})
    return spans


def _gather(
    node: nodes.Element,
    style: SpanKind,
    spans: list[Span],
    links: Set[int],
    places: dict[int, tuple[int, int]],
) -> None:
    """Add to *spans* what is in *node*, which stands in *style*."""
    for child in node.children:
        start = len(spans)
        if isinstance(child, nodes.Text):
            spans.append(Span(style, child.astext()))
        elif isinstance(child, nodes.raw) and _BREAK.match(child.astext()):
            spans.append(Span(style, " "))
        elif isinstance(child, _HIDDEN) or not isinstance(child, nodes.Element):
            continue
        elif child.get("refdomain") == "cite":
            _cite(child, style, spans)
        elif LINK in child.attributes:
            spans += _link_spans(child, style)
        elif kind := _AS_IT_IS.get(type(child)):
            spans.append(Span(kind, child.astext()))
        else:
            _gather(child, _STYLES.get(type(child), style), spans, links, places)
        if id(child) in links:
            places[id(child)] = (start, len(spans))


def _cite(citation: nodes.Element, style: SpanKind, spans: list[Span]) -> None:
    """Add a citation, but one in brackets, without which a sentence is whole; to a title its keys.

    What it shows is known when all is read, and a title is a name before that.
    """
    block: nodes.Node = citation.parent
    while isinstance(block, nodes.Inline):
        block = block.parent
    role = citation["reftype"]
    if isinstance(block, nodes.title):
        spans.append(Span(style, _keys(citation)))
    elif role not in {"p", "ps"}:
        spans.append(Span("cite", f"{role} {citation['reftarget']}"))
    elif spans and spans[-1].kind == "text":
        spans[-1] = spans[-1]._replace(text=re.sub(r",?\s*$", "", spans[-1].text))


def _keys(citation: nodes.Element) -> str:
    """Give the keys that *citation* names, with what stands around each."""
    found = _KEY.findall(citation["reftarget"])
    return "; ".join(", ".join(filter(None, (f"{before} {key}".strip(), after)))
                     for before, key, after in found)  # fmt: skip


def _link_spans(link: nodes.Element, style: SpanKind) -> list[Span]:
    """Give the words of a link between notes, or a place for the title that it will show."""
    titled = not link.get("refexplicit") and link.get("reftype") != "ref"
    if not titled:
        if words := _spans(link, style):
            return words
        alternatives = (image.get("alt", "") for image in link.findall(nodes.image))
        if alternative := " ".join(filter(None, alternatives)):
            return [Span(style, alternative)]
    return [Span("title", str(link[LINK]))]
