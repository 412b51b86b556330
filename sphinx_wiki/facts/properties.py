"""Links in the front matter of a note, as Obsidian has them in properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sphinx_wiki.facts.wikilinks import Wikilink, match_wikilink

# Names of the note itself, and what is shown as links of another kind, or as a picture.
_OTHER = frozenset(
    {"title", "subtitle", "aliases", "alias", "requires", "listing", "execute", "image", "cover"}
)


class PropertyLink(NamedTuple):
    """A link in a value of the front matter."""

    key: str
    link: Wikilink


def property_links(data: Mapping[str, Any]) -> Iterator[PropertyLink]:
    """Give the links in the values of *data*, in order.

    >>> data = {"author": ["[[Ann|A.]]", "Bob"], "up": [["Home"]], "title": "[[x]]"}
    >>> [(found.key, found.link.target) for found in property_links(data)]
    [('author', 'Ann'), ('up', 'Home')]
    """
    for key, value in data.items():
        if key not in _OTHER:
            for text in _texts(value):
                at = text.find("[[")
                while at >= 0:
                    found = match_wikilink(text, at)
                    if found is not None:
                        yield PropertyLink(key, found[0])
                    at = text.find("[[", found[1] if found else at + 1)


def _texts(value: Any) -> Iterator[str]:
    """Give the texts in a value; ``[[Note]]`` without quotes is a list in a list for YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, list) and len(each) == 1 and isinstance(each[0], str):
                yield f"[[{each[0]}]]"
            elif not isinstance(each, Mapping):
                yield from _texts(each)
