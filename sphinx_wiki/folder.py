"""Walking the notes folder: every file once, whatever links and permissions do."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

Unreadable: TypeAlias = Callable[[Path, OSError], None]
"""Hears of a folder that cannot be read."""


def walk(
    root: Path, excluded: Callable[[str], bool], unreadable: Unreadable | None = None
) -> Iterator[Path]:
    """Give the path of every file below *root*, from there, sorted within its folder.

    A folder is walked once though symbolic links lead to it twice; one that
    holds *root* is not walked at all. What is neither a file nor a folder (a
    pipe, a link that leads to itself) is left out; a link to a file that does
    not exist is given.

    :param excluded: tells by its path, composed and with ``/``, what is left out.
    """
    seen = {_identity(folder.stat()) for folder in root.resolve().parents}
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            if (known := _identity(folder.stat())) in seen:
                continue
            seen.add(known)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if unreadable:
                unreadable(folder, error)
            continue
        for entry in entries:
            path = Path(entry.path).relative_to(root)
            if excluded(unicodedata.normalize("NFC", path.as_posix())):
                continue
            kind = _kind(entry)
            if kind == "folder":
                folders.append(root / path)
            elif kind == "file":
                yield path


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
