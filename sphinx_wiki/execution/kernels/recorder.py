"""Runs inside a kernel: records which files below the notes folder its code uses.

Sent to the kernel as text, so it must stand alone and run on any Python with audit hooks.
What a process of its own reads, and what libraries open without asking Python, is not heard.
"""
# ruff: noqa: PTH100, PTH116, PTH118, PTH206 - what pathlib does would be heard too

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

# What lists folders of the path of modules, the working folder among them, to find
# modules and what packages say about themselves.
_IMPORT_SYSTEM = (
    "<frozen importlib._bootstrap_external>",
    os.path.join("importlib", "metadata", "__init__.py"),
    os.path.join("importlib_metadata", "__init__.py"),
    "pkgutil.py",
)


class Recorder:
    """What was read and what was written, by path from the root."""

    def __init__(self, root: str) -> None:
        """Begin to record what is used below the folder *root*."""
        roots = {os.path.abspath(root), os.path.realpath(root)}
        self.roots = [os.path.join(each, "") for each in roots]
        self.prefixes = tuple(os.path.join(each, "") for each in {sys.prefix, sys.base_prefix})
        self.read: dict[str, Any] = {}
        self.written: set[str] = set()
        self.rewritten: set[str] = set()
        self.busy = False
        self.hearers: dict[str, Callable[..., None]] = {
            "open": self.opened,
            "sqlite3.connect": self.connected,
            "os.listdir": self.listed,
            "os.scandir": self.listed,
            "os.mkdir": lambda path, *_: self.wrote(path),
            "os.rename": lambda _from, to, *_: self.wrote(to),
        }
        sys.addaudithook(self.hear)
        # Asked last: for what no other finder has found.
        sys.meta_path.append(self)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Hear an audit event; whatever goes wrong here is not the note's concern."""
        hearer = self.hearers.get(event)
        if hearer is None or self.busy:
            return
        self.busy = True
        try:
            with contextlib.suppress(Exception):
                hearer(*arguments)
        finally:
            self.busy = False

    def opened(self, path: Any, mode: Any, flags: Any) -> None:
        """Hear that a file is opened."""
        name = self.below(path)
        if name is None:
            return
        writes, reads = _use(mode, flags)
        if reads:
            self.uses(name, path)
        if writes:
            self.wrote(path)

    def connected(self, path: Any, *_: Any) -> None:
        """Hear that a database of SQLite is opened."""
        if isinstance(path, str) and path.startswith("file:"):
            path = path[len("file:") :].partition("?")[0]
        if (name := self.below(path)) is not None:
            self.uses(name, path)
            # What is written to it goes by unheard.
            self.rewritten.add(name)

    def listed(self, path: Any, *_: Any) -> None:
        """Hear that the names in a folder are asked for, unless it is to find a module."""
        if sys._getframe(2).f_code.co_filename.endswith(_IMPORT_SYSTEM):
            return
        name = self.below("." if path is None else path, folder=True)
        if name is not None and not any(part.startswith(".") for part in name.split("/")):
            self.uses(name, path)

    def wrote(self, path: Any) -> None:
        """Hear that a file or folder is made, or takes another's place."""
        if (name := self.below(path)) is not None:
            (self.rewritten if name in self.read else self.written).add(name)

    def find_spec(self, module: str, path: Any = None, target: Any = None) -> None:
        """Hear that a module was found nowhere: one day it may be there."""
        del target
        frame: Any = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
            frame = frame.f_back
        # Libraries ask for a great many that need not be there.
        if frame is None or frame.f_code.co_filename.startswith(self.prefixes):
            return
        with contextlib.suppress(Exception):
            for folder in sys.path if path is None else path:
                base = os.path.join(folder or ".", module.rpartition(".")[2])
                for each in (f"{base}.py", os.path.join(base, "__init__.py")):
                    if (name := self.below(each)) is not None:
                        self.read.setdefault(name, None)

    def below(self, path: Any, *, folder: bool = False) -> str | None:
        """Give *path* from the root; ``None`` for what is elsewhere or an installed package."""
        if isinstance(path, int):
            return None
        path = os.path.abspath(os.fsdecode(path))
        # A folder is below itself.
        whole = os.path.join(path, "") if folder else path
        root = next((each for each in self.roots if whole.startswith(each)), None)
        if root is None or "site-packages" in path[len(root) :].split(os.sep):
            return None
        inside = [each for each in self.prefixes if each.startswith(root)]
        if whole.startswith(tuple(inside)):
            return None
        parts = path[len(root) :].split(os.sep)
        if "__pycache__" in parts[-2:]:
            if not parts[-1].endswith(".pyc"):
                return None
            # Compiled from the file that counts.
            parts[-2:] = [parts[-1].split(".")[0] + ".py"]
        return "/".join(parts)

    def uses(self, name: str, path: Any) -> None:
        """Keep what was read, with its time and size, unless the code made it itself."""
        if name in self.written or self.read.get(name) is not None:
            return
        try:
            status = os.stat(path if path is not None else ".")
        except OSError:
            self.read.setdefault(name, None)
        else:
            self.read[name] = (status.st_mtime_ns, status.st_size)

    def report(self) -> str:
        """Give as JSON what was used, and whether the last failure may have outer causes."""
        self.busy = True
        for module in list(sys.modules.values()):
            # What was compiled earlier may lie elsewhere, and libraries in C are not opened.
            path = getattr(module, "__file__", None)
            with contextlib.suppress(Exception):
                if isinstance(path, str) and (name := self.below(path)) is not None:
                    self.uses(name, path)
        return json.dumps(
            {
                "read": self.read,
                "written": sorted(self.written),
                "rewritten": sorted(self.rewritten),
                "outer": self.outer(),
            }
        )

    def outer(self) -> bool:
        """Tell whether the last exception is about the world beyond the notes."""
        last = getattr(sys, "last_value", None)
        if isinstance(last, FileNotFoundError) and last.filename is not None:
            return self.below(last.filename) is None
        return isinstance(last, (ImportError, OSError, MemoryError))


def _use(mode: Any, flags: Any) -> tuple[bool, bool]:
    """Tell whether a file is opened for writing, and whether for reading."""
    if isinstance(mode, str):
        writes = any(letter in mode for letter in "wax+")
        return writes, "r" in mode or not writes
    writes = bool(flags & (os.O_WRONLY | os.O_RDWR))
    return writes, not writes
