"""Paths of files that a note names, which Sphinx makes of several path objects.

``BuildEnvironment.relfn2path`` joins, resolves and compares by `pathlib`, for every link
to a file. By `os.path` the same takes a third of the time. To be proposed to Sphinx. Can
go with the version that does so; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import sphinx
from sphinx.environment import BuildEnvironment

from sphinx_wiki.upstream.put import put_once

if TYPE_CHECKING:
    Method: TypeAlias = Callable[[BuildEnvironment, str | Path, str | None], tuple[str, str]]

_KNOWN = {(8, 2), (9, 0)}


def speed_up() -> bool:
    """Have Sphinx do it so in this process; say whether it will."""
    if sphinx.version_info[:2] not in _KNOWN or os.name != "posix":
        return False
    put_once(BuildEnvironment, "relfn2path", by_strings)
    return True


def by_strings(ordinary: Method) -> Method:
    """Give *ordinary* as a function that goes by strings where that gives the same."""

    @wraps(ordinary)
    def relfn2path(
        env: BuildEnvironment, filename: str | Path, docname: str | None = None
    ) -> tuple[str, str]:
        name, source = os.fspath(filename), os.fspath(env.srcdir)
        note = docname or env.docname
        if not note or name.startswith(("/", "\\")) or ".." in source:
            return ordinary(env, filename, docname)
        folder = os.path.dirname(env.doc2path(note, base=False))  # noqa: PTH120
        path = os.path.realpath(os.path.join(source, folder, name))  # noqa: PTH118
        try:
            os.stat(path)  # noqa: PTH116
        except OSError as error:
            if error.errno == errno.ELOOP:
                return ordinary(env, filename, docname)
        inside = path.startswith(f"{source}/") and len(path) > len(source) + 1
        return path[len(source) + 1 :] if inside else os.path.relpath(path, source), path

    return relfn2path
