"""Attributes after headings, with Python-Markdown's colon: ``## Title ## {: #id }``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_wiki.dialects.quarto.attributes import give_attributes
from sphinx_wiki.facts.pandoc import match_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_COLON = re.compile(r"(?P<closing>[ \t]+#+)?[ \t]*\{:?(?=[^{}]*\}[ \t]*$)")


def extend(md: MarkdownIt) -> None:
    """Add attributes of headings to *md*."""
    md.core.ruler.before("inline", "mkdocs_headings", headings_rule)


def headings_rule(state: StateCore) -> None:
    """Take attributes off the end of headings, and the signs that close these.

    Those with neither colon nor closing signs are Pandoc's.
    """
    for at, token in enumerate(state.tokens):
        text = state.tokens[at + 1].content if token.type == "heading_open" else ""
        if not text.endswith("}"):
            continue
        found = _COLON.search(text)
        if found is None or not (found["closing"] or found[0].endswith(":")):
            continue
        attributes = match_attributes("{" + text[found.end() :])
        if attributes:
            state.tokens[at + 1].content = text[: found.start()].rstrip()
            give_attributes(token, attributes[0])
