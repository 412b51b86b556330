"""From what an author declared to what a note's metadata is."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from sphinx_wiki.facts.fields import FIELDS, Field
from sphinx_wiki.facts.frontmatter import Head
from sphinx_wiki.facts.given import Given, WrongValue
from sphinx_wiki.facts.model import Meta, Problem
from sphinx_wiki.facts.values import as_json, unique

_LAST_MODIFIED = "last-modified"
_KEYS = {key: field for field in FIELDS for key in (field.name, *field.also)}
_NAMES = tuple(field.name for field in FIELDS)
_SHORTEST_TYPO = 5
_LIKENESS = 0.8


def parse_meta(head: Head) -> tuple[Meta, tuple[Problem, ...]]:
    """Give the metadata that *head* declares, and a problem for each value that is wrong.

    An empty value counts as absent. A wrong one is reported and the key keeps
    its default. Keys we do not know are kept; one that looks like a slip of
    the pen for a key we know is reported.

    >>> meta, problems = parse_meta(Head({"title": "LoRA", "order": "x"}, {"order": 3}, 1, ()))
    >>> meta.title, meta.order
    ('LoRA', None)
    >>> problems[0].line, problems[0].message
    (3, "order: found the text 'x'; expected a number.")
    """
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for field, key in _declared(head):
        value = _converted(field, key, head, problems)
        if value is not None:
            found[field.attribute] = _joined(found.get(field.attribute), value)
    if head.data.get("published") is False:
        # Jekyll's way to say it; the key is others' for the date of an article.
        found["draft"] = True
    if found.get("date") == _LAST_MODIFIED:
        del found["date"]
        found["dated_by_change"] = True
        found.setdefault("date_modified", _LAST_MODIFIED)
    extra = {}
    for key, value in head.data.items():
        if key not in _KEYS and value is not None:
            extra[key] = as_json(value)
            problems += _near_miss(key, head)
    return Meta(**found, extra=extra), tuple(problems)


def _declared(head: Head) -> Iterator[tuple[Field, str]]:
    """Give the keys that have a value, by importance: the usual key before its other names."""
    for key, field in _KEYS.items():
        if head.data.get(key) is not None:
            yield field, key


def _converted(field: Field, key: str, head: Head, problems: list[Problem]) -> Any:
    value = head.data[key]
    language = head.data.get("lang")
    given = Given(
        value,
        head.written.get(key, value),
        language if isinstance(language, str) else "en",
    )
    try:
        return field.convert(given)
    except WrongValue as error:
        problems.append(Problem(f"{key}: {error}.", head.lines.get(key)))
        return error.kept if error.has_value else None


def _joined(known: Any, value: Any) -> Any:
    """Join the values of two keys for one thing: lists add up, a draft stays one."""
    if known is None:
        return value
    if isinstance(known, tuple):
        return unique((*known, *value))
    if isinstance(known, bool):
        return known or value
    return known


def _near_miss(key: str, head: Head) -> Iterator[Problem]:
    """Give a problem where *key* looks like a slip of the pen for one that we know.

    ``titel`` does; ``images`` and ``published`` are keys of their own, and so
    is anything with another first letter.
    """
    plain = key.strip().lower().replace("_", "-")
    name = plain if plain in _KEYS else _typo_of(plain)
    if name:
        yield Problem(
            f"Found the unknown key {key!r}; did you mean {name!r}? "
            "It is kept as a key of your own.",
            head.lines.get(key),
        )


def _typo_of(plain: str) -> str | None:
    if len(plain) < _SHORTEST_TYPO:
        return None
    for name in difflib.get_close_matches(plain, _NAMES, n=3, cutoff=_LIKENESS):
        own = plain.startswith(name) or name.startswith(plain)
        if plain[0] == name[0] and not own and len(name) >= _SHORTEST_TYPO:
            return name
    return None
