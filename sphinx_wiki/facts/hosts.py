"""Kinds of sources, told from where their address is or how the entry reads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import urlsplit

from sphinx_wiki.facts.identity import identity

KINDS = ("paper", "book", "video", "documentation", "code", "course", "dataset", "article")
"""Every kind there is."""
DEFAULT = "article"

_NAMED = MappingProxyType({"arxiv": "paper", "youtube": "video"})
_ISBN = re.compile(r"doi:10\.[0-9.]+/(?:isbn\W*)?97[89][0-9-]{10,14}x?")
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"\s*[,;:()]\s*|\s+[-–—|]\s+|\s+(?:by|von|par)\s+")
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?: (?:(?:de|del|della|den|der|di|du|la|le|van|von|zu) )*"
    r"[^\W\d_a-z][\w.'’-]*){1,3}"
)
_SMALL = 4
"""Words up to this length stay small in a title: "of", "and", "with"."""


@dataclass(frozen=True, slots=True)
class _Table:
    hosts: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """For each host, starts of paths with their kind, longest first."""
    labels: Mapping[str, str]
    segments: Mapping[str, str]
    entry_types: Mapping[str, str]
    words: Mapping[str, str]


def kind_of(url: str | None, title: str, entry_type: str | None = None) -> str:
    """Give what kind of source this is, one of :data:`KINDS`.

    :param title: the entry as its author wrote it; it tells where there is no address.
    :param entry_type: the type of a BibTeX entry, such as ``inproceedings``; it
        goes before the address, if it says anything.

    >>> kind_of("https://arxiv.org/abs/2305.14314", "QLoRA")
    'paper'
    >>> kind_of("https://huggingface.co/docs/peft", "PEFT")
    'documentation'
    >>> kind_of(None, "Build a Large Language Model (From Scratch), Sebastian Raschka")
    'book'
    """
    table = _table()
    told = table.entry_types.get((entry_type or "").strip().lower())
    if told:
        return told
    return _by_address(identity(url), table) if url and url.strip() else _by_words(title, table)


def _by_address(known: str, table: _Table) -> str:
    scheme = known.partition(":")[0]
    if scheme == "doi":
        return "book" if _ISBN.fullmatch(known) else "paper"
    if scheme in _NAMED:
        return _NAMED[scheme]
    try:
        parts = urlsplit(known)
    except ValueError:
        return DEFAULT
    host, path = parts.hostname or "", tuple(filter(None, parts.path.split("/")))
    return next(filter(None, _opinions(host, path, table)), DEFAULT)


def _opinions(host: str, path: tuple[str, ...], table: _Table) -> Iterator[str | None]:
    """Give what each rule says of an address, the strongest first."""
    is_pdf = bool(path) and path[-1].lower().endswith(".pdf")
    label, _, domain = host.partition(".")
    yield _at(host, path, table)
    if not is_pdf:
        yield table.labels.get(label)
    while domain:
        yield _at(domain, path, table)
        domain = domain.partition(".")[2]
    if is_pdf:
        yield "paper"
    for segment in path:
        yield table.segments.get(segment.lower())


def _at(host: str, path: tuple[str, ...], table: _Table) -> str | None:
    starts = table.hosts.get(host, ())
    return next((kind for start, kind in starts if path[: len(start)] == start), None)


def _by_words(title: str, table: _Table) -> str:
    known = (table.words.get(word) for word in _WORD.findall(title.casefold()))
    return next(filter(None, known), None) or ("book" if _reads_as_book(title) else DEFAULT)


def _reads_as_book(title: str) -> bool:
    """Tell whether *title* names an author or is set like a title."""
    parts = [part for part in _PARTS.split(title.strip()) if part]
    if len(parts) > 1 and any(_NAME.fullmatch(part) for part in parts):
        return True
    words = _WORD.findall(title)
    large = [word for word in words if word[0].isupper()]
    return len(large) > 1 and all(len(word) <= _SMALL for word in words if word[0].islower())


@cache
def _table() -> _Table:
    """Load the table that comes with the package."""
    text = (files("sphinx_wiki") / "data" / "hosts.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    hosts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, patterns in data["hosts"].items():
        for pattern in patterns:
            host, *path = pattern.split("/")
            hosts.setdefault(host, []).append((tuple(path), kind))
    words = {word: kind for kind, listed in data["words"].items() for word in listed}
    return _Table(
        hosts={host: tuple(sorted(found, key=_longest)) for host, found in hosts.items()},
        labels=data["labels"],
        segments=data["segments"],
        entry_types=data["entry-types"],
        words=words,
    )


def _longest(start: tuple[tuple[str, ...], str]) -> int:
    return -len(start[0])
