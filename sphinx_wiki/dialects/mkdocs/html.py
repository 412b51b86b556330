"""HTML with Markdown in it: ``<figure markdown>``, as of Python-Markdown's *Markdown in HTML*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_wiki.facts.markdown import INTERRUPTS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_NAME = "mkdocs_html"
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
_TAG = re.compile(
    rf"<[a-z]+(?P<before>(?:\s+(?!markdown\b)[\w-]+(?:={_VALUE})?)*)"
    rf"(?P<markdown>\s+markdown(?:=(?:[\"']?(?:1|block|span)[\"']?))?)"
    rf"(?:\s+[\w-]+(?:={_VALUE})?)*\s*>"
)


def extend(md: MarkdownIt) -> None:
    """Add it to *md*."""
    md.block.ruler.before("html_block", _NAME, html_rule, {"alt": list(INTERRUPTS)})


def html_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Let what stands below a line with such a tag be read; its end is HTML by itself."""
    del end
    if state.is_code_block(start):
        return False
    at = state.bMarks[start] + state.tShift[start]
    line = state.src[at : state.eMarks[start]].rstrip()
    found = _TAG.fullmatch(line)
    if found and not silent:
        token = state.push("html_block", "", 0)
        token.map = [start, start + 1]
        token.content = line[: found.start("markdown")] + line[found.end("markdown") :] + "\n"
        state.line = start + 1
    return found is not None
