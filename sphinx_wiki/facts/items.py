"""Notes as entries of a listing."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from sphinx_wiki.facts.model import Item, Note, plain

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]+(?:['’\-][^\W_]+)*")


def item_of(note: Note, *, path: str, modified: str | None, words_per_minute: int) -> Item:
    """Give *note* as a listing shows it, by Quarto's field names.

    :param path: the note's file from the source folder.
    :param modified: the ISO date of the last change, if known.
    :param words_per_minute: the reading speed.
    """
    meta = note.meta
    declared: Mapping[str, Any] = {
        "subtitle": meta.subtitle,
        "date": meta.date,
        "date-modified": modified,
        "file-modified": modified,
        "author": meta.authors,
        "categories": meta.categories,
        "aliases": meta.aliases,
        "order": meta.order,
        "status": meta.status,
        "lang": meta.lang,
        "draft": meta.draft or None,
        "image": note.image,
        "image-alt": note.image_alt,
    }
    fields: dict[str, Any] = {**meta.extra}
    fields.update({name: value for name, value in declared.items() if value not in (None, (), "")})
    fields["title"] = note.title
    fields["description"] = note.summary
    fields["description-explicit"] = meta.description is not None
    fields["path"] = path
    fields["filename"] = path.rsplit("/", 1)[-1]
    fields["word-count"] = note.words
    fields["reading-time"] = reading_time(note, words_per_minute)
    return Item(fields=fields, docname=note.docname)


def count_words(text: str) -> int:
    """Give how many words there are: runs of letters and digits; of scripts without spaces, signs.

    >>> count_words("R&D, state-of-the-art"), count_words("日本語")
    (3, 3)
    """
    return len(_WORD.findall(text))


def reading_time(note: Note, words_per_minute: int) -> int | None:
    """Give whole minutes, at least one; none where there is nothing but a title to read."""
    if note.words <= count_words(plain(note.title)):
        return None
    return math.ceil(note.words / words_per_minute)
