"""Links as Obsidian and other wikis write them: ``[[note#part|words]]``."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_wiki.facts.slugs import readable

# No name holds a bracket or a bar; what is shown may.
_WIKILINK = re.compile(
    r"\[\[(?!\^)(?P<target>[^\[\]|\n]+?)(?:\\?\|(?P<words>(?:(?!\[\[|\]\])[^\n])*\]?))?\]\]"
)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BLOCK = re.compile(r"(?:^|#)\s*(\^[A-Za-z0-9-]+)\s*$")
_NO_WORDS = re.compile(r"[/\\]|\.(?:md|qmd|ipynb|rst)$", re.IGNORECASE)

BLOCK = "wiki_block"
"""The attribute of a node that holds its address as a block."""


class Wikilink(NamedTuple):
    """What stands between double brackets."""

    target: str
    """The name of a note or a file; empty for the note itself."""
    fragment: str
    """Headings, each within the one before, joined by ``#``; or ``^`` and a block's id."""
    words: str | None
    """What the author wants to be read instead; ``None`` where the link says nothing."""

    @property
    def shown(self) -> str | None:
        """What is read where the author gave no words: the name as written, if it is one.

        ``None`` for paths and names of files, which read worse than the
        title of what they lead to.

        >>> [Wikilink(*link, None).shown for link in (("dot product", "A#B"), ("dot_product", ""))]
        ['dot product > A > B', None]
        """
        is_name = readable(self.target).casefold() == self.target.casefold()
        if self.target and (not is_name or _NO_WORDS.search(self.target)):
            return None
        headings = () if self.fragment.startswith("^") else self.fragment.split("#")
        parts = [part.strip() for part in (self.target, *headings)]
        return " > ".join(part for part in parts if part) or None


def match_wikilink(source: str, start: int) -> tuple[Wikilink, int] | None:
    """Give the link that begins at *start* of *source*, and where it ends.

    ``None`` where there is none: brackets that are empty, span lines or hold
    an address.

    >>> match_wikilink("See [[Norm#A#B|the norm]].", 4)
    (Wikilink(target='Norm', fragment='A#B', words='the norm'), 25)
    >>> match_wikilink("[[]]", 0) is None
    True
    """
    found = _WIKILINK.match(source, start)
    if found is None:
        return None
    target, fragment = split_target(found["target"])
    if not (target or fragment) or _ADDRESS.match(target):
        return None
    return Wikilink(target, fragment, (found["words"] or "").strip() or None), found.end()


def block_anchor(name: str) -> str:
    """Give the id that the block with the id *name* has in its page.

    >>> block_anchor("37066D")
    'block-37066d'
    """
    return f"block-{name.lower()}"


def split_target(target: str) -> tuple[str, str]:
    """Give the name and the part that *target* asks for.

    >>> split_target("norm # Sources"), split_target("norm#A#^b1"), split_target("C")
    (('norm', 'Sources'), ('norm', '^b1'), ('C', ''))
    """
    name, _, rest = target.partition("#")
    if block := _BLOCK.search(rest):
        return name.strip(), block[1]
    headings = (part.strip() for part in rest.split("#"))
    return name.strip(), "#".join(part for part in headings if part)
