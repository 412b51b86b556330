"""The notes that changed are those that Sphinx finds."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.environment import BuildEnvironment
from sphinx.project import Project

from sphinx_wiki.upstream.outdated import of_few, speed_up

pytestmark = pytest.mark.skipif(not speed_up(), reason="Not known of this Sphinx")

ORDINARY: Any = getattr(BuildEnvironment.get_outdated_files, "__wrapped__", None)
READ = 2_000_000
"""When notes were read, in microseconds."""


class DatedProject(Project):
    def modified(self, docname: str) -> int:
        """Give when a note was changed."""
        return -(Path(self.doc2path(docname, absolute=True)).stat().st_mtime_ns // -1000)


class Environment:
    """What of an environment is asked."""

    doc2path = BuildEnvironment.doc2path
    found_docs = BuildEnvironment.found_docs

    def __init__(self, folder: Path) -> None:
        self.srcdir, self.doctreedir = folder / "notes", folder / "trees"
        self.project = DatedProject(self.srcdir, {".md": "markdown"})
        names = ("one", "a/two", "three")
        for name in names:
            for path in (self.srcdir / f"{name}.md", self.doctreedir / f"{name}.doctree"):
                write(path)
        for name in ("used.txt", "a/shown.png"):
            write(self.srcdir / name)
        self.all_docs = dict.fromkeys(names, READ)
        self.reread_always: set[str] = set()
        used = {self.srcdir / "used.txt", self.srcdir / "a/shown.png"}
        self.dependencies = {"one": used, "three": {self.srcdir / "used.txt"}}
        self.project.discover()


def write(path: Path, microseconds: float = READ - 1) -> None:
    """Write a file of that time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    os.utime(path, ns=(0, int(microseconds * 1000)))


def put_folder(path: Path) -> None:
    """Put a folder in the place of a file, no newer than that."""
    path.unlink()
    path.mkdir()
    os.utime(path, ns=(0, 0))


CHANGES: dict[str, Callable[[Environment], object]] = {
    "nothing": lambda env: None,
    "a note as it was read": lambda env: write(env.srcdir / "one.md", READ),
    "a note in the same microsecond": lambda env: write(env.srcdir / "one.md", READ + 0.5),
    "a note": lambda env: write(env.srcdir / "a/two.md", READ + 1),
    "a file that notes use": lambda env: write(env.srcdir / "used.txt", READ + 1),
    "a file that is gone": lambda env: (env.srcdir / "a/shown.png").unlink(),
    "a folder in place of a file": lambda env: put_folder(env.srcdir / "used.txt"),
    "a doctree that is gone": lambda env: (env.doctreedir / "a/two.doctree").unlink(),
    "a note that is always read": lambda env: env.reread_always.add("three"),
    "a new note": lambda env: write(env.srcdir / "four.md"),
    "a note that is gone": lambda env: (env.srcdir / "one.md").unlink(),
}


@pytest.mark.parametrize("configured", [False, True])
@pytest.mark.parametrize("what", CHANGES)
def test_they_are_those_of_sphinx(what: str, configured: bool, tmp_path: Path) -> None:
    env: Any = Environment(tmp_path)
    CHANGES[what](env)
    found = set(env.project.discover())
    assert of_few(ORDINARY)(env, configured) == ORDINARY(env, configured)
    assert env.project.docnames == found


def test_sphinx_is_asked_for_no_note_that_is_as_it_was(tmp_path: Path) -> None:
    env: Any = Environment(tmp_path)
    write(env.srcdir / "one.md", READ + 1)
    asked: list[set[str]] = []

    def ask(env: Any, _configured: bool) -> Any:
        asked.append(set(env.found_docs))
        return set(), set(), set()

    of_few(ask)(env, False)
    assert asked == [{"one"}]
