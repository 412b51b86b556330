"""Walking the notes folder: every file once, whatever links and permissions do."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.encoding import decode

Unreadable: TypeAlias = Callable[[Path, OSError], None]
"""Hears of a folder that cannot be read."""

_BUILT = ".buildinfo"
"""What Sphinx writes into every site."""


def walk(
    root: Path,
    excluded: Callable[[str], object],
    unreadable: Unreadable | None = None,
    *,
    suffix: str = "",
) -> Iterator[str]:
    """Give the path of every file below *root*, from there with ``/``, sorted within its folder.

    What Sphinx has written is left out: a site that was once built into the folder
    has files like those that it was built from.

    A folder is walked once though symbolic links lead to it twice; one that
    holds *root* is not walked at all. What is neither a file nor a folder (a
    pipe, a link that leads to itself) is left out; a link to a file that does
    not exist is given.

    :param excluded: tells by its path, composed and with ``/``, what is left out.
    :param suffix: of the files that are looked for; with none, all are given.
    """
    seen = {_identity(folder.stat()) for folder in root.resolve().parents}
    # Text and no paths: a folder may hold tens of thousands of files that are no notes.
    folders = [(str(root), "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            if (known := _identity(Path(folder).stat())) in seen:
                continue
            seen.add(known)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if unreadable:
                unreadable(Path(folder), error)
            continue
        if prefix and any(entry.name == _BUILT for entry in entries):
            continue
        for entry in entries:
            name = prefix + entry.name
            kind = _kind(entry)
            if kind is None or (kind == "file" and not name.endswith(suffix)):
                continue
            if excluded(unicodedata.normalize("NFC", name)):
                continue
            if kind == "folder":
                folders.append((entry.path, f"{name}/"))
            else:
                yield name


def is_text(path: str) -> bool:
    """Tell whether a path is text: names of files are bytes, which need not be UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(path: str) -> str:
    r"""Give a path as a line of text.

    >>> shown("a\nb\udce9.md")
    'a\\nb\\xe9.md'
    """
    text = path.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return text.replace("\n", "\\n")


def reader(root: Path) -> Callable[[str], str | None]:
    """Give a function that reads files of the notes folder *root* by their paths."""

    def read(path: str) -> str | None:
        file = root / path
        try:
            inside = file.resolve().is_relative_to(root.resolve())
            # A pipe would be waited for.
            return decode(file.read_bytes())[0] if inside and is_file(file) else None
        except OSError:
            return None

    return read


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _kind(entry: os.DirEntry[str]) -> str | None:
    try:
        if entry.is_dir():
            return "folder"
        lost = entry.is_symlink() and not Path(entry.path).exists()
        return "file" if lost or entry.is_file() else None
    except OSError:
        # A chain of links without an end.
        return None
