"""Which file ``{{< include >}}`` means, and the text of a note with the code it includes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.quarto.chunks import Chunk, chunks
from sphinx_wiki.facts.quarto.shortcodes import alone

_DEEPEST = 20

Read: TypeAlias = Callable[[str], str | None]
"""Gives the text of a file by its path from the notes folder; ``None`` where there is none."""


class Include(NamedTuple):
    """A file that is included."""

    path: str
    """From the notes folder."""
    text: str


def find_include(name: str, within: tuple[str, ...], read: Read) -> Include | str:
    """Give the file that *name* means, or why nothing is included.

    A name counts from the folder of the note, as in Quarto, else from that of the
    file it stands in; ``/`` is the notes folder.

    :param within: the paths of the note and of the files in it that lead here.

    >>> find_include("../x.qmd", ("a.qmd",), lambda path: None)
    "'../x.qmd' leads out of the notes folder and is not included."
    """
    tried = list(dict.fromkeys(_path(name, place) for place in (within[0], within[-1])))
    if not any(tried):
        return f"{name!r} leads out of the notes folder and is not included."
    for path in tried:
        if path is None:
            continue
        if path in within:
            return f"{name!r} includes itself, so it is not included again."
        if (text := read(path)) is not None:
            if len(within) > _DEEPEST:
                return f"{name!r} is included by more than {_DEEPEST} files within each other."
            return Include(path, text)
    return f"The file {name!r} to include does not exist."


def _path(name: str, place: str) -> str | None:
    """Give a path from the notes folder; ``None`` where it leads out of it."""
    folder = "" if name.startswith("/") else posixpath.dirname(place)
    path = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
    return None if path in ("..", ".") or path.startswith("../") else path


class Run(NamedTuple):
    """A cell or a value of a note, with what its code includes in place."""

    chunk: Chunk
    source: str
    line: int
    """In the note; of what is included, that of the shortcode."""
    problems: tuple[Problem, ...] = ()
    """What its code includes and cannot."""


def runs(text: str, first_line: int, path: str, read: Read) -> Iterator[Run]:
    """Give the cells and values of the note *text* and of all that it includes, in order."""
    for chunk in chunks(text, first_line):
        yield from _runs(chunk, chunk.line, (path,), read)


def _runs(chunk: Chunk, line: int, within: tuple[str, ...], read: Read) -> Iterator[Run]:
    if chunk.kind == "include":
        found = find_include(chunk.text, within, read)
        if isinstance(found, Include):
            for inner in chunks(found.text):
                yield from _runs(inner, line, (*within, found.path), read)
    else:
        own = line + 1 if len(within) == 1 else None
        source, problems = expand_code(chunk.text, within, read, own)
        placed = tuple(each._replace(line=each.line or line) for each in problems)
        yield Run(chunk, source, line, placed)


def expand_code(
    code: str, within: tuple[str, ...], read: Read, line: int | None = None
) -> tuple[str, tuple[Problem, ...]]:
    """Put the files that *code* includes in the place of the lines that say so.

    :param line: the line of the file at which the code begins, for what is wrong.
    """
    if "{{<" not in code:
        return code, ()
    done: list[str] = []
    problems: list[Problem] = []
    for number, text in enumerate(code.split("\n")):
        found = alone(text)
        if found is None or found.name != "include":
            done.append(text)
            continue
        file = find_include(found.first, within, read)
        if isinstance(file, Include):
            inner, _ = expand_code(file.text.rstrip("\n"), (*within, file.path), read)
            done.append(inner)
        else:
            problems.append(Problem(file, None if line is None else line + number, "syntax"))
    return "\n".join(done), tuple(problems)
