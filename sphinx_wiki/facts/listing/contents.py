"""What ``contents`` of a listing stands for: notes by path or pattern, and entries."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import yaml

from sphinx_wiki.facts.listing.entries import entry, path_from_root
from sphinx_wiki.facts.listing.globs import is_glob, literal, path_regex
from sphinx_wiki.facts.listing.model import Content
from sphinx_wiki.facts.listing.sort import collate
from sphinx_wiki.facts.model import Item, Problem
from sphinx_wiki.facts.nearest import did_you_mean, shown

ReadYaml = Callable[[str], object]
"""Gives the data of a YAML file, by its path from the source folder."""

# All notes below the page's folder.
_BELOW = "./"


class Gathered(NamedTuple):
    """What the contents of a listing stand for, in the order given."""

    items: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()
    has_notes: bool = False
    """Whether a path or pattern stood for notes, so that it is not only metadata."""


def gather(
    contents: Sequence[Content],
    items: Iterable[Item],
    page: str,
    read_yaml: ReadYaml | None,
    language: str,
) -> Gathered:
    """Give what *contents*, written in *page*, stand for among the notes *items*.

    Without any but exclusions, they stand for all notes below the page's
    folder. A note named twice comes once, where it is named first.
    """
    notes = Notes(tuple(item for item in items if item.docname != page), posixpath.dirname(page))
    refused = [each[1:] for each in contents if isinstance(each, str) and each.startswith("!")]
    wanted = [each for each in contents if not (isinstance(each, str) and each.startswith("!"))]
    excluded = frozenset(item.docname for each in refused for item in notes.matching(each))
    parts = [
        _entry(each, notes.folder, notes, language)
        if not isinstance(each, str)
        else _file(each, notes, read_yaml, language)
        if each.endswith((".yml", ".yaml"))
        else _notes(each, notes, excluded)
        for each in wanted or [_BELOW]
    ]
    return Gathered(
        _once(item for part in parts for item in part.items),
        tuple(problem for part in parts for problem in part.problems),
        any(part.has_notes for part in parts),
    )


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    found: dict[object, Item] = {}
    for number, item in enumerate(items):
        found.setdefault(item.docname or number, item)
    return tuple(found.values())


def _notes(pattern: str, notes: Notes, excluded: frozenset[str | None]) -> Gathered:
    matching = notes.matching(pattern)
    kept = tuple(item for item in matching if item.docname not in excluded)
    # A wiki without notes is no mistake of its listing.
    if matching or not notes.items:
        return Gathered(kept, has_notes=True)
    near = "" if is_glob(pattern) else did_you_mean(pattern, notes.by_name)
    message = f"No note matches {pattern!r} in the contents of a listing.{near}"
    if pattern == _BELOW:
        message = f"A listing finds no other note in the folder of its page, {notes.folder!r}."
    return Gathered((), (_problem(message),), has_notes=True)


def _file(content: str, notes: Notes, read_yaml: ReadYaml | None, language: str) -> Gathered:
    path = path_from_root(content, notes.folder)
    try:
        data = read_yaml(path) if read_yaml else None
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(getattr(error, "strerror", None) or error).split())
        return Gathered((), (_problem(f"A listing cannot read {path!r}: {reason}"),))
    rows = data if isinstance(data, list) else [data]
    wrong = tuple(
        _problem(f"Row {number} of {path!r}, in a listing, is no mapping: {shown(row)}.")
        for number, row in enumerate(rows, start=1)
        if not isinstance(row, Mapping)
    )
    folder = posixpath.dirname(path)
    parts = [_entry(row, folder, notes, language) for row in rows if isinstance(row, Mapping)]
    items = tuple(item for part in parts for item in part.items)
    return Gathered(items, (*wrong, *(each for part in parts for each in part.problems)))


def _entry(data: Mapping[str, object], folder: str, notes: Notes, language: str) -> Gathered:
    item, problems = entry(data, folder, notes.named, language)
    return Gathered((item,), problems)


@dataclass(frozen=True)
class Notes:
    """The notes that a listing can show, to find by path or pattern."""

    items: tuple[Item, ...]
    folder: str
    """The folder of the listing's page, from the source folder."""

    @cached_property
    def by_name(self) -> Mapping[str, Item]:
        """Every note by its path and by its docname."""
        return {name: item for item in self.items for name in (item.docname, _path(item)) if name}

    def named(self, path: str) -> Item | None:
        """Give the note at *path* from the source folder, with or without a suffix."""
        return self.by_name.get(path) or self.by_name.get(posixpath.splitext(path)[0])

    def matching(self, pattern: str) -> list[Item]:
        """Give the notes that *pattern*, a path or a glob, stands for, by path.

        Paths are relative to the page's folder, or to the root with a leading
        ``/``; a folder stands for all below it. A glob reaches into
        subfolders unless it begins with ``/`` or ``./``.
        """
        pattern = unicodedata.normalize("NFC", pattern.strip())
        if is_glob(pattern):
            return self._matching(path_regex(self._whole(pattern)).fullmatch)
        path = path_from_root(pattern, self.folder)
        if path == ".":
            return self._matching(lambda _: True)
        below = self._matching(lambda name: name.startswith(f"{path}/"))
        note = None if below or pattern.endswith("/") else self.named(path)
        return below or ([note] if note else [])

    def _whole(self, pattern: str) -> str:
        """Give the glob *pattern* as one from the source folder."""
        if pattern.endswith("/"):
            pattern += "**"
        if pattern.startswith(("/", "./", "../")):
            return path_from_root(pattern, literal(self.folder))
        return posixpath.join(literal(self.folder), "**", pattern)

    def _matching(self, fits: Callable[[str], object]) -> list[Item]:
        found = [item for item in self.items if fits(_path(item)) or fits(item.docname or "")]
        return sorted(found, key=lambda item: collate(_path(item)))


def _path(item: Item) -> str:
    return unicodedata.normalize("NFC", str(item.fields.get("path") or item.docname or ""))


def _problem(message: str) -> Problem:
    return Problem(message, kind="listing")
