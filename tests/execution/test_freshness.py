"""What a result depends on is its key: code, options that matter, kernel, folder and files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import MakeWiki
from tests.execution.test_running import cells, output
from tests.oracles import compare
from tests.wikis import ROOT, Wiki

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
    "lock.txt": "1",
}  # fmt: skip


@pytest.fixture
def wiki(make_wiki: MakeWiki) -> Wiki:
    return make_wiki(FILES).build_apart()


def ran(wiki: Wiki) -> set[str]:
    """Give the notes whose code the last build ran."""
    lines = [line for line in wiki.log.splitlines() if " of " in line and "running code..." in line]
    return {line.split(": ", 1)[1].split(",")[0].split(" (")[0] for line in lines}


def test_a_first_build_runs_everything_and_a_second_nothing(wiki: Wiki) -> None:
    assert ran(wiki) == {name.removesuffix(".md") for name in FILES if name.endswith(".md")}
    wiki.build_apart()
    assert ran(wiki) == set()


@pytest.mark.parametrize(
    ("path", "text", "note", "words"),
    [
        ("data.csv", "c,d", "data", "c,d"),
        ("helper.py", "word = 'new'\n", "helper", "new"),
        ("tools/words.py", "word = 'new'\n", "package", "new"),
        ("parts/two.txt", "2", "folder", "two.txt"),
        ("later.txt", "it is here", "missing", "it is here"),
        ("named.txt", "new", "named", "new"),
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
    wiki.remove("data.csv")
    wiki.build_apart()
    assert ran(wiki) == {"data"}
    assert "FileNotFoundError" in wiki.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "Prose before.\n\n" + cells("print('first', 1)") + "Prose after.\n",
        cells("#| echo: false\n#| fig-cap: Words\nprint('first', 1)"),
        cells("print('first', 1)", front="title: Another\ndate: 2024-01-02"),
    ],
    ids=["prose", "display options", "front matter"],
)
def test_what_does_not_matter_runs_nothing(wiki: Wiki, text: str) -> None:
    wiki.write("code.md", text)
    wiki.build_apart()
    assert ran(wiki) == set()
    assert "first 1" in output(wiki, "code")


def test_going_back_runs_nothing(wiki: Wiki) -> None:
    wiki.write("data.csv", "c,d")
    wiki.build_apart()
    wiki.write("data.csv", "a,b")
    wiki.build_apart()
    assert ran(wiki) == set()
    assert "a,b" in output(wiki, "data")


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


def test_an_incremental_build_equals_a_clean_one(wiki: Wiki) -> None:
    wiki.write("data.csv", "c,d")
    wiki.write("code.md", cells("print('other')", "1 / 0"))
    wiki.remove("folder.md")
    wiki.build_apart()
    fresh = wiki.copy("clean")
    fresh.build_apart()
    assert compare.describe(wiki.files(), fresh.files(), ("incremental", "clean")) == ""


@pytest.mark.parametrize("delay", [0.6, 1.2, 1.8, 2.4, 3.0])
def test_a_build_that_is_killed_leaves_nothing_that_matters(
    make_wiki: MakeWiki, delay: float
) -> None:
    wiki = make_wiki(FILES)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(wiki.doctrees), str(wiki.source)]
    process = subprocess.Popen(
        [*command, str(wiki.outdir)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    wiki.build_apart()
    fresh = wiki.copy("clean")
    fresh.build_apart()
    assert compare.describe(wiki.files(), fresh.files(), ("after the kill", "clean")) == ""


def test_two_builds_at_once_do_not_disturb_each_other(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(wiki.doctrees), str(wiki.source)]
    both = [
        subprocess.Popen(
            [*command, str(wiki.outdir)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in both:
        _out, said = process.communicate()
        assert process.returncode == 0, said
        assert "Traceback" not in said
    wiki.build_apart()
    fresh = wiki.copy("clean")
    fresh.build_apart()
    assert compare.describe(wiki.files(), fresh.files(), ("after both", "clean")) == ""
