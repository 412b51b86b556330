"""The rule for `` ```{mermaid} `` and `` ```{dot} ``: fences, in figures if they have captions."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it.token import Token

from sphinx_wiki.dialects.quarto.divs import CLOSE, OPEN
from sphinx_wiki.facts.pandoc import Attributes
from sphinx_wiki.facts.quarto.chunks import DIAGRAMS, language_of
from sphinx_wiki.facts.yaml_limits import load_yaml
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

_DOT = "dot"
_OPTIONS = re.compile(r"\A(?:[ \t]*(?:%%|//)\|[^\n]*(?:\n|\Z))+")
_MARK = re.compile(r"^[ \t]*(?:%%|//)\| ?", re.MULTILINE)


def extend(md: MarkdownIt) -> None:
    """Add diagrams to *md*."""
    md.core.ruler.after("inline", "quarto_diagrams", diagram_rule)


def has_dot() -> bool:
    """Tell whether Graphviz can draw."""
    return shutil.which(_DOT) is not None


def diagram_rule(state: StateCore) -> None:
    """Make fences of Markdown of the cells that are diagrams."""
    tokens: list[Token] = []
    for token in state.tokens:
        language = language_of(token.info.strip()) if token.type == "fence" else None
        if language not in DIAGRAMS:
            tokens.append(token)
            continue
        options = _take_options(token)
        token.info = str(language)
        if language == _DOT:
            _use_graphviz(state, token)
        tokens += _framed(state, token, options)
    state.tokens = tokens


def _take_options(token: Token) -> Mapping[str, Any]:
    """Take the comments that hold options off a diagram; what is no YAML is a comment."""
    found = _OPTIONS.match(token.content)
    if found is None:
        return {}
    token.content = token.content[found.end() :]
    try:
        options = load_yaml(_MARK.sub("", found[0]))
    except (yaml.YAMLError, ValueError):
        return {}
    return options if isinstance(options, dict) else {}


def _use_graphviz(state: StateCore, token: Token) -> None:
    if has_dot():
        token.info = "{graphviz}"
        return
    docname = state.md.options["document"].settings.env.current_document.docname
    line = token.map[0] + 1 if token.map else None
    message = "Diagrams in dot are shown as text: the program dot of Graphviz is not installed."
    warn(message, Kind.SYNTAX, (docname, line), once=True)


def _framed(state: StateCore, token: Token, options: Mapping[str, Any]) -> Iterator[Token]:
    """Give a diagram, in a div that is a figure where it has a caption or a label."""
    label, caption = str(options.get("label") or ""), str(options.get("fig-cap") or "")
    if not label and not caption:
        yield token
        return
    label = label if label.startswith("fig-") else f"fig-{label}" if label else ""
    attributes = Attributes(label, () if label else ("figure",))
    yield Token(OPEN, "div", 0, map=token.map, meta={"attributes": attributes})
    yield token
    if caption:
        children: list[Token] = []
        state.md.inline.parse(caption, state.md, state.env, children)
        words = Token("inline", "", 0, content=caption, map=token.map, children=children)
        yield Token("paragraph_open", "p", 1, map=token.map)
        yield words
        yield Token("paragraph_close", "p", -1)
    yield Token(CLOSE, "div", 0, map=token.map)
