"""The kinds of values that listing options take: what fits, and its JSON Schema."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sphinx_wiki.facts.listing.model import Conditions, Content, Scalar, SortKey

Schema = Mapping[str, object]
Converter = Callable[[object], object]

_CSS_LENGTH = re.compile(r"\d*\.?\d+(px|em|rem|ex|ch|vh|vw|vmin|vmax|cm|mm|in|pt|pc|%)|auto|0")
_NAMES: Schema = {"type": "array", "items": {"type": "string"}}


class UnfitError(ValueError):
    """A value that an option cannot take."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: how it is named to an author, read, and described to an editor."""

    expected: str
    convert: Converter
    """Gives the typed value, or raises :class:`UnfitError`."""
    schema: Schema
    choices: tuple[str, ...] = ()


def simple(value: object) -> object:
    """Give YAML data with text for keys and ISO 8601 text for dates.

    >>> simple({1: [dt.date(2024, 7, 7)]})
    {'1': ['2024-07-07']}
    """
    if isinstance(value, Mapping):
        return {str(key): simple(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [simple(each) for each in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise UnfitError


def _string(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise UnfitError


def _positive(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise UnfitError


def _id(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"[^\s\"'<>#&=%]+", value):
        return value
    raise UnfitError


def _length(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return f"{value:g}px"
    if isinstance(value, str) and _CSS_LENGTH.fullmatch(value.strip()):
        return value.strip()
    raise UnfitError


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise UnfitError
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _ui(value: object) -> bool | tuple[str, ...]:
    return value if isinstance(value, bool) else _names(value)


def _sort(value: object) -> tuple[SortKey, ...] | None:
    if isinstance(value, bool):
        return None if value else ()
    keys = tuple(_sort_key(step) for step in _names(value))
    if not keys:
        raise UnfitError
    return keys


def _sort_key(step: str) -> SortKey:
    name, *direction = step.split()
    if [word.lower() for word in direction] not in ([], ["asc"], ["desc"]):
        raise UnfitError
    return SortKey(name, direction != [] and direction[0].lower() == "desc")


def _contents(value: object) -> tuple[Content, ...]:
    return tuple(_content(each) for each in (value if isinstance(value, list) else [value]))


def _content(value: object) -> Content:
    value = simple(value)
    if isinstance(value, dict):
        return value
    # A folder named 2024 is a number to YAML.
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
        return str(value).strip()
    raise UnfitError


def _conditions(value: object) -> Conditions:
    alternatives = value if isinstance(value, list) else [value]
    return tuple(_condition(each) for each in alternatives)


def _condition(value: object) -> Mapping[str, tuple[Scalar, ...]]:
    value = simple(value)
    if not isinstance(value, dict):
        raise UnfitError
    return {name: _scalars(wanted) for name, wanted in value.items()}


def _scalars(value: object) -> tuple[Scalar, ...]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str | int | float | bool) for each in values):
        raise UnfitError
    return tuple(values)


def _display_names(value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise UnfitError
    if not all(isinstance(each, str | int | float) for each in value.values()):
        raise UnfitError
    return {str(name): str(label) for name, label in value.items()}


def choice(*choices: str) -> Kind:
    """Give the kind that takes one of *choices*."""

    def convert(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise UnfitError

    listed = ", ".join(repr(each) for each in choices)
    return Kind(f"one of {listed}", convert, {"enum": list(choices)}, choices)


def choice_or_bool(true: str, *choices: str) -> Kind:
    """Give the kind that takes one of *choices*, ``true`` for *true*, or ``false`` for none."""
    named = choice(*choices)

    def convert(value: object) -> object:
        if isinstance(value, bool):
            return true if value else None
        return named.convert(value)

    return Kind(
        f"true, false or {named.expected}", convert, {"enum": [True, False, *choices]}, choices
    )


def mapping_to(inner: Kind) -> Kind:
    """Give the kind that maps field names to values of *inner*."""

    def convert(value: object) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise UnfitError
        return {str(name): inner.convert(each) for name, each in value.items()}

    return Kind(
        f"a mapping of field names to {inner.expected}",
        convert,
        {"type": "object", "additionalProperties": inner.schema},
        inner.choices,
    )


_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_CONDITION: Schema = {
    "type": "object",
    "additionalProperties": {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]},
}
_CONTENT: Schema = {"type": ["string", "integer", "object"]}

BOOL = Kind("true or false", _bool, {"type": "boolean"})
STRING = Kind("a text", _string, {"type": "string", "minLength": 1})
POSITIVE = Kind("a whole number above zero", _positive, {"type": "integer", "minimum": 1})
ID = Kind(
    "an identifier without spaces, quotes or any of <>#&=%",
    _id,
    {"type": "string", "pattern": "^[^\\s\"'<>#&=%]+$"},
)
LENGTH = Kind("a CSS length such as '150px' or '4em'", _length, {"type": ["string", "number"]})
NAMES = Kind(
    "a list of field names, or their names with commas",
    _names,
    {"anyOf": [{"type": "string"}, _NAMES]},
)
UI = Kind(
    "true, false or a list of field names",
    _ui,
    {"anyOf": [{"type": ["boolean", "string"]}, _NAMES]},
)
SORT = Kind(
    "true, false, or fields each with 'asc' or 'desc', such as 'date desc, title'",
    _sort,
    {"anyOf": [{"type": ["boolean", "string"]}, _NAMES]},
)
CONTENTS = Kind(
    "a path, a pattern, the metadata of an item, or a list of them",
    _contents,
    {"anyOf": [_CONTENT, {"type": "array", "items": _CONTENT}]},
)
CONDITIONS = Kind(
    "a mapping of field names to a value or a list of values",
    _conditions,
    {"anyOf": [_CONDITION, {"type": "array", "items": _CONDITION}]},
)
DISPLAY_NAMES = Kind(
    "a mapping of field names to labels",
    _display_names,
    {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
)
FEED = Kind("true, false or a mapping of feed options", _bool, {"type": "boolean"})
