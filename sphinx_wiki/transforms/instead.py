"""Transforms that give what those they derive from give, and look less for it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from docutils import nodes
from docutils.utils import normalize_language_tag, smartquotes
from sphinx import addnodes
from sphinx.transforms import ApplySourceWorkaround, SphinxSmartQuotes
from sphinx.transforms.i18n import TranslationProgressTotaliser
from sphinx.transforms.post_transforms.code import (
    HighlightLanguageTransform,
    HighlightLanguageVisitor,
)
from sphinx.util.logging import NAMESPACE
from sphinx.util.nodes import apply_source_workaround, get_node_source, is_smartquotable

from sphinx_wiki.application import application

_CHANGED = re.compile(r"""["'`\\&\0]|--|\.\.\.|\. \. \.""")
"""What the rules for quotes, dashes and dots change, and what they escape."""

_PLACED = (nodes.classifier, nodes.image, nodes.literal_block, nodes.title, nodes.topic)
"""What has a place of its own, from which it takes its source if it has none."""
_UNPLACED = (nodes.field_name, nodes.line, nodes.rubric)
"""What takes its source from far around it."""


class Sources(ApplySourceWorkaround):
    """Completes the source of those nodes alone that lack it.

    For nodes without, Sphinx draws XML for a message for debugging.
    """

    def apply(self, **kwargs: Any) -> None:
        """Complete where a node is from, and its source."""
        if logging.getLogger(NAMESPACE).isEnabledFor(logging.DEBUG):
            super().apply(**kwargs)
            return
        for node in self.document.findall(nodes.Element):
            if not isinstance(node, (nodes.TextElement, nodes.image, nodes.topic)):
                continue
            if node.__class__ in _UNPLACED:
                _complete(node)
            elif (
                not node.rawsource
                or (not node.source and isinstance(node, _PLACED))
                or isinstance(node, (nodes.term, *_UNPLACED))
            ):
                apply_source_workaround(node)


def _complete(node: nodes.Element) -> None:
    """Do what Sphinx does with a node of a class in `_UNPLACED`."""
    node.rawsource = node.rawsource or node.astext()
    if not (node.source and node.rawsource):
        try:
            node.source = get_node_source(node)
        except ValueError:
            node.source = ""
        node.line = 0


class Progress(TranslationProgressTotaliser):
    """Counts translated nodes where there are any."""

    def apply(self, **kwargs: Any) -> None:
        """Record how much of the document is translated."""
        builder = application(self.env).builder
        if any("translated" in node.attributes for node in self.document.findall(nodes.Element)):
            super().apply(**kwargs)
        elif not any(each.__name__ == "MessageCatalogBuilder" for each in type(builder).__mro__):
            self.document["translation_progress"] = {"total": 0, "translated": 0}


class Quotes(SphinxSmartQuotes):
    """Goes through those blocks alone whose text may change."""

    def apply(self, **kwargs: Any) -> None:
        """Make quotes, dashes and dots typographic."""
        settings, whole = self.document.settings, self.document
        tags = normalize_language_tag(settings.language_code)
        plain = settings.setdefault("smart_quotes", False) is True
        known = any(tag in smartquotes.smartchars.quotes for tag in tags)
        if plain and known and self.config.smartquotes_action != "-1":
            blocks: Any = _Blocks(whole)
            self.document = blocks
        super().apply(**kwargs)
        self.document = whole


class _Blocks:
    """A document in which only blocks are found whose text or language asks for it."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self._document, name)

    def findall(self, kind: type[nodes.Element]) -> Iterator[nodes.Element]:
        """Give the nodes of class *kind* of which something may change."""
        found = self._document.findall(kind)
        elements = self._document.findall(nodes.Element)
        classes: Iterator[str] = chain.from_iterable(node.get("classes", ()) for node in elements)
        if any(name.startswith("language-") for name in classes):
            yield from found
            return
        changed = _around(text for text in self._document.findall(nodes.Text) if _may_change(text))
        if changed:
            yield from (node for node in found if id(node) in changed)


def _around(texts: Iterable[nodes.Node]) -> set[int]:
    """Give the ids of all objects that *texts* are in."""
    found: set[int] = set()
    for text in texts:
        node = text.parent
        while node is not None and id(node) not in found:
            found.add(id(node))
            node = node.parent
    return found


def _may_change(text: nodes.Text) -> bool:
    return bool(_CHANGED.search(text)) and ("\0" in text or is_smartquotable(text))


class Languages(HighlightLanguageTransform):
    """Goes to blocks of code directly, where no other node says what their language is."""

    def apply(self, **kwargs: Any) -> None:
        """Give blocks of code their language."""
        if any(
            isinstance(node, (addnodes.highlightlang, addnodes.start_of_file))
            for node in self.document.findall(nodes.Element)
        ):
            super().apply(**kwargs)
            return
        visitor = HighlightLanguageVisitor(self.document, self.config.highlight_language)
        visitor.visit_document(self.document)
        for block in self.document.findall(nodes.literal_block):
            if block.__class__.__name__ == "literal_block":
                visitor.visit_literal_block(block)
