"""The names by which references of Quarto call what is in a note, each note's its own."""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes

from sphinx_wiki.collect.formulas import NAMES
from sphinx_wiki.facts.crossrefs import EQUATION, Label, is_name
from sphinx_wiki.figures.numbers import SUBFIGURE
from sphinx_wiki.nodes import Inventory

LABEL = "wiki_label"
"""The attribute of an element that its note numbers: the word and the number."""


def collect_labels(held: Inventory) -> Mapping[str, Label]:
    """Give what is called by a name that references can use, by that name in small letters too."""
    found = {
        name.lower(): _label(held.document.ids[anchor], anchor)
        for name, anchor in held.document.nameids.items()
        if anchor and is_name(name)
    }
    for block in held.of(nodes.math_block):
        named: list[tuple[str, object]] = block.get(NAMES, [])
        for name, number in named:
            anchor = nodes.make_id(f"equation-{name}")
            # References of MyST and Quarto do not mind the case, others do.
            for each in (name.lower(), name):
                found[each] = Label(anchor, number=str(number), kind=EQUATION)
    return found


def _label(node: nodes.Element, anchor: str) -> Label:
    if LABEL in node:
        return Label(anchor, kind=node[LABEL][0], number=node[LABEL][1])
    if SUBFIGURE in node:
        frame = node.parent
        while not isinstance(frame, nodes.figure):
            frame = frame.parent
        return Label(anchor, number=node[SUBFIGURE], frame=frame["ids"][0])
    title: nodes.Node = node
    if isinstance(node, nodes.section):
        title = node[0]
    elif not isinstance(node, nodes.rubric):
        return Label(anchor)
    return Label(anchor, title=title.astext())
