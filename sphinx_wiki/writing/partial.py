"""Drawing titles and tables of contents, of which every page needs two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes, utils
from docutils.frontend import Values
from sphinx import addnodes

from sphinx_wiki.writing.plain import Parts, draw_plain, is_as_drawn
from sphinx_wiki.writing.walk import Steps, walk

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


class Partials:
    """Draws titles and contents as ``StandaloneHTMLBuilder.render_partial`` does."""

    def __init__(self, builder: StandaloneHTMLBuilder, steps: Steps) -> None:
        # Sphinx 8 keeps its settings within a publisher.
        self._settings: Values | None = getattr(builder, "_settings", None)
        self._builder, self._steps = builder, steps
        unknown = self._settings is None
        self._known = not (unknown or any(getattr(self._settings, key, 0) for key in _CHANGING))
        self._plainly = self._known and is_as_drawn(builder, self._translated)

    def draw(self, node: nodes.Node) -> Parts | None:
        """Give the parts of *node*; nothing where a transform of Sphinx might change it."""
        if not self._known:
            return None
        if self._plainly and (drawn := draw_plain(node)) is not None:
            return drawn
        known = all(each.__class__ in _PLAIN for each in node.findall())
        return self._translated(node) if known else None

    def _translated(self, node: nodes.Node) -> Parts:
        assert self._settings is not None
        document = utils.new_document("<partial node>", self._settings)
        document.append(node)
        visitor: Any = self._builder.create_translator(document, self._builder)
        walk(document, visitor, self._steps)
        return {"fragment": "".join(visitor.fragment), "title": "".join(visitor.title)}


def without_stylesheets(settings: Values) -> None:
    """Have translators not look for docutils' own style sheets, which Sphinx does not use."""
    settings.stylesheet = None
    settings.stylesheet_path = []
