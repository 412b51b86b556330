"""The box that a callout becomes, whichever program's callout it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_design.shared import create_component

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

# The box of docutils that each kind looks like; its name is a class that themes style.
_LOOKS: Mapping[str, str] = {
    "abstract": "seealso",
    "info": "note",
    "todo": "note",
    "success": "tip",
    "question": "hint",
    "failure": "error",
    "bug": "danger",
    "example": "seealso",
    "quote": "note",
}
_COLOURS: Mapping[str, str] = {
    "seealso": "success",
    "tip": "success",
    "hint": "success",
    "warning": "warning",
    "caution": "warning",
    "error": "danger",
    "danger": "danger",
    "important": "primary",
}
_OWN_TITLES: Mapping[str, type[nodes.Element]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
    "danger": nodes.danger,
}


def has_own_title(name: str) -> bool:
    """Say whether a box called *name* has a title in the language of the page."""
    return name in _OWN_TITLES


def own_box(name: str, classes: Iterable[str]) -> nodes.Element:
    """Give the box called *name*, with the title that it has in the language of the page."""
    return _OWN_TITLES[name]("", classes=list(classes))


def titled_box(kind: str, fold: str, classes: Iterable[str]) -> tuple[nodes.Element, nodes.Element]:
    """Give a box, and the title that is its first part; where it folds, it is a dropdown.

    :param kind: one of the values of :data:`sphinx_wiki.facts.callouts.KINDS`.
    :param fold: ``+``: foldable and open; ``-``: foldable and closed; empty: neither.
    """
    look = _LOOKS.get(kind, kind)
    if not fold:
        return nodes.admonition("", classes=[look, *classes]), nodes.title()
    colour = _COLOURS.get(look, "info")
    box = create_component(
        "dropdown",
        opened=fold == "+",
        type="dropdown",
        has_title=True,
        icon=None,
        chevron=None,
        container_classes=["sd-mb-3", *classes],
        title_classes=[f"sd-bg-{colour}", f"sd-bg-text-{colour}"],
        body_classes=[],
    )
    return box, nodes.rubric()


def fill_box(
    self: SphinxRenderer,
    box: nodes.Element,
    head: nodes.Element | None,
    title: SyntaxTreeNode | str,
    content: Iterable[SyntaxTreeNode],
) -> None:
    """Append *box*, which has its place, with its title and its content.

    :param title: what holds the words of the title, or the words themselves.
    """
    with self.current_node_context(box, append=True):
        if head is not None:
            head.source, head.line = box.source, box.line
            with self.current_node_context(head, append=True):
                if isinstance(title, str):
                    head.append(nodes.Text(title))
                else:
                    self.render_children(title)
        for child in content:
            self.rules[f"render_{child.type}"](child)
