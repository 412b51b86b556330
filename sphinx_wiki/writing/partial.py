"""Drawing titles and tables of contents, of which every page needs two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes, utils
from docutils.frontend import Values
from sphinx import addnodes

from sphinx_wiki.writing.walk import walk

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

_PLAIN = frozenset(
    {
        nodes.Text,
        nodes.bullet_list,
        nodes.emphasis,
        nodes.inline,
        nodes.list_item,
        nodes.literal,
        nodes.math,
        nodes.reference,
        nodes.strong,
        nodes.title,
        addnodes.compact_paragraph,
    }
)
"""What no transform changes that Sphinx applies to parts of pages."""

_CHANGING = ("smart_quotes", "strip_classes", "strip_elements_with_classes", "validate")
"""The settings with which these transforms change anything."""


def draw_partial(
    builder: StandaloneHTMLBuilder, node: nodes.Node, settings: Values
) -> dict[str, str] | None:
    """Do what ``StandaloneHTMLBuilder.render_partial`` does, without its transforms.

    Nothing where one of them might change *node*.
    """
    if any(getattr(settings, name, None) for name in _CHANGING):
        return None
    if not all(each.__class__ in _PLAIN for each in node.findall()):
        return None
    document = utils.new_document("<partial node>", settings)
    document.append(node)
    visitor: Any = builder.create_translator(document, builder)
    walk(document, visitor)
    return {"fragment": "".join(visitor.fragment), "title": "".join(visitor.title)}


def without_stylesheets(settings: Values) -> None:
    """Have translators not look for docutils' own style sheets, which Sphinx does not use."""
    settings.stylesheet = None
    settings.stylesheet_path = []
