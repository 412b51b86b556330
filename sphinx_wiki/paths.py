"""Where the paths of links lead, without asking the system for the same folder for each link."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable
from typing import TypeVar

_Value = TypeVar("_Value")


def is_file(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is a file; no for what no file can be called, and out of reach.

    ``Path.is_file`` raises for names that are too long, and within folders that nobody may read.
    """
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is a folder, as :func:`is_file` does."""
    return os.path.isdir(path)  # noqa: PTH112


def exists(path: str | os.PathLike[str]) -> bool:
    """Tell whether there is anything, as :func:`is_file` does."""
    return os.path.exists(path)  # noqa: PTH110


class Paths:
    """Files by what notes call them. Of folders, what was asked for once is remembered.

    A folder that becomes a link to another while notes are read is seen by the next build.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = os.fspath(root)
        self._folders: dict[str, str] = {}

    def find_file(self, target: str, folder: str, ask: Callable[[], _Value]) -> str | _Value | None:
        """Give the file at *target*, without symbolic links, or nothing where there is none.

        :param target: a path as in a note: from its folder, or from the root if it begins with /.
        :param folder: the note's folder, from the root.
        :param ask: gives it for paths that are not plain enough to be answered here.
        """
        if os.sep != "/" or "\\" in target or "\0" in target or target.startswith("//"):
            return ask()
        inside = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        above, _slash, name = inside.rpartition("/")
        if name in ("", ".", ".."):
            return ask()
        path = f"{self._real(above)}/{name}"
        try:
            mode = os.lstat(path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError:
            return ask()
        if stat.S_ISLNK(mode):
            return ask()
        return path if stat.S_ISREG(mode) else None

    def _real(self, folder: str) -> str:
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(posixpath.join(self._root, folder))
        return self._folders[folder]
