"""Walking a folder: every file once, and nothing that cannot be read stops it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_wiki.reading.folder import walk


def found(root: Path, *excluded: str) -> list[str]:
    return list(walk(root, lambda name: name in excluded))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.md", "a/one.md", "a/two.md", "out/x.md"):
        path = tmp_path / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    return tmp_path / "notes"


def test_every_file_is_given_from_the_root(folder: Path) -> None:
    assert sorted(found(folder)) == ["a/one.md", "a/two.md", "b.md", "out/x.md"]


def test_what_is_left_out_is_not_entered(folder: Path) -> None:
    assert sorted(found(folder, "out", "a/one.md")) == ["a/two.md", "b.md"]


@pytest.mark.parametrize("target", ["again", ".", "..", "a", "../notes/a"])
def test_links_to_folders_do_not_double_files(folder: Path, target: str) -> None:
    (folder / "again").symlink_to(target)
    files = found(folder)
    assert sorted({Path(name).name for name in files}) == ["b.md", "one.md", "two.md", "x.md"]
    assert len(files) == 4


def test_a_linked_folder_from_elsewhere_is_walked(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "far.md").write_text("")
    (folder / "linked").symlink_to("../elsewhere")
    assert "linked/far.md" in found(folder)


def test_a_site_that_was_built_into_the_folder_is_passed_over(folder: Path) -> None:
    (folder / "public").mkdir()
    for name in (".buildinfo", "sources.bib"):
        (folder / "public" / name).write_text("")
        (folder / name).write_text("")
    files = set(walk(folder, lambda _path: False))
    assert {"sources.bib", "public/sources.bib"} & files == {"sources.bib"}


def test_a_folder_that_cannot_be_read_is_told_and_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = os.scandir

    def scandir(path: Path) -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told: list[str] = []
    files = walk(folder, lambda name: False, lambda path, error: told.append(path.name))
    assert sorted(files) == ["b.md", "out/x.md"]
    assert told == ["a"]


def test_files_of_one_suffix_are_found_in_every_folder(folder: Path) -> None:
    (folder / "out" / "b.bib").write_text("")
    assert list(walk(folder, lambda name: False, suffix=".bib")) == ["out/b.bib"]


def test_files_that_are_not_looked_for_are_not_matched_with_patterns(folder: Path) -> None:
    asked: list[str] = []
    list(walk(folder, asked.append, suffix=".bib"))
    assert sorted(asked) == ["a", "out"]
