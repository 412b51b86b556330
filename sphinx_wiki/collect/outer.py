"""What a note refers to besides notes and labels: objects of other domains, by their names."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.formulas import NOTE
from sphinx_wiki.collect.spans import LINK
from sphinx_wiki.facts.tails import tail
from sphinx_wiki.facts.tex import references
from sphinx_wiki.nodes import Inventory


def collect_outer(held: Inventory) -> tuple[str, ...]:
    """Give the last part of the name of every such object, sorted."""
    asked = {node["reftarget"] for node in held.of(addnodes.pending_xref) if LINK not in node}
    # Citations name several works at once.
    found = asked.union(*(name.split(",") for name in asked))
    for formula in held.of(nodes.math, nodes.math_block):
        if NOTE in formula:
            found.update(references(formula.astext()))
    return tuple(sorted({tail(name) for name in found}))
