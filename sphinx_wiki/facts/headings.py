"""How the words of a link find a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sphinx_wiki.facts.names import fold

# What Obsidian leaves out of a link to a heading, since it would end the link
# or be markup: it compares headings without.
_LEFT_OUT = re.compile(r"[!\"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\]")


def plain_heading(words: str) -> str:
    """Give *words* as headings are compared: folded, without punctuation.

    >>> plain_heading("Part 2: *Why*?") == plain_heading("part 2 why")
    True
    """
    return fold(_LEFT_OUT.sub(" ", words))


def find_heading(headings: Iterable[tuple[str, str]], wanted: str) -> tuple[str, str] | None:
    """Give the id and the words of the heading that *wanted* names.

    :param headings: id and words of all headings of a note, in order.
    :param wanted: a heading, or several joined by ``#``, each below the one before.

    >>> find_heading([("a", "A"), ("x", "Why?"), ("b", "B"), ("x-1", "Why?")], "B#Why")
    ('x-1', 'Why?')
    """
    found = None
    left = iter(headings)
    for part in wanted.split("#"):
        words = plain_heading(part)
        found = next((each for each in left if plain_heading(each[1]) == words), None)
        if not words or found is None:
            return None
    return found
