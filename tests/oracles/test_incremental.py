"""An incremental build leaves the site that a clean build makes, whatever was edited."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from tests.oracles import compare, editor
from tests.oracles.folder import Folder
from tests.wikis import Wiki

EDITS_IN_A_CHUNK = 20


class Desk:
    """A folder on disk that follows a :class:`Folder`, with the site that grew with it."""

    def __init__(self, folder: Path) -> None:
        self.wiki = Wiki(folder / "notes", folder / "site", folder / "doctrees")
        self.fresh = self.wiki.copy("clean")
        self.now: dict[str, bytes] = {}

    def save(self, folder: Folder) -> None:
        """Write what changed, as an editor would: untouched files keep their times."""
        files = folder.files()
        for path in self.now.keys() - files.keys():
            self.wiki.remove(path)
        for path, data in files.items():
            if self.now.get(path) != data:
                self.wiki.write(path, data)
        self.now = files

    def touch(self, random: Random) -> None:
        """Give some files another time, which changes nothing."""
        for path in random.sample(sorted(self.now), 3):
            os.utime(self.wiki.source / path)

    def check(self) -> str:
        """Build both ways; say how the sites differ, nothing where they are equal."""
        self.wiki.build()
        self.fresh.build(clean=True)
        return compare.describe(self.wiki.files(), self.fresh.files(), ("incremental", "clean"))


def run(folder: Path, seed: int, edits: int) -> str:
    """Make *edits* random edits; give the story of the first that goes wrong."""
    random, touches = Random(seed), Random(seed)
    notes = editor.start(random)
    desk = Desk(folder / "all")
    desk.save(notes)
    desk.wiki.build()
    done: list[str] = []
    for _ in range(edits):
        before = notes
        notes, said = editor.edit(notes, random)
        done.append(said)
        desk.save(notes)
        desk.touch(touches)
        if found := desk.check():
            story = "\n".join(f"  {number}. {edit}" for number, edit in enumerate(done, 1))
            alone = _alone(folder / "one", before, notes)
            return f"Seed {seed}, edits:\n{story}\nLast edit alone: {alone}\n{found}"
    return ""


def _alone(folder: Path, before: Folder, after: Folder) -> str:
    """Say whether the last edit is enough, so that one knows where to look."""
    desk = Desk(folder)
    desk.save(before)
    desk.wiki.build()
    desk.save(after)
    found = desk.check()
    shutil.rmtree(folder)
    return "fails as well" if found else "passes; the history matters"


@pytest.mark.parametrize("seed", range(10))
def test_incremental_equals_clean(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, EDITS_IN_A_CHUNK) == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1100))
def test_incremental_equals_clean_in_the_long_run(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, 50) == ""
