"""Items that an author describes in a listing or a YAML file instead of in a note."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sphinx_wiki.facts import inline
from sphinx_wiki.facts.dates import DateError, parse_date
from sphinx_wiki.facts.listing.convert import simple
from sphinx_wiki.facts.listing.fields import TYPES, canonical
from sphinx_wiki.facts.model import Item, Problem

_ADDRESSES = ("path", "href", "url")
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE = frozenset({"http", "https", "mailto", "ftp"})

Find = Callable[[str], Item | None]
"""Gives the note at a path from the source folder, if it is one."""


def entry(
    data: Mapping[str, object], folder: str, find: Find, language: str
) -> tuple[Item, tuple[Problem, ...]]:
    """Give the item that *data* describes.

    Where its address is a note, it is that note, and *data* overrides the
    note's own fields.

    :param folder: the folder that relative addresses start from, from the source folder.
    :param language: the language of dates in words.
    """
    fields: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, raw in data.items():
        if raw is None or name in _ADDRESSES:
            continue
        field = canonical(name)
        try:
            fields[field] = _typed(field, raw, folder, language)
        except DateError as error:
            # Readers can still make sense of what is no date to us.
            fields[field] = str(raw)
            problems.append(Problem(f"The {name} of a listing's item: {error}.", kind="listing"))
    if "description" in fields:
        fields["description-explicit"] = True
    address, refused = _address(data, folder)
    problems += refused
    note = find(address) if address else None
    if note:
        return replace(note, fields={**note.fields, **fields}), tuple(problems)
    return Item({"path": address, **fields} if address else fields, href=address), tuple(problems)


def _typed(field: str, raw: object, folder: str, language: str) -> Any:
    if field in ("title", "description"):
        return inline.from_markdown(str(raw))
    if TYPES.get(field) == "date":
        return parse_date(raw, language)
    if field in ("author", "categories"):
        return tuple(_name(each) for each in (raw if isinstance(raw, list) else [raw]))
    if field == "image" and isinstance(raw, str):
        return from_root(raw, folder)
    return simple(raw)


def _name(raw: object) -> str:
    """Give the name of an author, who may be a mapping with affiliations."""
    return str(raw.get("name", "")) if isinstance(raw, Mapping) else str(raw)


def _address(data: Mapping[str, object], folder: str) -> tuple[str | None, tuple[Problem, ...]]:
    raw = next((str(data[name]) for name in _ADDRESSES if data.get(name)), None)
    if raw is None:
        return None, ()
    scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", raw))
    if scheme and scheme["scheme"].lower() not in _SAFE:
        message = f"A listing's item has an address that is not safe to follow: {raw!r}."
        return None, (Problem(message, kind="listing"),)
    return from_root(raw, folder), ()


def from_root(address: str, folder: str) -> str:
    """Give *address*, written in *folder*, from the source folder; a URL as it is.

    >>> from_root("../images/a.png", "maths"), from_root("/a.md", "maths")
    ('images/a.png', 'a.md')
    """
    if _SCHEME.match(address) or address.startswith(("//", "#")):
        return address
    return path_from_root(address, folder)


def path_from_root(path: str, folder: str) -> str:
    """Give *path*, written in *folder*, from the source folder; a leading ``/`` is its root."""
    if path.startswith("/"):
        return posixpath.normpath(path.lstrip("/") or ".")
    return posixpath.normpath(posixpath.join(folder, path))
