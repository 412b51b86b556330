"""Field lists, ``:key: value``: metadata in reStructuredText and options of directives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent
from typing import Any

from sphinx_wiki.facts.yaml_block import Block, read_block

_FIELD = re.compile(r":(?P<key>[^\s:`](?:[^:`]*[^\s:`])?):(?:[ \t]+(?P<value>.*))?$")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*$")
_COMMENT = re.compile(r"\.\.(?:$|[ \t]+(?![\w.:+-]+::))")
_TYPED = re.compile(r"true|True|false|False|\[.*\]|\{.*\}", re.DOTALL)
_NOTHING = Block({}, {}, {}, ())


def read_field_list(text: str) -> tuple[Block, int]:
    """Give the fields at the top of a reStructuredText note, and the line after them.

    They stand before the title or right after it, with comments and link
    targets allowed in between.

    >>> read_field_list("Title\\n=====\\n\\n:status: draft\\n")[0].data
    {'status': 'draft'}
    """
    lines = text.split("\n")
    start = _skip_comments(lines, 0)
    if not _at_field(lines, start):
        start = _skip_comments(lines, _skip_title(lines, start))
    if not _at_field(lines, start):
        return _NOTHING, 1
    block, end = read_fields(lines, start, first_line=1)
    return block, end + 1


def read_fields(
    lines: Sequence[str], start: int, *, first_line: int, quotes: bool = False
) -> tuple[Block, int]:
    """Give the fields that begin at the index *start*, and the index after them.

    :param first_line: the line of the file that index 0 stands for.
    :param quotes: whether quotes around a value belong to YAML, not to the value.
    """
    block = Block({}, {}, {}, ())
    index = start
    while index < len(lines):
        match = _FIELD.match(lines[index])
        if not match:
            break
        end = end_of_indented(lines, index + 1)
        rest = dedent("\n".join(lines[index + 1 : end])).strip()
        value, written = _typed((match["value"] or "").strip(), rest, quotes=quotes)
        key = match["key"].lower()
        block.data[key] = value
        block.lines[key] = first_line + index
        if written is not None:
            block.written[key] = written
        index = end
    return block, index


def _at_field(lines: Sequence[str], index: int) -> bool:
    return index < len(lines) and bool(_FIELD.match(lines[index]))


def end_of_indented(lines: Sequence[str], index: int) -> int:
    """Give the index after the indented lines from *index* on, with the blank ones between them."""
    end = index
    while index < len(lines) and (not lines[index].strip() or lines[index][0] in " \t"):
        index += 1
        if lines[index - 1].strip():
            end = index
    return end


def _skip_comments(lines: Sequence[str], index: int) -> int:
    """Give the index of the first line that is neither blank nor part of ``.. …``."""
    while index < len(lines):
        if lines[index].strip() and not _COMMENT.match(lines[index]):
            break
        index = end_of_indented(lines, index + 1) if lines[index].strip() else index + 1
    return index


def _skip_title(lines: Sequence[str], index: int) -> int:
    """Give the index after the title that begins at *index*; *index* where there is none."""

    def adorned(at: int) -> bool:
        return at < len(lines) and bool(_ADORNMENT.match(lines[at]))

    if adorned(index) and adorned(index + 2):
        return index + 3
    return index + 2 if adorned(index + 1) else index


def _typed(first: str, rest: str, *, quotes: bool) -> tuple[Any, Any]:
    """Give the value of a field, and its spelling where YAML reads it.

    A flag, a bracketed list and (on the lines below the key) a list or a
    mapping have the type that YAML gives them; anything else is text.
    """
    whole = "\n".join(part for part in (first, rest) if part)
    quoted = quotes and first[:1] in ("'", '"')
    if quoted or _TYPED.fullmatch(whole):
        return _from_yaml(whole, (bool, list, dict, str))
    if rest and not first:
        return _from_yaml(whole, (list, dict))
    return whole, None


def _from_yaml(source: str, kinds: tuple[type, ...]) -> tuple[Any, Any]:
    block = read_block("value:\n" + "\n".join("  " + line for line in source.split("\n")))
    value = block.data.get("value")
    if block.problems or not isinstance(value, kinds):
        return source, None
    return value, block.written.get("value")
