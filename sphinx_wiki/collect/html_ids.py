"""Parts of a note that its HTML names: ``<a name="x">`` and ``<span id="x">``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from docutils import nodes

from sphinx_wiki.facts.markup import pieces
from sphinx_wiki.nodes import Inventory, is_authors, is_output

_NAMED = re.compile(
    r"\s(?P<key>id|name)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+))",
    re.IGNORECASE,
)


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
        for found in _NAMED.finditer(piece.text):
            name = unescape(found["double"] or found["single"] or found["bare"] or "")
            if name and (found["key"].lower() == "id" or piece.tag == "a"):
                yield name
