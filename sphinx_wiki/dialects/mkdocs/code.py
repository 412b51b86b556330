"""Code with options: ```` ```py title="a.py" linenums="1" hl_lines="2-3 5" ````.

As of PyMdown's *SuperFences* and *Highlight*; also within braces, ```` ``` {.py title="a.py"} ````.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_wiki.dialects.quarto.code import framed, render_code
from sphinx_wiki.facts.pandoc import Attributes, match_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_OPTIONS = ("title", "linenums", "hl_lines")
_BARE = re.compile(r"(?P<language>[\w+#.-]*)(?P<options>(?:\s+\w+=(?:\"[^\"]*\"|'[^']*'))+)\s*")
_LINES = re.compile(r"\d+(?:-\d+)?(?:[ ,]+\d+(?:-\d+)?)*")


def extend(md: MarkdownIt) -> None:
    """Add options of code to *md*."""
    md.core.ruler.before("inline", "mkdocs_code", code_rule)
    md.add_render_rule("render_quarto_code", render_code, fmt="docutils")


def code_rule(state: StateCore) -> None:
    """Read the options of every fence; one with a title gets a frame."""
    tokens: list[Token] = []
    for token in state.tokens:
        found = _read(token.info) if token.type == "fence" and "=" in token.info else None
        tokens += _set_up(token, *found) if found else [token]
    state.tokens = tokens


def _read(info: str) -> tuple[str, Attributes] | None:
    """Give the language and the options of a fence with at least one of ours."""
    bare = _BARE.fullmatch(info)
    found = match_attributes(f"{{{bare['options']}}}" if bare else info.strip())
    if found is None or not any(name in found[0].values for name in _OPTIONS):
        return None
    classes = found[0].classes
    return (bare["language"] if bare else classes[0] if classes else "text"), found[0]


def _set_up(fence: Token, language: str, attributes: Attributes) -> list[Token]:
    """Give a fence what MyST knows of its options by MyST's names, and a frame for its title."""
    values = attributes.values
    fence.info = language or "text"
    first, marked = values.get("linenums", ""), values.get("hl_lines", "")
    if first.isdecimal():
        fence.attrs["lineno-start"] = first
    if _LINES.fullmatch(marked):
        fence.attrs["emphasize-lines"] = re.sub(r"[ ,]+", ",", marked)
    return framed(fence, Attributes(), "", values["title"]) if values.get("title") else [fence]
