"""What the benchmark of live preview measures, and what it leaves for the next time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks import live, notes


def test_a_kept_wiki_is_found_again(tmp_path: Path) -> None:
    with live.wiki(3, tmp_path) as folder:
        (folder / "notes" / "note00000.md").write_text("Written since.")
    with live.wiki(3, tmp_path) as again:
        assert again == folder
        assert (again / "notes" / "note00000.md").read_text() == "Written since."


def test_notes_that_were_not_all_written_are_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(folder: Path, count: int) -> None:
        folder.mkdir(parents=True)
        (folder / "note00000.md").write_text(f"The first of {count}.")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(notes, "write", half)
        with pytest.raises(KeyboardInterrupt), live.wiki(3, tmp_path):
            pass
    with live.wiki(3, tmp_path) as folder:
        assert len(list((folder / "notes").glob("note*.md"))) == 3


def test_a_wiki_that_is_not_kept_goes() -> None:
    with live.wiki(1, None) as folder:
        assert folder.is_dir()
    assert not folder.exists()


def test_what_is_saved_for_the_next_start_is_no_page(tmp_path: Path) -> None:
    for name, when in (("_static", 100), ("index.html", 200), (".doctrees", 300)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (when, when))
    assert live.quiet(tmp_path, 1.0) == 200
