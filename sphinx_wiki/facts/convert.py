"""Turning what an author wrote for a key into what the key means."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from sphinx_wiki.facts.dates import DateError, parse_date
from sphinx_wiki.facts.slugs import is_possible
from sphinx_wiki.facts.values import (
    DEEPEST,
    as_json,
    describe,
    unique,
    unlinked,
    within_levels,
    words,
)
from sphinx_wiki.facts.yaml_faults import shorten

_LONGEST_CATEGORY = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_CLASS = re.compile(r"-?[^\W\d][\w-]*")
_FLAGS = {
    **dict.fromkeys(("", "true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_NOTHING: Any = object()


class Given(NamedTuple):
    """A value as the author gave it."""

    value: Any
    """With the type that YAML gives it."""
    written: Any
    """The same with numbers and flags as the author spelled them."""
    language: str = "en"
    """The language of the note."""


class WrongValue(ValueError):  # noqa: N818 (what it is says more)
    """A value that a key cannot have; the message says what was found and expected."""

    def __init__(self, found: str, expected: str, kept: Any = _NOTHING) -> None:
        """Say what was found and expected, and which value is *kept* all the same, if any."""
        super().__init__(f"found {found}; expected {expected}")
        self.kept = kept

    @property
    def has_value(self) -> bool:
        """Whether there is a value to go on with all the same."""
        return self.kept is not _NOTHING


Converter: TypeAlias = Callable[[Given], Any]
"""Gives the meaning of a value, ``None`` where it means nothing; raises :exc:`WrongValue`."""


def text(given: Given) -> str | None:
    """Give a text; a number or a date is one as well."""
    found = words(given.written)
    if found is None:
        raise WrongValue(describe(given.value), "a text")
    return found or None


def label(given: Given) -> str | None:
    """Give a word or a few; the entries of a list are joined."""
    return ", ".join(names(given)) or None


def flag(given: Given) -> bool:
    """Give true or false, also for the words yes, no, on and off.

    An empty text is true, as a field ``:draft:`` without a value means.
    """
    known = _FLAGS.get(str(given.value).strip().lower())
    if known is None or isinstance(given.value, float):
        raise WrongValue(describe(given.value), "true or false")
    return known


def draft(given: Given) -> bool:
    """Give whether the note is a draft; what cannot be understood is not published."""
    return _draft(given, draft_if=True)


def publish(given: Given) -> bool:
    """Give whether the note is a draft, where the key says whether to publish it."""
    return _draft(given, draft_if=False)


def _draft(given: Given, *, draft_if: bool) -> bool:
    try:
        return flag(given) is draft_if
    except WrongValue as error:
        expected = "true or false. The note is kept as a draft"
        raise WrongValue(describe(given.value), expected, kept=True) from error


def number(given: Given) -> float | None:
    """Give a number, which may be written as a text."""
    if given.value == "":
        return None
    try:
        if isinstance(given.value, bool):
            raise ValueError(given.value)
        found = float(given.value)
    except (ValueError, TypeError, OverflowError) as error:
        raise WrongValue(describe(given.value), "a number") from error
    if not math.isfinite(found):
        raise WrongValue(describe(given.value), "a finite number")
    return found


def date(given: Given) -> str | None:
    """Give an ISO date; mappings as Quarto and MkDocs have them give one as well."""
    value = given.value
    if value == "":
        return None
    if isinstance(value, Mapping):
        value = value.get("value", value.get("created", value))
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    if isinstance(value, str) and value.strip().lower() == "last-modified":
        return "last-modified"
    try:
        return parse_date(value, given.language)
    except DateError as error:
        found, _, expected = str(error).removeprefix("found ").partition("; expected ")
        raise WrongValue(found, expected) from error


def language(given: Given) -> str | None:
    """Give a language tag such as ``de`` or ``pt-BR``."""
    found = words(given.written)
    if found == "":
        return None
    if found is None or not _LANGUAGE.fullmatch(found):
        raise WrongValue(describe(given.value), "the code of a language, such as en, de or pt-BR")
    return found.replace("_", "-")


def image(given: Given) -> str | Literal[False] | None:
    """Give the path of an image, or false for none."""
    if given.value is False or given.value == "false":
        return False
    entries = [words(entry) for entry in _entries(given.written)]
    if given.value is True or len(entries) != 1 or entries[0] is None:
        raise WrongValue(describe(given.value), "the path of an image, or false")
    return unlinked(entries[0].removeprefix("!")) or None


def names(given: Given) -> tuple[str, ...]:
    """Give one text or a list of them, without repetitions and without link brackets."""
    return unique(unlinked(name) for name in _texts(given, "a text, or a list of texts"))


def classes(given: Given) -> tuple[str, ...]:
    """Give names for style sheets: a text with spaces between them, or a list of texts."""
    texts = _texts(given, "a text, or a list of texts")
    found = unique(each for written in texts for each in written.split())
    known = tuple(each for each in found if _CLASS.fullmatch(each))
    if wrong := next((each for each in found if each not in known), None):
        raise WrongValue(repr(shorten(wrong)), "letters, digits, - and _", kept=known)
    return known


def address(given: Given) -> str | None:
    """Give an address within the site, as ``/notes/limits``."""
    path = (text(given) or "").strip().replace("\\", "/")
    parts = path.strip("/").split("/")
    if ":" in path or path.startswith("//") or {".", ".."} & {*parts} or not is_possible(path):
        raise WrongValue(describe(path), "an address within the site, such as notes/limits")
    kept = "/".join(part for part in parts if part)
    return f"/{kept}" if kept else None


def authors(given: Given) -> tuple[str, ...]:
    """Give the names of authors: texts, or mappings as Quarto and CSL have them."""
    entries = list(_entries(given.written))
    found = [_author(entry) for entry in entries]
    known = unique(name for name in found if name is not None)
    for name, entry in zip(found, entries, strict=True):
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
    found = list(_texts(given, "a list of categories"))
    if isinstance(given.written, str):
        found = given.written.split(",")
    return _categories(found)


def tags(given: Given) -> tuple[str, ...]:
    """Give tags: a list, or one text with commas or, without these, spaces, as in Obsidian."""
    found = list(_texts(given, "a list of tags"))
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


def listing(given: Given) -> Any:
    """Give a listing, one or several, for the room that knows its options."""
    if given.value == "":
        return None
    if isinstance(given.value, bool | str | Mapping | list):
        return as_json(given.value)
    raise WrongValue(describe(given.value), "the options of a listing, or a list of them")


def execution(given: Given) -> Mapping[str, Any]:
    """Give the options of execution; a mere true or false turns it on or off."""
    if isinstance(given.value, Mapping):
        found: Mapping[str, Any] = as_json(given.value)
        return found
    if isinstance(given.value, bool):
        return {"enabled": given.value}
    raise WrongValue(describe(given.value), "options such as 'enabled: false'")


def _entries(value: Any) -> Iterator[Any]:
    """Give the entries of a list that are not empty, or the one value.

    Lists within lists are opened: ``[[Note]]`` without quotes is one in YAML.
    """
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _entries(entry)
    elif value is not None:
        yield value


def _texts(given: Given, expected: str) -> Iterator[str]:
    for entry in _entries(given.written):
        found = words(entry)
        if found is None:
            raise WrongValue(f"{describe(entry)} among the entries", expected)
        yield found
