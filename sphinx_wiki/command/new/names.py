"""The names that notes have already, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from sphinx_wiki.command.init.survey import first_heading, note_files
from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.names import fold
from sphinx_wiki.facts.slugs import readable


class Name(NamedTuple):
    """A name by which links find a note."""

    words: str
    kind: str
    """``title``, ``alias`` or ``file``."""
    path: Path
    """From the folder of notes."""
    line: int | None


def names_in(folder: Path) -> list[Name]:
    """Give all names of the notes in *folder*."""
    return [name for path in note_files(folder) for name in _names(folder, path)]


def find(names: Iterable[Name], title: str) -> Name | None:
    """Give the first of *names* that is *title*, in any case."""
    wanted = fold(title)
    return next((name for name in names if fold(name.words) == wanted), None)


def free(names: Iterable[Name], stem: str) -> str:
    """Give *stem*, with a number where it is one of *names* already."""
    taken = {fold(name.words) for name in names}
    numbered = (f"{stem}_{number}" for number in count(2))
    return next(each for each in chain([stem], numbered) if fold(each) not in taken)


def _names(folder: Path, path: Path) -> Iterator[Name]:
    try:
        text = (folder / path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    head = read_head(text, path.suffix)
    meta, _problems = parse_meta(head)
    line = head.lines
    if meta.title:
        yield Name(meta.title, "title", path, line.get("title"))
    elif path.suffix in (".md", ".qmd") and (found := first_heading(text, head.body_line)):
        yield Name(found[0], "title", path, found[1])
    else:
        yield Name(readable(path.stem), "title", path, None)
    for alias in meta.aliases:
        yield Name(alias, "alias", path, line.get("aliases") or line.get("alias"))
    yield Name(path.stem, "file", path, None)
