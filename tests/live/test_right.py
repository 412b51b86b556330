"""After any edits, the folder that is served holds what a clean build gives."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.live.desk import DRAFTS, Bench
from tests.oracles import compare, editor
from tests.oracles.folder import Folder
from tests.wikis import Wiki


class Desk:
    """A folder on disk that follows a :class:`Folder`, served as it is edited."""

    def __init__(self, folder: Path) -> None:
        self.bench = Bench(Wiki(folder / "notes", folder / "site", folder / "doctrees"))
        self.now: dict[str, bytes] = {}

    def save(self, folder: Folder) -> list[str]:
        """Write what changed; give the paths."""
        files = folder.files()
        changed = [path for path in self.now if path not in files]
        for path in changed:
            self.bench.wiki.remove(path)
        for path, data in files.items():
            if self.now.get(path) != data:
                self.bench.wiki.write(path, data)
                changed.append(path)
        self.now = files
        return changed

    def difference(self) -> str:
        """Say how what is served differs from a clean build."""
        wiki = self.bench.wiki
        clean = wiki.copy("clean")
        clean.build(clean=True, overrides=DRAFTS)
        return compare.describe(wiki.files(), clean.files(), ("live", "clean"))


def run(folder: Path, seed: int, edits: int, every: int) -> str:
    """Make *edits* random edits, each with a build; compare after *every* so many."""
    random = Random(seed)
    notes = editor.start(random)
    desk = Desk(folder)
    desk.bench.build(*desk.save(notes))
    done: list[str] = []
    for number in range(1, edits + 1):
        notes, said = editor.edit(notes, random)
        done.append(said)
        changed = desk.save(notes)
        if random.randrange(10) == 0:
            done.append("restart")
            desk.bench.restart()
        # Whoever edits a note looks at its page.
        page = f"{changed[0].rpartition('.')[0]}.html"
        report = desk.bench.build(*changed, opened=page)
        assert not report.failed, (done, report.problems)
        if number % every == 0 and (found := desk.difference()):
            return f"Seed {seed}, edits:\n" + "\n".join([*done, found])
    return ""


@pytest.mark.parametrize("seed", range(3))
def test_served_equals_clean(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, 12, 3) == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2000, 2010))
def test_served_equals_clean_in_the_long_run(tmp_path: Path, seed: int) -> None:
    assert run(tmp_path, seed, 20, 1) == ""
