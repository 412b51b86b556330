"""How much of a description a listing shows."""

from __future__ import annotations

import unicodedata

from sphinx_wiki.facts.listing.model import ListingOptions
from sphinx_wiki.facts.model import Inline, Item, Span

DESCRIPTION_LENGTH = 175
# A longer run without spaces is text of a language that has none, or an address.
_LONGEST_WORD = 40
_WHOLE = ("math", "code")
# What looks lost before an ellipsis: spaces, commas, dashes, an opening bracket.
_DANGLING = " \t\n\u00a0,;:(-\u2013\u2014"


def description_limit(options: ListingOptions, item: Item) -> int | None:
    """Give the most characters that the description of *item* may have here; ``None``: any.

    Text taken from a note is always cut; what its author wrote as a
    description is cut only in a grid, or where the option asks for it.
    """
    explicit = item.fields.get("description-explicit", False)
    if explicit and options.type != "grid":
        return options.max_description_length
    return options.max_description_length or DESCRIPTION_LENGTH


def shown_description(inline: Inline, limit: int | None) -> Inline:
    """Cut *inline* after a word, to at most *limit* characters and an ellipsis.

    Formulas and code are kept whole or left out; one that comes first is kept
    even if it is longer.

    >>> shown_description((Span("text", "one two three"),), 9)
    (Span(kind='text', text='one two…', marked=False),)
    """
    if limit is None or sum(len(span.text) for span in inline) <= limit:
        return inline
    kept: list[Span] = []
    room = limit
    for span in inline:
        if len(span.text) > room:
            kept += _beginning(span, room, first=not kept)
            break
        kept.append(span)
        room -= len(span.text)
    return _with_ellipsis(kept)


def _beginning(span: Span, room: int, *, first: bool) -> list[Span]:
    """Give what of *span*, which is longer than *room*, can stay."""
    if span.kind in _WHOLE:
        return [span] if first else []
    words = _first_words(span.text, room, must=first)
    return [Span(span.kind, words)] if words else []


def _first_words(text: str, room: int, *, must: bool) -> str:
    """Give the words of *text* that fit in *room* characters; some, if they *must*."""
    end = max((i for i in range(room + 1) if text[i].isspace()), default=0)
    if room - end > _LONGEST_WORD or (must and not end):
        end = room
        while end > 1 and _joined(text[end - 1], text[end]):
            end -= 1
    return text[:end]


def _joined(before: str, after: str) -> bool:
    """Tell whether two characters are drawn as one."""
    return unicodedata.category(after)[0] == "M" or "\u200d" in (before, after)


def _with_ellipsis(kept: list[Span]) -> Inline:
    while kept and kept[-1].kind not in _WHOLE:
        last = kept.pop()
        words = last.text.rstrip(_DANGLING)
        if words:
            dots = " …" if words[-1] in ".!?" else "…"
            if last.kind == "text":
                return (*kept, Span("text", words + dots))
            return (*kept, Span(last.kind, words), Span("text", dots))
    return (*kept, Span("text", "…"))
