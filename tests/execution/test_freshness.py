"""What a result depends on is its key: code, options that matter, kernel, folder and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_wiki.execution.store import PLACE, Store
from tests.conftest import MakeWiki
from tests.execution.test_running import cells, output
from tests.oracles import compare
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "code.md": cells("print('first', 1)"),
    "data.md": cells("print(open('data.csv').read())"),
    "data.csv": "a,b",
    "helper.md": cells("import helper\nprint(helper.word)"),
    "helper.py": "word = 'old'\n",
    "package.md": cells("from tools.words import word\nprint(word)"),
    "tools/__init__.py": "",
    "tools/words.py": "word = 'old'\n",
    "folder.md": cells("import glob\nprint(sorted(glob.glob('parts/*.txt')))"),
    "parts/one.txt": "1",
    "missing.md": cells("import os\n#| error: true\nprint(open('later.txt').read())"),
    "named.md": cells("import subprocess\nprint(subprocess.getoutput('cat named.txt'))",
                      front="execute: {depends-on: named.txt}"),
    "named.txt": "old",
    "declared.md": cells(
        "import os\nprint(sum(len(found[2]) for found in os.walk('in' + 'puts')))",
        front="execute: {depends-on: [inputs, lock.txt]}",
    ),
    "inputs/deep/a.txt": "old",
    "lock.txt": "1",
    "gone.md": cells("print(open('gone.csv').read())"),
    "gone.csv": "a,b",
    "same.md": cells("print('as', 'it is')"),
    "draws.md": cells("import plotly.express as px\npx.line(y=[1, 2])"),
    "back.md": cells("print(open('back.csv').read())"),
    "back.csv": "1,2",
}  # fmt: skip

CONF = 'suppress_warnings = ["wiki.duplicate"]\n'


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """The notes, built; each test changes something of its own and builds once more."""
    return make_shared_wiki(FILES, CONF).build_apart()


def ran(wiki: Wiki) -> set[str]:
    """Give the notes whose code the last build ran."""
    lines = [line for line in wiki.log.splitlines() if " of " in line and "running code..." in line]
    return {line.split(": ", 1)[1].split(",")[0].split(" (")[0] for line in lines}


def test_a_second_build_runs_nothing(wiki: Wiki) -> None:
    wiki.build_apart()
    assert ran(wiki) == set()


def test_a_new_file_concerns_no_note_that_did_not_look_for_it(wiki: Wiki) -> None:
    wiki.write("beside.txt", "new")
    wiki.build_apart()
    assert "0 added, 0 changed, 0 removed" in wiki.log


@pytest.mark.parametrize(
    ("path", "text", "note", "words"),
    [
        ("data.csv", "c,d", "data", "c,d"),
        ("helper.py", "word = 'new'\n", "helper", "new"),
        ("tools/words.py", "word = 'new'\n", "package", "new"),
        ("parts/two.txt", "2", "folder", "two.txt"),
        ("later.txt", "it is here", "missing", "it is here"),
        ("named.txt", "new", "named", "new"),
        ("inputs/deep/b.txt", "new", "declared", "2"),
        ("code.md", cells("print('second', 2)"), "code", "second 2"),
    ],
)
def test_a_change_runs_exactly_the_notes_that_used_it(
    wiki: Wiki, path: str, text: str, note: str, words: str
) -> None:
    wiki.write(path, text)
    wiki.build_apart()
    assert ran(wiki) == {note}
    assert words in output(wiki, note)


def test_a_file_that_vanishes_runs_the_notes_that_used_it(wiki: Wiki) -> None:
    wiki.remove("gone.csv")
    wiki.build_apart()
    assert ran(wiki) == {"gone"}
    assert "FileNotFoundError" in wiki.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Prose before.\n\n" + cells("print('as', 'it is')") + "Prose after.\n",
        cells(":tags: [hide-input, my-own]\n\nprint('as', 'it is')"),
        cells("#| echo: false\n#| fig-cap: Words\nprint('as', 'it is')"),
        cells("print('as', 'it is')", front="title: Another\ndate: 2024-01-02"),
        cells("print('as', 'it is')", front="execute: {echo: false}"),
    ],
    ids=["prose", "tags", "display options", "front matter", "execute"],
)
def test_what_does_not_matter_runs_nothing(wiki: Wiki, text: str) -> None:
    wiki.write("same.md", text)
    wiki.build_apart()
    assert ran(wiki) == set()
    assert "as it is" in output(wiki, "same")


def test_going_back_runs_nothing(wiki: Wiki) -> None:
    for text in ("3,4", "1,2"):
        wiki.write("back.csv", text)
        wiki.build_apart()
    assert ran(wiki) == set()
    assert "1,2" in output(wiki, "back")


def test_cleared_results_are_made_again(wiki: Wiki) -> None:
    store = Store(wiki.doctrees / PLACE)
    for record, _size, _used in list(store.records()):
        store.delete(record)
    wiki.build_apart()
    assert len(ran(wiki)) == len(wiki.json()["notes"])


def test_after_all_this_the_site_equals_a_clean_one(wiki: Wiki) -> None:
    fresh = wiki.copy("clean")
    fresh.build_apart()
    assert compare.describe(wiki.files(), fresh.files(), ("incremental", "clean")) == ""


def test_a_file_that_all_depend_on_runs_all(make_wiki: MakeWiki) -> None:
    files = {"a.md": cells("1"), "b.md": cells("2"), "lock.txt": "1"}
    wiki = make_wiki(files, "wiki_execution_depends = ['lock.txt']\n").build_apart()
    wiki.write("lock.txt", "2")
    wiki.build_apart()
    assert ran(wiki) == {"a", "b"}


def test_a_note_that_was_ended_runs_again(make_wiki: MakeWiki) -> None:
    code = "import time, os\nif not os.path.exists('/tmp/none'): time.sleep(60)"
    wiki = make_wiki({"a.md": cells(code, front="execute: {timeout: 1}")}).build_apart()
    wiki.build_apart()
    assert ran(wiki) == {"a"}


def test_a_note_that_failed_by_itself_does_not_run_again(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": cells("1 / 0")}).build_apart()
    wiki.write("a.md", cells("1 / 0") + "More.\n")
    wiki.build_apart()
    assert ran(wiki) == set()
    assert "ZeroDivisionError" in wiki.warnings[0]


def test_a_package_that_is_installed_later_is_noticed(make_wiki: MakeWiki, tmp_path: Path) -> None:
    code = f"import sys\nsys.path.append({str(tmp_path / 'lib')!r})\nimport late\nlate.word"
    wiki = make_wiki({"a.md": cells(code)}).build_apart()
    assert "ModuleNotFoundError" in wiki.warnings[0]
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "late.py").write_text("word = 'installed'", encoding="utf-8")
    wiki.build_apart()
    assert "installed" in output(wiki, "a")


def test_a_declared_file_that_does_not_exist_is_said(make_wiki: MakeWiki) -> None:
    files = {"a.md": cells("1", front="execute: {depends-on: dta.csv}"), "data.csv": ""}
    wiki = make_wiki(files).build_apart()
    (warning,) = wiki.warnings
    assert warning == (
        "a.md: WARNING: depends-on names dta.csv, which does not exist. "
        "Did you mean 'data.csv'? [wiki.execution]"
    )


def test_results_that_cannot_be_kept_are_shown(make_wiki: MakeWiki, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    conf = f"nb_execution_cache_path = {str(tmp_path / 'file')!r}\n"
    wiki = make_wiki({"a.md": cells("6 * 7", title="A"), "b.md": cells("'b'", title="B")}, conf)
    wiki.build_apart()
    assert "42" in output(wiki, "a")
    (warning,) = wiki.warnings
    assert warning.startswith("WARNING: The results of code cannot be kept")
