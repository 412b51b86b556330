"""What must not matter to a site: building again, more processes, hash seeds, other notes."""

from __future__ import annotations

from random import Random

import pytest

from tests.conftest import MakeWiki
from tests.oracles import compare, editor
from tests.oracles.sample import NOT_EXECUTED, SAMPLE
from tests.wikis import Wiki

FILLERS_FEW, FILLERS_MANY = 24, 294
CUT = """
from pathlib import Path

def cut_off(app, exception):
    if Path(app.srcdir, "cut").exists():
        raise KeyboardInterrupt

def setup(app):
    app.connect("build-finished", cut_off, priority=0)
"""
CORE = ("tensors", "maths/matrix", "dot_product", "notebook", "deutsch")


def state(wiki: Wiki) -> dict[str, tuple[int, bytes]]:
    """Give the time and the bytes of every file of the site and of the doctrees."""
    return {
        path.as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for folder in (wiki.outdir, wiki.doctrees)
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewritten(wiki: Wiki) -> list[str]:
    """Build once more and give the files that this touched."""
    before = state(wiki)
    wiki.build()
    after = state(wiki)
    return sorted(
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


def test_a_second_build_writes_nothing(make_wiki: MakeWiki) -> None:
    assert rewritten(make_wiki(SAMPLE, NOT_EXECUTED).build()) == []


def test_a_build_after_a_deletion_was_built_writes_nothing(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, NOT_EXECUTED).build()
    wiki.remove("deutsch.md")
    assert rewritten(wiki.build()) == []


def test_a_build_after_an_edit_was_built_writes_nothing(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, NOT_EXECUTED).build()
    wiki.write("deutsch.md", "# Anders\n\nGanz kurz.\n")
    assert rewritten(wiki.build()) == []


def test_nothing_is_written_into_the_notes_folder(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, NOT_EXECUTED).build()
    found = {p.relative_to(wiki.source).as_posix() for p in wiki.source.rglob("*") if p.is_file()}
    assert found == {*SAMPLE, "conf.py"}


def test_a_new_sentence_changes_one_page(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(SAMPLE, NOT_EXECUTED).build()
    before = wiki.files()
    text = str(SAMPLE["deutsch.md"]).replace("## Quellen", "Noch ein Satz.\n\n## Quellen")
    wiki.write("deutsch.md", text)
    changed = compare.differences(before, wiki.build().files())
    assert [path for path in changed if path.endswith(".html")] == ["deutsch.html"]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """A wiki of 40 notes, built by one process."""
    random = Random(40)
    notes = editor.start(random, notes=40)
    files = notes.files()
    wiki = Wiki.create(tmp_path_factory.mktemp("processes"), files)
    wiki.write("conf.py", files["conf.py"])
    return wiki.build_apart(hash_seed=1)


@pytest.mark.parametrize(("processes", "hash_seed"), [(1, 2), (4, 1), (4, 2)], ids=str)
def test_processes_and_hash_seeds_do_not_matter(
    serial: Wiki, processes: int, hash_seed: int
) -> None:
    other = serial.copy(f"j{processes}-seed{hash_seed}")
    other.build_apart("-j", str(processes), hash_seed=hash_seed)
    assert compare.describe(serial.files(), other.files(), ("serial", "other")) == ""


@pytest.fixture(scope="module")
def few(make_shared_wiki: MakeWiki) -> Wiki:
    """The sample among a few notes that have nothing to do with it."""
    return make_shared_wiki({**SAMPLE, **fillers(FILLERS_FEW)}, NOT_EXECUTED).build()


@pytest.fixture(scope="module")
def many(make_shared_wiki: MakeWiki) -> Wiki:
    """The same sample among many."""
    return make_shared_wiki({**SAMPLE, **fillers(FILLERS_MANY)}, NOT_EXECUTED).build()


def fillers(count: int) -> dict[str, str]:
    """Give *count* notes that link to one another and to nothing else."""
    return {
        f"filler/note{number:04}.md": f"---\ndate: 2023-03-0{number % 9 + 1}\n"
        f"categories: [filler, maths]\n---\n\n# Filler {number}\n\n"
        f"Follows [](note{max(0, number - 1):04}.md).\n\n## Sources\n\n"
        f"- [Filler source {number}](https://example.org/{number})\n"
        for number in range(count)
    }


@pytest.mark.parametrize("page", CORE)
def test_a_page_does_not_depend_on_how_many_notes_there_are(
    few: Wiki, many: Wiki, page: str
) -> None:
    path = f"{page}.html"
    one, two = ({path: wiki.read(path).encode()} for wiki in (few, many))
    assert compare.describe(one, two, ("few notes", "many notes")) == ""


def test_pages_of_a_build_that_was_cut_off_follow_when_the_edit_is_undone(
    make_wiki: MakeWiki,
) -> None:
    first = {"a.md": "# A\n\n[](b.md)\n", "b.md": "# Before\n"}
    wiki = make_wiki(first, CUT).build()
    wiki.write("b.md", "# Meanwhile\n")
    wiki.write("cut", "")
    with pytest.raises(KeyboardInterrupt):
        wiki.build()
    shown = "Meanwhile" in wiki.html("a")
    wiki.remove("cut")
    wiki.write("b.md", first["b.md"])
    wiki.build()
    assert (shown, "Meanwhile" in wiki.html("a")) == (True, False)
