"""Sphinx's translator to HTML, quicker where docutils does more than is needed."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.writers import _html_base
from sphinx.writers.html5 import HTML5Translator

_CHARACTERS = {"&": "&amp;", "<": "&lt;", '"': "&quot;", ">": "&gt;", "@": "&#64;"}
"""What docutils writes for characters with a meaning of their own, the ampersand first."""

_LISTS = frozenset({"classes", "id", "ids"})
"""What is given in other forms than a string, or by mistake."""

_TABLE = HTML5Translator.special_characters

_ORDINARY = (
    HTML5Translator.starttag is _html_base.HTMLTranslator.starttag
    and HTML5Translator.encode is _html_base.HTMLTranslator.encode
    and {ord(key): value for key, value in _CHARACTERS.items()} == _TABLE
)
"""Whether docutils writes elements and characters as this module takes it to."""


class PageTranslator(HTML5Translator):
    """Writes what Sphinx's translator writes.

    To be proposed to docutils: to replace characters without a table of them, and to make a
    tag without unifying what is given once.
    """

    def encode(self, text: object) -> str:
        """Give *text* with characters of a meaning of their own as references.

        For the few characters there are, this takes a tenth of the time of a table.
        """
        if self.special_characters is not _TABLE:
            return str(super().encode(text))
        words = str(text)
        for character, reference in _CHARACTERS.items():
            if character in words:
                words = words.replace(character, reference)
        return words

    def starttag(
        self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **given: Any
    ) -> str:
        """Give a start tag with the classes and the id of *node*."""
        ids, classes = node.get("ids"), node.get("classes")
        if not (ids or classes or given or empty):
            return f"<{tagname.lower()}>{suffix}"
        if (ids and len(ids) > 1) or isinstance(node, nodes.table):
            return super().starttag(node, tagname, suffix, empty, **given)
        attributes: dict[str, str] = {}
        for name, value in given.items():
            if not isinstance(value, str):
                return super().starttag(node, tagname, suffix, empty, **given)
            attributes[name.lower()] = value
        if not attributes.keys().isdisjoint(_LISTS):
            return super().starttag(node, tagname, suffix, empty, **given)
        names = dict.fromkeys(name for name in classes if name.strip()) if classes else {}
        if more := attributes.pop("class", None):
            names.update(dict.fromkeys(more.split()))
        for name in names:
            if name.startswith("language-"):
                return super().starttag(node, tagname, suffix, empty, **given)
        if names:
            attributes["class"] = " ".join(names)
        if ids:
            attributes["id"] = ids[0]
        written = tagname.lower()
        for name in sorted(attributes):
            written += f' {name}="{self.attval(attributes[name])}"'
        return f"<{written}{' /' if empty else ''}>{suffix}"


TRANSLATOR: type[HTML5Translator] = PageTranslator if _ORDINARY else HTML5Translator
