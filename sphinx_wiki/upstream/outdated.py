"""Which notes changed, for which Sphinx makes several path objects of each.

``BuildEnvironment.get_outdated_files`` asks of every note whether its doctree is there and how
old its file and all that it depends on are, which by `pathlib` takes a tenth of a build without
changes. Here one look at each folder of doctrees, and strings, tell most notes that are as they
were; Sphinx is asked for the others. To be proposed to Sphinx. Can go with the version that
does so; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import TYPE_CHECKING, TypeAlias

import sphinx
from sphinx.environment import BuildEnvironment

from sphinx_wiki.upstream.put import put_once

if TYPE_CHECKING:
    Method: TypeAlias = Callable[[BuildEnvironment, bool], tuple[set[str], set[str], set[str]]]
    Time: TypeAlias = Callable[[str], int]

_KNOWN = {(8, 2), (9, 0)}
_SUFFIX = ".doctree"


def speed_up() -> bool:
    """Have Sphinx do it so in this process; say whether it will."""
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    put_once(BuildEnvironment, "get_outdated_files", of_few)
    return True


def of_few(ordinary: Method) -> Method:
    """Give *ordinary* as a function that is asked for notes only that may have changed.

    It is asked for all of a project that does not know when its notes were changed.
    """

    @wraps(ordinary)
    def get_outdated_files(
        env: BuildEnvironment, config_changed: bool
    ) -> tuple[set[str], set[str], set[str]]:
        found = env.project.docnames
        modified: Time | None = getattr(env.project, "modified", None)
        if config_changed or modified is None:
            return ordinary(env, config_changed)
        with only_of(env, _unsure(env, modified)):
            added, changed, _removed = ordinary(env, config_changed)
        return added, changed, set(env.all_docs) - found

    return get_outdated_files


@contextmanager
def only_of(env: BuildEnvironment, docnames: set[str]) -> Iterator[None]:
    """Have Sphinx find *docnames* and no other notes."""
    found, env.project.docnames = env.project.docnames, docnames
    try:
        yield
    finally:
        env.project.docnames = found


def _unsure(env: BuildEnvironment, modified: Time) -> set[str]:
    """Give the notes that are new or may have changed."""
    stored, dated = _stored(env), cache(_time_of_file)
    source = os.fspath(env.srcdir)

    def is_as_read(docname: str) -> bool:
        read = env.all_docs.get(docname)
        return (
            read is not None
            and docname in stored
            and docname not in env.reread_always
            and modified(docname) <= read
            and all(
                dated(os.path.join(source, path)) <= read  # noqa: PTH118
                for path in env.dependencies.get(docname, ())
            )
        )

    return {docname for docname in env.found_docs if not is_as_read(docname)}


def _stored(env: BuildEnvironment) -> set[str]:
    """Give the notes that have a doctree."""
    found: set[str] = set()
    for folder in {posixpath.dirname(docname) for docname in env.all_docs}:
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(env.doctreedir / folder) as entries:
                names = [each.name for each in entries if each.name.endswith(_SUFFIX)]
        except OSError:
            continue
        found.update(prefix + name.removesuffix(_SUFFIX) for name in names)
    return found


def _time_of_file(path: str) -> float:
    """Give when a file was changed; of what is none, a time that never was."""
    try:
        status = os.stat(path)  # noqa: PTH116 - there are many
    except OSError:
        return float("inf")
    # Rounded up, as Sphinx does.
    return -(status.st_mtime_ns // -1000) if stat.S_ISREG(status.st_mode) else float("inf")
