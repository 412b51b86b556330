"""``#tags`` in the text of a note, which put it into categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

# Letters, digits and signs of any script; of punctuation only _ - and /.
_TAG = re.compile(r"(?:^|(?<=\s))#([^\s!-,.:-@\[-^`{-~\u2000-\u206f\ufffc]+)")
_NEVER = re.compile(r"%%.*?%%|\[\[[^\]\n]*\]\]", re.DOTALL)


def _blank(found: re.Match[str]) -> str:
    """Give as many lines without words; a sign keeps what is beside from the next."""
    return "\ufffc" + "\n" * found[0].count("\n")


def tags_in(text: str) -> tuple[str, ...]:
    """Give the tags in the text of a Markdown note, each once, in order.

    None are in code, formulas, headings, links and comments, and none
    are made of digits alone.

    >>> tags_in("# No #head\\n\\nOn #maths/algebra, #1984, `#code`, #Übung. %%#secret%% a#b")
    ('maths/algebra', 'Übung')
    """
    if not _TAG.search(text):
        return ()
    md = MarkdownIt("commonmark").enable("table")
    md.use(front_matter_plugin).use(myst_block_plugin).use(myst_role_plugin).use(dollarmath_plugin)
    tokens = md.parse(_NEVER.sub(_blank, text))
    found = (
        tag
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline" and (before is None or before.type != "heading_open")
        for words in _texts(token.children or [])
        for tag in _TAG.findall(words)
    )
    tags = (tag.strip("/") for tag in found)
    return tuple(dict.fromkeys(tag for tag in tags if tag and not re.fullmatch(r"[\d/]+", tag)))


def _texts(children: Iterable[Token]) -> Iterator[str]:
    """Give the text between what is no text; that of links is none."""
    depth = 0
    words = ""
    for child in children:
        depth += child.nesting if child.type.startswith("link") else 0
        if child.type == "text" and not depth:
            words += child.content
        elif child.type in ("softbreak", "hardbreak"):
            words += "\n"
        else:
            # What is no text touches the words beside it.
            words += "\ufffc"
    yield words
