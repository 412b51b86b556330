"""Turning what an author wrote for a key into what the key means."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Literal

from sphinx_wiki.facts.convert_names import names
from sphinx_wiki.facts.dates import DateError, parse_date
from sphinx_wiki.facts.given import Given, WrongValue, entries
from sphinx_wiki.facts.slugs import is_possible
from sphinx_wiki.facts.values import as_json, describe, unlinked, words

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_FLAGS = {
    **dict.fromkeys(("", "true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}


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
    found = [words(entry) for entry in entries(given.written)]
    if given.value is True or len(found) != 1 or found[0] is None:
        raise WrongValue(describe(given.value), "the path of an image, or false")
    return unlinked(found[0].removeprefix("!")) or None


def address(given: Given) -> str | None:
    """Give an address within the site, as ``/notes/limits``."""
    path = (text(given) or "").strip().replace("\\", "/")
    parts = path.strip("/").split("/")
    if ":" in path or path.startswith("//") or {".", ".."} & {*parts} or not is_possible(path):
        raise WrongValue(describe(path), "an address within the site, such as notes/limits")
    kept = "/".join(part for part in parts if part)
    return f"/{kept}" if kept else None


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
