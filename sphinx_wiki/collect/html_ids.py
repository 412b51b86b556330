"""Parts of a note that its HTML names: ``<a name="x">`` and ``<span id="x">``."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from sphinx_wiki.facts.markup import attributes, pieces
from sphinx_wiki.nodes import Inventory, is_authors, is_output


def html_ids(held: Inventory) -> tuple[str, ...]:
    """Give the names, in the order of the note; what code gave has none that notes know of."""
    return tuple(
        dict.fromkeys(
            name
            for raw in held.of(nodes.raw)
            if is_authors(raw) and not is_output(raw)
            for name in _names(raw.astext())
        )
    )


def _names(text: str) -> Iterator[str]:
    if "id" not in text and "name" not in text:
        return
    for piece in pieces(text):
        if not piece.tag or piece.tag == "text":
            continue
        for attribute in attributes(piece.text):
            named = attribute.key == "id" or (attribute.key == "name" and piece.tag == "a")
            if attribute.value and named:
                yield attribute.value
