"""Runs inside a kernel: records which files below the notes folder its code reads.

Sent to the kernel as text, so it must stand alone and run on any Python with audit hooks.
"""
# ruff: noqa: PTH100, PTH118 - what pathlib does would be heard too

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

_EVENTS = {
    "open": "file",
    "sqlite3.connect": "file",
    "os.listdir": "folder",
    "os.scandir": "folder",
}
_WRITING = os.O_WRONLY | os.O_RDWR


class Recorder:
    """What was read and what was written, by path from the root."""

    def __init__(self, root: str) -> None:
        """Begin to record what is used below the folder *root*."""
        roots = {os.path.abspath(root), os.path.realpath(root)}
        self.roots = [os.path.join(each, "") for each in roots]
        self.read: dict[str, str] = {}
        self.written: set[str] = set()
        self.busy = False
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Hear an audit event; whatever goes wrong here is not the note's concern."""
        kind = _EVENTS.get(event)
        if kind is None or self.busy:
            return
        self.busy = True
        try:
            with contextlib.suppress(Exception):
                self.note(kind, event, arguments)
        finally:
            self.busy = False

    def note(self, kind: str, event: str, arguments: tuple[Any, ...]) -> None:
        """Keep the path of one event, if it is below the root."""
        path = arguments[0]
        if isinstance(path, int):
            return
        path = os.path.abspath(os.fsdecode(path if path is not None else "."))
        # A folder is below itself.
        below = os.path.join(path, "") if kind == "folder" else path
        root = next((each for each in self.roots if below.startswith(each)), None)
        if root is None:
            return
        name = path[len(root) :].replace(os.sep, "/")
        parts = name.split("/")
        if any(part.startswith(".") or part == "site-packages" for part in parts if name):
            return
        if len(parts) > 1 and parts[-2] == "__pycache__" and name.endswith(".pyc"):
            # Compiled from the file that counts.
            name = "/".join([*parts[:-2], parts[-1].split(".")[0] + ".py"])
        if event == "open" and self.writes(arguments):
            if name not in self.read:
                self.written.add(name)
        elif name not in self.written:
            self.read.setdefault(name, kind)

    @staticmethod
    def writes(arguments: tuple[Any, ...]) -> bool:
        """Tell whether a file is opened for writing."""
        mode, flags = arguments[1], arguments[2]
        if isinstance(mode, str):
            return any(letter in mode for letter in "wax+")
        return bool(flags & _WRITING)
