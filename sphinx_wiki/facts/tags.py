"""``#tags`` in the text of a note, which put it into categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from sphinx_wiki.facts.comments import comment_parser
from sphinx_wiki.facts.crossing import close_comments
from sphinx_wiki.facts.values import within_levels

# Letters, digits and signs of any script; of punctuation only _ - and /.
_TAG = re.compile(r"(?:^|(?<=\s))#([^\s!-,.:-@\[-^`{-~\u2000-\u206f\ufffc]+)")
_LINK = re.compile(r"\[\[[^\]\n]*\]\]")


def tags_in(text: str) -> tuple[str, ...]:
    """Give the tags in the text of a Markdown note, each once, in order.

    None are in code, formulas, headings, links and comments, and none
    are made of digits alone.

    >>> tags_in("# No #head\\n\\nOn #maths/algebra, #1984, `#code`, #Übung. %%#secret%% a#b")
    ('maths/algebra', 'Übung')
    """
    if not _TAG.search(text):
        return ()
    # A sign keeps what is beside a link from what is on its other side.
    shown = _LINK.sub("\ufffc", close_comments(text, vault=True))
    tokens = comment_parser(vault=True).parse(shown)
    found = (
        tag
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline" and (before is None or before.type != "heading_open")
        for words in _texts(token.children or [])
        for tag in _TAG.findall(words)
    )
    tags = (within_levels(tag.strip("/")) for tag in found)
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
