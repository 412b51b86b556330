"""Which files of the notes folder a result depends on: as heard, and as named in the code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sphinx_wiki.execution.model import Job
from sphinx_wiki.execution.store import digest, stamp
from sphinx_wiki.paths import is_file, is_folder

_TEXT = re.compile(r"""(["'`])((?:(?!\1)[^\n\\]){1,200})\1""")
_COMMAND = re.compile(r"^[ \t]*[!%](.*)$", re.MULTILINE)
# Only what could be nothing else is waited for.
_FILE_NAME = re.compile(r"^[\w./-]*[A-Za-z_-][\w-]*\.[A-Za-z]\w{0,7}$")


class Used(NamedTuple):
    """What a result depends on."""

    files: dict[str, str | None]
    """Digests by path from the notes folder; ``None`` for what is not there."""
    steady: bool
    """Whether each is still what the code read."""


def used(job: Job, heard: Mapping[str, Any]) -> Used:
    """Give what the result of *job* depends on.

    :param heard: the report of the recorder in its kernel.
    """
    read: Mapping[str, Any] = heard.get("read") or {}
    written = frozenset(heard.get("written") or ())
    names = {*read, *_named(job)} - written
    files = {name: digest(job.root / name) for name in sorted(names)}
    # What the code itself changed after reading it counts as it left it.
    steady = all(
        stamp(job.root / name) == (was and tuple(was))
        for name, was in read.items()
        if name in files and name not in (heard.get("rewritten") or ())
    )
    return Used(files, steady)


def _named(job: Job) -> Iterator[str]:
    """Give the paths that stand in the code: libraries in C, and other programs, open these."""
    if not job.folder.is_relative_to(job.root):
        return
    folder = job.folder.relative_to(job.root).as_posix()
    for text, whole in file_names(cell.source for cell in job.cells):
        path = Path(text)
        try:
            if path.is_absolute():
                name = path.relative_to(job.root).as_posix()
            else:
                name = posixpath.normpath(posixpath.join(folder, text))
            if name.startswith("../") or is_folder(job.root / name):
                continue
            if (whole and _FILE_NAME.match(text)) or is_file(job.root / name):
                yield name
        except (OSError, ValueError):
            # Elsewhere, or no path at all.
            continue


def file_names(sources: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give what may be names of files: strings, and the words of commands to a shell.

    The second value tells whether it is a string as a whole.

    >>> list(file_names(["read_parquet('a.parquet')\\n!sort b.txt"]))
    [('a.parquet', True), ('sort', False), ('b.txt', False)]
    """
    for source in sources:
        for match in _TEXT.finditer(source):
            yield match[2], True
            if " " in match[2]:
                yield from ((word, False) for word in match[2].split())
        for match in _COMMAND.finditer(source):
            yield from ((word, False) for word in match[1].split())
