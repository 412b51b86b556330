"""The nouns of the wiki: small frozen values that every other room passes around.

Everything here is picklable and made of strings, numbers, tuples and mappings,
so that facts survive the environment pickle and compare by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, cast

Kind = TypeVar("Kind")
SpanKind = Literal["text", "math", "code", "em", "strong", "title", "cite"]


class Span(NamedTuple):
    """A run of text in one inline style.

    ``math`` holds TeX without delimiters. ``title`` stands, until the wiki is
    settled, for the title that a link without words shows: its text is the
    link's index. ``cite`` stands for what a citation shows: its text is the
    role and the keys.
    """

    kind: SpanKind
    text: str
    marked: bool = False
    """Whether it belongs to the link that a backlink is about."""


Inline: TypeAlias = tuple[Span, ...]
"""A sentence that keeps its formulas, code and emphasis: flat, without ids."""


def plain(inline: Inline) -> str:
    """Give the text of *inline* without its styles.

    >>> plain((Span("text", "so "), Span("math", "a^2")))
    'so a^2'
    """
    return "".join(span.text for span in inline)


def text(words: str) -> Inline:
    """Give *words* as one unstyled span; nothing for an empty string."""
    return (Span("text", words),) if words else ()


class Problem(NamedTuple):
    """Something in a note that its author should mend.

    ``line`` is counted from 1 in the note's file; ``None`` where unknown.
    """

    message: str
    line: int | None = None
    kind: str = "metadata"
    """The warning's subtype: ``wiki.<kind>`` in the log."""


def _kept(kind: type[Kind]) -> type[Kind]:
    """Have values of a frozen dataclass pickled by place: a third of the time of dataclasses' own.

    That looks the fields of the class up for each value, and there are many of these.
    """
    names = [each.name for each in fields(cast("Any", kind))]
    values = attrgetter(*names)

    def state(self: Kind) -> tuple[Any, ...]:
        found: tuple[Any, ...] = values(self)
        return found

    def set_state(self: Kind, state: tuple[Any, ...]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    made: Any = kind
    made.__getstate__, made.__setstate__ = state, set_state
    return kind


@_kept
@dataclass(frozen=True, slots=True)
class Meta:
    """What an author declared about a note, validated and typed.

    Dates are ISO 8601 strings, ``2024-07-07`` or with a time and zone.
    """

    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    date: str | None = None
    date_modified: str | None = None
    """An ISO date, or ``last-modified`` for the date of the last commit."""
    dated_by_change: bool = False
    """Whether ``date`` is to be that of the last change, which is known when all is read."""
    date_format: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    permalink: str | None = None
    """An address within the site, with ``/`` before it."""
    cssclasses: tuple[str, ...] = ()
    image: str | Literal[False] | None = None
    image_alt: str | None = None
    draft: bool = False
    order: float | None = None
    status: str | None = None
    lang: str | None = None
    requires: tuple[str, ...] = ()
    listing: Any = None
    toc: bool | None = None
    backlinks: bool = True
    execute: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys we do not know, as written; listings can show them."""


@_kept
@dataclass(frozen=True, slots=True)
class Link:
    """One link as it stands in a note, not yet resolved."""

    kind: Literal["path", "name", "doc", "label", "number", "perhaps"]
    """``path``: relative to the note; ``name``: a file name, path, title or
    alias; ``doc``: a docname; ``label``: a cross-reference label;
    ``number``: the same, shown by its number if it has one; ``perhaps``: a number
    if there is such a label, and prose if there is none."""
    target: str
    fragment: str | None
    """The part of the target, without ``#``."""
    explicit: bool
    """Whether the author gave the link a text of its own."""
    at: str
    """The id of the element in the note that holds the link."""
    sentence: Inline
    line: int | None
    file: str = ""
    """The included file that holds it, from the folder of notes; empty for the note's own."""


@_kept
@dataclass(frozen=True, slots=True)
class Citation:
    """One place where a note names a source."""

    text: Inline
    """The whole entry, as the author wrote it."""
    title: str
    """The words of the link, or the whole entry where there is no link."""
    url: str | None
    key: str | None
    """The BibTeX key, for a citation by ``{cite}``."""
    at: str
    """The id of the element in the note."""
    line: int | None = None
    file: str | None = None
    """The file among the notes that the entry links to, from the source folder."""


@_kept
@dataclass(frozen=True, slots=True)
class Note:
    """All facts about one note that come from its own file."""

    docname: str
    title: Inline
    summary: Inline
    meta: Meta
    image: str | None
    """The path of a local image from the source folder, with ``/``."""
    image_alt: str
    words: int
    links: tuple[Link, ...]
    citations: tuple[Citation, ...]
    anchors: tuple[tuple[str, str], ...]
    """The ids of its sections with their titles, in order; then those of its blocks."""
    title_line: int | None = None
    """The line of the heading that gives the title, where one does."""
    embeds: tuple[int, ...] = ()
    """Which of its links show the content of what they lead to."""
    generated: bool = False
    """Whether the page made itself (listing, sources, category)."""


@_kept
@dataclass(frozen=True, slots=True)
class Source:
    """A work that notes learned from, once for the whole wiki."""

    id: str
    """Stable, safe in a URL fragment, independent of other sources."""
    url: str | None
    """The address as an author wrote it."""
    title: str
    text: Inline
    """The fullest entry any note gives."""
    kind: str
    notes: tuple[tuple[str, str], ...]
    """Docname and the id of the citation in it, sorted by docname."""
    keys: tuple[str, ...] = ()
    """Keys of the ``.bib`` entries that are this source."""
    file: str | None = None
    """The file among the notes that it is, from the source folder."""


@_kept
@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a listing shows: a note, or an entry of a metadata file.

    Fields go by Quarto's names: ``title`` and ``description`` are
    :data:`Inline`, ``date``, ``date-modified`` and ``file-modified`` ISO
    strings, ``author`` and ``categories`` tuples of strings, ``image`` a path
    from the source folder (or a URL), ``word-count`` and ``reading-time``
    (minutes) and ``order`` numbers, the rest what the author wrote.
    """

    fields: Mapping[str, Any]
    docname: str | None = None
    """The note, where the item is one."""
    href: str | None = None
    """The address, where the item is no note: a URL or a path from the source folder."""
