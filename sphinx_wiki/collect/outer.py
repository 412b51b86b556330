"""What a note refers to besides notes and labels: objects of other domains, by their names."""

from __future__ import annotations

from sphinx import addnodes

from sphinx_wiki.collect.spans import LINK
from sphinx_wiki.facts.tails import tail
from sphinx_wiki.nodes import Inventory


def collect_outer(held: Inventory) -> tuple[str, ...]:
    """Give the last part of the name of every such object, sorted."""
    nodes = (node for node in held.of(addnodes.pending_xref) if LINK not in node)
    return tuple(sorted({tail(node["reftarget"]) for node in nodes}))
