"""Finding ``{wiki:note}``, the directive that declares what front matter would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from textwrap import dedent
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin

from sphinx_wiki.facts.fieldlist import end_of_indented, read_fields
from sphinx_wiki.facts.yaml_block import Block, read_block

_IN_MARKDOWN = "{wiki:note}"
_IN_RST = re.compile(r"\.\.[ \t]+wiki:note::")


class Declared(NamedTuple):
    """What one directive declares."""

    options: Block
    summary: Block
    """The content, as a description; empty where there is none."""


def read_markdown_directives(text: str, first_line: int) -> Iterator[Declared]:
    """Give what each directive at the top level of the Markdown *text* declares.

    Directives shown within another block, as an example, declare nothing.

    :param first_line: the line of the file at which *text* begins.
    """
    if _IN_MARKDOWN not in text:
        return
    for token in _blocks().parse(text):
        if _is_directive(token) and token.map:
            yield _declared(token.content.split("\n"), first_line + token.map[0] + 1)


def read_rst_directives(text: str) -> Iterator[Declared]:
    """Give what each directive at the top level of the reStructuredText *text* declares."""
    if "wiki:note::" not in text:
        return
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _IN_RST.match(line):
            end = end_of_indented(lines, index + 1)
            body = dedent("\n".join(lines[index + 1 : end])).split("\n")
            yield _declared(body, index + 2, quotes=False)


@cache
def _blocks() -> MarkdownIt:
    """Give a parser of blocks alone."""
    parser = MarkdownIt("commonmark").use(colon_fence_plugin)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _is_directive(token: Token) -> bool:
    fenced = token.type in ("fence", "colon_fence") and token.level == 0
    return fenced and token.info.split(None, 1)[:1] == [_IN_MARKDOWN]


def _declared(lines: list[str], first_line: int, *, quotes: bool = True) -> Declared:
    """Read the options of a directive and its content.

    :param quotes: whether YAML may stand for options, as in MyST.
    """
    start = _first_text(lines, 0)
    bare = [line.rstrip() for line in lines]
    if quotes and bare[start : start + 1] == ["---"] and "---" in bare[start + 1 :]:
        end = bare.index("---", start + 1)
        options = read_block("\n".join(lines[start + 1 : end]), first_line + start + 1)
        end += 1
    else:
        options, end = read_fields(lines, start, first_line=first_line, quotes=quotes)
    summary = Block({}, {}, {}, ())
    if content := "\n".join(lines[end:]).strip():
        summary.data["description"] = content
        summary.lines["description"] = first_line + _first_text(lines, end)
    return Declared(options, summary)


def _first_text(lines: list[str], start: int) -> int:
    """Give the index of the first line from *start* on that is not blank."""
    return next((i for i in range(start, len(lines)) if lines[i].strip()), len(lines))
