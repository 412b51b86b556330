"""A disk that fills ends the build; every page is whole, and the next build makes up for it."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from sphinx.builders import Builder

from sphinx_wiki.building.full_disk import naming_file
from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.wikis import Wiki

ORDINARY = io.open


def failing(number: int) -> Callable[..., int]:
    """Give a writing that writes a half of the page ``a`` and fails with *number*."""

    def write(path: Path, text: str, **named: Any) -> int:
        if not path.name.startswith("a.html"):
            return path.write_bytes(text.encode())
        path.write_bytes(text[: len(text) // 2].encode())
        raise OSError(number, os.strerror(number))

    return write


class Disk:
    """A disk with room for some more files, of which one that finds none is left empty."""

    def __init__(self, folder: Path, room: int) -> None:
        self.folder = folder
        self.room = room
        self.opened = 0

    def open(self, file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        """Open a file."""
        inside = isinstance(file, str | os.PathLike) and Path(file).is_relative_to(self.folder)
        if inside and set(mode) & set("wxa"):
            self.opened += 1
            if self.opened > self.room:
                ORDINARY(file, mode, *more, **named).close()
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file))
        return ORDINARY(file, mode, *more, **named)


def build_on(disk: Disk, wiki: Wiki) -> None:
    """Build a wiki on *disk*."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builtins.open", disk.open)
        patch.setattr("io.open", disk.open)
        wiki.build()


@pytest.fixture
def wiki(make_wiki: MakeWiki) -> Wiki:
    """Give a wiki that was built, of which a note has changed since."""
    wiki = make_wiki({"a.md": "# A\n\nOld.\n"}).build()
    wiki.write("a.md", "# A\n\nNew.\n")
    return wiki


def test_a_full_disk_ends_the_build_with_one_message_and_leaves_the_old_page(
    wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = wiki.html("a")
    monkeypatch.setattr(Path, "write_text", failing(errno.ENOSPC))
    with pytest.raises(SystemExit) as ended:
        wiki.build()
    assert ended.value.code == 2
    assert wiki.html("a") == before
    assert not list(wiki.outdir.glob("*.part"))
    (said,) = wiki.warnings
    assert said.startswith(f"ERROR: The disk is full: {wiki.outdir / 'a.html'} could not be")


def test_a_page_that_could_not_be_written_is_written_by_the_next_build(
    wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", failing(errno.EACCES))
        said = wiki.build().warnings
    assert [each for each in said if each.endswith("Permission denied; the page stays as it was")]
    wiki.build()
    assert "New." in wiki.html("a")


def test_a_folder_that_may_not_be_written_to_ends_the_build_with_its_name(
    wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Builder, *args: Any, **named: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(wiki.doctrees / "a.doctree"))

    monkeypatch.setattr(Builder, "write_doctree", refuse)
    with pytest.raises(SystemExit):
        wiki.build()
    (said,) = wiki.warnings
    place = wiki.doctrees / "a.doctree"
    assert said.startswith(f"ERROR: {place} could not be written: Permission denied.")


def test_a_note_that_goes_while_notes_are_read_ends_the_build_with_its_name(
    make_wiki: MakeWiki,
) -> None:
    conf = (
        "def setup(app):\n"
        "    def remove(app, env, docnames):\n"
        "        (app.srcdir / 'b.md').unlink(missing_ok=True)\n"
        "    app.connect('env-before-read-docs', remove)\n"
    )
    wiki = make_wiki({"a.md": "# A\n", "b.md": "# B\n"}, conf)
    with pytest.raises(SystemExit):
        wiki.build()
    assert wiki.warnings == ["ERROR: b.md has gone while the notes were read. Build again."]
    assert wiki.build().warnings == []


def test_a_full_disk_is_named_with_the_file_that_another_process_wrote(tmp_path: Path) -> None:
    def write() -> None:
        with (tmp_path / "a.doctree").open("wb") as file:
            file.write(b"")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match=r"a\.doctree"), naming_file():
        write()


def test_a_book_that_finds_no_room_leaves_the_last_one(
    wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki.build("epub")
    before = (wiki.outdir / "Testwiki.epub").read_bytes()

    def fill(*args: Any, **named: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    wiki.write("a.md", "# A\n\nNewer.\n")
    monkeypatch.setattr(ZipFile, "write", fill)
    with pytest.raises(SystemExit):
        wiki.build("epub")
    assert (wiki.outdir / "Testwiki.epub").read_bytes() == before


def test_a_disk_that_fills_while_a_note_is_read_is_no_fault_of_the_note(
    make_wiki: MakeWiki,
) -> None:
    conf = (
        "import errno\n"
        "from docutils.parsers.rst import Directive\n"
        "class Full(Directive):\n"
        "    def run(self):\n"
        "        raise OSError(errno.ENOSPC, 'No space left on device', 'a file')\n"
        "def setup(app):\n"
        "    app.add_directive('full', Full)\n"
    )
    wiki = make_wiki({"a.md": "# A\n\n```{full}\n```\n"}, conf)
    with pytest.raises(SystemExit):
        wiki.build()
    assert "shown as text" not in "".join(wiki.warnings)
    assert not (wiki.outdir / "a.html").exists()


def notes(version: int) -> dict[str, str | bytes]:
    """Give a folder in which everything is another one in each *version*."""
    words = "some words " * 50 * version
    return {
        "a.md": f"# A {version}\n\n{words} [](b.md)\n\n![One](one.png)\n",
        "b.md": f"# B {version}\n\n{words} {{download}}`data.bin`\n",
        f"c{version}.md": f"# C\n\n{words} [](a.md)\n",
        "one.png": png(version),
        "data.bin": bytes([version]) * 1000 * version,
    }


class Case(NamedTuple):
    """A wiki in the folder of which other notes are now than those it was built of."""

    wiki: Wiki
    kept: Path
    """A copy of what was built."""
    clean: dict[str, bytes]
    """The site of the notes that are there now."""

    def again(self) -> Wiki:
        """Give the wiki as it was built, once more."""
        self.wiki.forget()
        shutil.copytree(self.kept, self.wiki.outdir.parent, dirs_exist_ok=True)
        return self.wiki

    def opened(self) -> int:
        """Give how many files the build opens for writing that makes the site another one."""
        disk = Disk(self.wiki.outdir.parent, 10**6)
        build_on(disk, self.again())
        return disk.opened


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give a wiki of which every note has changed, one has gone and one is new."""
    folder = tmp_path_factory.mktemp("disk")
    notes_of = Wiki.create(folder, notes(1))
    wiki = notes_of.copy("built").build()
    shutil.copytree(wiki.outdir.parent, folder / "kept")
    wiki.remove("c1.md")
    for path, data in notes(2).items():
        wiki.write(path, data)
    return Case(wiki, folder / "kept", notes_of.copy("clean").build().files())


@pytest.fixture(scope="module")
def opened(case: Case) -> int:
    """Give how many files the second build opens for writing."""
    return case.opened()


@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8, 0.98])
def test_wherever_a_disk_fills_files_are_whole_and_the_next_build_equals_a_clean_one(
    case: Case, opened: int, share: float
) -> None:
    wiki = case.again()
    old = wiki.files()
    with pytest.raises(SystemExit):
        build_on(Disk(wiki.outdir.parent, int(opened * share)), wiki)
    found = wiki.files()
    torn = [path for path in found if found[path] not in (old.get(path), case.clean.get(path))]
    assert torn == []
    assert compare.describe(wiki.build().files(), case.clean, ("next", "clean")) == ""
