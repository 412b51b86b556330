"""Files are found where Sphinx finds them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.paths import Paths

PARTS = ("", ".", "..", "a.md", "folder", "deep", "link", "away", "broken", "none", "x" * 300)


def ask() -> str:
    """Stand for a question to Sphinx."""
    return "asked"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files, folders, and links to both."""
    root = tmp_path_factory.mktemp("root").resolve()
    (root / "folder" / "deep").mkdir(parents=True)
    for path in ("a.md", "folder/a.md", "folder/deep/a.md"):
        (root / path).touch()
    (root / "link").symlink_to("folder/a.md")
    (root / "away").symlink_to("folder/deep")
    (root / "broken").symlink_to("none")
    return root


@given(
    path=st.lists(st.sampled_from(PARTS), max_size=5).map("/".join),
    folder=st.sampled_from([".", "folder", "folder/deep", "away"]),
)
def test_a_file_is_the_one_that_sphinx_finds(root: Path, path: str, folder: str) -> None:
    found = Paths(root).find_file(path, folder, ask)
    inside = Path(path)
    if inside.parts[:1] == ("/",):
        expected = root.joinpath(*inside.parts[1:]).resolve()
    else:
        expected = root.joinpath(folder, inside).resolve()
    if found != "asked":
        assert found == (os.fspath(expected) if expected.is_file() else None)


@pytest.mark.parametrize("path", ["link", "..", "", "a\\b", "//a.md", "x" * 300, "a\0b"])
def test_what_is_not_plain_is_asked(root: Path, path: str) -> None:
    assert Paths(root).find_file(path, ".", ask) == "asked"


@pytest.mark.parametrize("path", ["a.md", "/a.md", "folder/../a.md", "away/a.md", "none/a.md"])
def test_what_is_plain_is_not_asked(root: Path, path: str) -> None:
    assert Paths(root).find_file(path, ".", ask) != "asked"
