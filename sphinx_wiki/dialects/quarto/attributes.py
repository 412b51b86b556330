"""Attributes after headings and in the first line of code: ``# Title {#sec-x .unnumbered}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from markdown_it.token import Token

from sphinx_wiki.facts.pandoc import Attributes, match_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_BLANK_BEFORE = re.compile(r"(?:^|(?<=\s))\{")


def extend(md: MarkdownIt) -> None:
    """Add attributes of headings to *md*."""
    md.core.ruler.before("inline", "quarto_headings", headings_rule)


def headings_rule(state: StateCore) -> None:
    """Take the attributes off the end of every heading."""
    for at, token in enumerate(state.tokens):
        if token.type == "heading_open":
            text = state.tokens[at + 1]
            text.content, attributes = split_attributes(text.content)
            if attributes:
                give_attributes(token, attributes)


def split_attributes(text: str) -> tuple[str, Attributes | None]:
    """Give *text* without the attributes at its end, and these.

    >>> split_attributes("Title {#sec-x}")[0]
    'Title'
    """
    if not text.rstrip().endswith("}"):
        return text, None
    for brace in _BLANK_BEFORE.finditer(text):
        found = match_attributes(text, brace.start())
        if found and not text[found[1] :].strip():
            return text[: brace.start()].rstrip(), found[0]
    return text, None


def give_attributes(token: Token, attributes: Attributes) -> None:
    """Add the id and the classes of *attributes* to *token*."""
    if attributes.id:
        token.attrs["id"] = attributes.id
    if attributes.classes:
        before: Mapping[str, object] = token.attrs
        classes = [*str(before.get("class", "")).split(), *attributes.classes]
        token.attrs["class"] = " ".join(classes)
