"""Turning what an author wrote for a key with names into these: authors, categories, aliases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from sphinx_wiki.facts.given import Given, WrongValue, entries, texts
from sphinx_wiki.facts.values import DEEPEST, describe, unique, unlinked, within_levels, words
from sphinx_wiki.facts.yaml_faults import shorten

_LONGEST_CATEGORY = 100
_CLASS = re.compile(r"-?[^\W\d][\w-]*")


def names(given: Given) -> tuple[str, ...]:
    """Give one text or a list of them, without repetitions and without link brackets."""
    return unique(unlinked(name) for name in texts(given, "a text, or a list of texts"))


def classes(given: Given) -> tuple[str, ...]:
    """Give names for style sheets: a text with spaces between them, or a list of texts."""
    written = texts(given, "a text, or a list of texts")
    found = unique(each for text in written for each in text.split())
    known = tuple(each for each in found if _CLASS.fullmatch(each))
    if wrong := next((each for each in found if each not in known), None):
        raise WrongValue(repr(shorten(wrong)), "letters, digits, - and _", kept=known)
    return known


def authors(given: Given) -> tuple[str, ...]:
    """Give the names of authors: texts, or mappings as Quarto and CSL have them."""
    written = list(entries(given.written))
    found = [_author(entry) for entry in written]
    known = unique(name for name in found if name is not None)
    for name, entry in zip(found, written, strict=True):
        if name is None:
            wrong = f"{describe(entry)} without a name"
            raise WrongValue(wrong, "names, or mappings with a 'name'", kept=known)
    return known


def _author(entry: object) -> str | None:
    if not isinstance(entry, Mapping):
        name = words(entry)
        return name if name is None else unlinked(name)
    inner = entry.get("name", entry)
    if not isinstance(inner, Mapping):
        return words(inner)
    if literal := words(inner.get("literal")):
        return literal
    parts = (words(inner.get(part)) for part in ("given", "dropping-particle", "family"))
    return " ".join(part for part in parts if part) or words(inner.get("id"))


def categories(given: Given) -> tuple[str, ...]:
    """Give categories: a list, or one text with commas between them.

    Without a comma the text is one category, spaces and all, as in Quarto.
    """
    found = list(texts(given, "a list of categories"))
    if isinstance(given.written, str):
        found = given.written.split(",")
    return _categories(found)


def tags(given: Given) -> tuple[str, ...]:
    """Give tags: a list, or one text with commas or, without these, spaces, as in Obsidian."""
    found = list(texts(given, "a list of tags"))
    if isinstance(given.written, str):
        found = given.written.split("," if "," in given.written else None)
    return _categories(found)


def _categories(names: Iterable[str]) -> tuple[str, ...]:
    """Clean the names of categories: no ``#`` in front, composed, spaces made single.

    An empty level, as in ``/ml//nlp``, does not count.
    """
    bare = (
        "/".join(filter(None, (" ".join(level.split()) for level in name.split("/"))))
        for name in (unlinked(each).removeprefix("#") for each in names)
    )
    found = unique(unicodedata.normalize("NFC", name) for name in bare)
    for name in found:
        if len(name) > _LONGEST_CATEGORY:
            length = f"{shorten(name, 30)!r}, a category of {len(name)} characters"
            kept = unique(map(within_levels, found))
            raise WrongValue(length, f"at most {_LONGEST_CATEGORY}", kept=kept)
        if (levels := name.count("/") + 1) > DEEPEST:
            deep = f"{shorten(name, 30)!r}, a category of {levels} levels"
            raise WrongValue(deep, f"at most {DEEPEST}", kept=unique(map(within_levels, found)))
    return found
