"""Links and where they lead: what settling says of each link of a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from sphinx_wiki.facts.model import Link

State: TypeAlias = Literal["note", "draft", "wanted", "file", "missing", "unlabelled", "other"]


class Part(NamedTuple):
    """A place in a note that a link can lead to."""

    docname: str
    anchor: str
    title: str
    """The heading or caption there; empty where it has none."""
    number: str = ""
    """What names it where it is numbered, such as ``Fig. 3``."""
    made: str = ""
    """How that is made of its number, such as ``Fig. %s``; empty where LaTeX does not count it."""
    bare: str = ""
    """The number alone."""


class Resolved(NamedTuple):
    """A link and where it leads."""

    link: Link
    state: State
    """``file``: no note, but a file; ``missing``: by its suffix a file, but there
    is none; ``unlabelled``: a label that nothing has; ``other``: somebody else
    resolves it."""
    docname: str | None = None
    anchor: str = ""
    title: str = ""
    """What a link without text shows: the current title of its target, or its number."""
    part: Part | None = None
    """The figure or table that it leads to, if it is a numbered one."""
    lost: bool = False
    """Whether the note is there and the part is not."""
    rivals: tuple[str, ...] = ()
    """Other notes that the name fits as well."""


@dataclass(frozen=True)
class Outside:
    """What the wiki asks of the rest of Sphinx."""

    label: Callable[[str, str], tuple[Part | None, tuple[str, ...]]]
    """Find a cross-reference label, the note's own first; give other notes that have it."""
    part: Callable[[str, str], Part | None]
    """Find a part of a note by the fragment an author wrote."""
    known: Callable[[str], bool]
    """Whether something other than a note answers to a name."""
    file: Callable[[str, str], bool]
    """Whether a link's path, written in a note, is a file that is no note."""
    parts: Callable[[str], Iterable[str]]
    """The fragments by which authors can name the parts of a note."""
    labels: Callable[[], Iterable[str]]
    """Every cross-reference label."""
    cited: Callable[[str, str], str]
    """What a citation shows, by its role and keys, in a note."""
