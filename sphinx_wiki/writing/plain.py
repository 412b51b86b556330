"""Titles and contents of nothing but words and links, drawn without a translator.

What a translator would make of them is known of Sphinx's and docutils' own. Whether it is
so in this build is tried once, with a title and contents that hold all that may occur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

Parts = dict[str, str]

_OWNERS = (
    "docutils.nodes",
    "docutils.writers",
    "pydata_sphinx_theme.translator",
    "sphinx.util.docutils",
    "sphinx.writers",
    "sphinx_wiki.writing",
)
_METHODS = (
    "attval",
    "dispatch_departure",
    "dispatch_visit",
    "encode",
    "starttag",
    *(
        f"{moment}_{name}"
        for moment in ("visit", "depart")
        for name in (
            "Text",
            "bullet_list",
            "compact_paragraph",
            "document",
            "list_item",
            "reference",
            "title",
        )
    ),
)


class _NotPlainError(Exception):
    """There is more in a node than words and links."""


def draw_plain(node: nodes.Node) -> Parts | None:
    """Give what a translator would make of a title or of contents; nothing where unsure."""
    try:
        if isinstance(node, nodes.title):
            return {"fragment": "", "title": _words(node)}
        return {"fragment": _list(node), "title": ""}
    except _NotPlainError:
        return None


def is_as_drawn(builder: StandaloneHTMLBuilder, draw: Callable[[nodes.Node], Parts]) -> bool:
    """Say whether what the translator of *builder* makes is what :func:`draw_plain` gives.

    :param draw: draws a node with this translator.
    """
    registry = builder._registry
    translator = registry.get_translator_class(builder)
    handlers = registry.translation_handlers
    handled = {**handlers.get(builder.name, {}), **handlers.get(builder.format, {})}
    methods = (getattr(translator, name, None) for name in _METHODS)
    # What conf.py defines is of no module.
    owners = (getattr(method, "__module__", None) or "" for method in methods)
    if not all(owner.startswith(_OWNERS) for owner in owners):
        return False
    if any(f"visit_{name}" in _METHODS for name in handled):
        return False
    return all(draw(sample.deepcopy()) == draw_plain(sample) for sample in _samples())


def _words(node: nodes.Element) -> str:
    """Give the words of *node*, as docutils encodes them."""
    _expect(all(child.__class__ is nodes.Text for child in node.children))
    return "".join(_encoded(child.astext()) for child in node.children)


def _encoded(text: str) -> str:
    return escape(text).replace("&#x27;", "'").replace("@", "&#64;")


def _list(node: nodes.Node) -> str:
    _expect(node.__class__ is nodes.bullet_list and bool(node.children) and _is_bare(node))
    return f"<ul>\n{''.join(map(_item, node.children))}</ul>\n"


def _item(node: nodes.Node) -> str:
    _expect(node.__class__ is nodes.list_item and bool(node.children) and _is_bare(node))
    paragraph, *below = node.children
    _expect(paragraph.__class__ is addnodes.compact_paragraph and len(paragraph.children) == 1)
    return f"<li>{_link(paragraph.children[0])}{''.join(map(_list, below))}</li>\n"


def _link(node: nodes.Node) -> str:
    _expect(isinstance(node, nodes.reference) and node.__class__ is nodes.reference)
    assert isinstance(node, nodes.reference)
    given = node.attributes
    _expect(bool(given.get("internal")) and not given.get("secnumber") and _is_bare(node))
    _expect(given.keys().isdisjoint({"reftitle", "rel", "target"}))
    address = str(given.get("refuri") or "#")
    _expect(address.startswith("#") and address.isprintable())
    return f'<a class="reference internal" href="{_encoded(address)}">{_words(node)}</a>'


def _is_bare(node: nodes.Node) -> bool:
    assert isinstance(node, nodes.Element)
    return not node.attributes["ids"] and not node.attributes["classes"]


def _samples() -> Iterable[nodes.Element]:
    """Give a title and contents with every character that is written in a way of its own."""
    words = "a & b < c > \"d\" 'e' @ f -- g\u00a0\u20ac"
    yield nodes.title("", "", nodes.Text(words))
    inner = nodes.bullet_list("", _sample("#a-b", words), _sample("#c", "C"))
    outer = _sample("#", words)
    outer += inner
    yield nodes.bullet_list("", outer)
    yield nodes.bullet_list("", _sample("#", "A"), _sample("#d", "D"))


def _sample(address: str, words: str) -> nodes.list_item:
    link = nodes.reference(
        "", "", nodes.Text(words), internal=True, refuri=address, anchorname=address
    )
    return nodes.list_item("", addnodes.compact_paragraph("", "", link))


def _expect(plain: bool) -> None:
    if not plain:
        raise _NotPlainError
