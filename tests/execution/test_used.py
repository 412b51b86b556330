"""A result depends on exactly those files of the notes folder that its code used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_wiki.execution.model import Result
from tests.execution.codes import run_all, text

FILES = {
    "data.csv": "a,b\n1,2\n",
    "numbers.txt": "1 2 3",
    "helper.py": "import deep\nword = deep.word\n",
    "deep.py": "word = 'deep'\n",
    "tools/__init__.py": "",
    "tools/words.py": "word = 'tool'\n",
    "tools/unused.py": "",
    "parts/one.txt": "1",
    "other.md": "# Other\n",
}

CODES: dict[str, tuple[str, set[str]]] = {
    "nothing": ("1 + 1", set()),
    "open": ("print(open('data.csv').read())", {"data.csv"}),
    "open_twice": ("open('data.csv'); open('numbers.txt')", {"data.csv", "numbers.txt"}),
    "computed_name": ("open('data' + '.csv').read()", {"data.csv"}),
    "pandas": ("import pandas\npandas.read_csv('data' + '.csv')", {"data.csv"}),
    "numpy": ("import numpy\nnumpy.loadtxt('numbers' + '.txt')", {"numbers.txt"}),
    "import": ("import deep", {"deep.py"}),
    "import_of_import": ("import helper", {"helper.py", "deep.py"}),
    "package": ("from tools.words import word", {"tools/__init__.py", "tools/words.py"}),
    "script": ("%run deep.py", {"deep.py"}),
    "folder": ("import os; os.listdir('parts')", {"parts"}),
    "glob": ("import glob; glob.glob('parts/*.txt')", {"parts"}),
    "missing": ("try:\n    open('later' + '.txt')\nexcept OSError:\n    pass", {"later.txt"}),
    "asked_for": ("import os; os.path.exists('config.toml')", {"config.toml"}),
    "missing_module": (
        "try:\n    import later\nexcept ImportError:\n    pass",
        {"later.py", "later/__init__.py"},
    ),
    "database": ("import sqlite3; sqlite3.connect('notes' + '.db').close()", {"notes.db"}),
    "shell": ("!cat data.csv", {"data.csv"}),
    "other_program": ("import subprocess; subprocess.run(['cat', 'data.csv'])", {"data.csv"}),
    "written": ("open('made.txt', 'w').write('x'); open('made.txt').read()", set()),
    "replaced": (
        "import os\nopen('tmp~', 'w').write('x')\nos.replace('tmp~', 'end.txt')\nopen('end.txt')",
        set(),
    ),
    "picture": ("import matplotlib.pyplot as p; p.plot([1]); p.savefig('made.png')", set()),
    "elsewhere": ("open('/etc/passwd').read()", set()),
    "a_library": ("import json.tool, plotly.express", set()),
    "moved_away": ("import os\nos.chdir('parts')\nopen('one.txt').read()", {"parts/one.txt"}),
    "no_file": ("'1.5', 'e.g. this', 'https://example.org/a.csv', 'x y.z'", set()),
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    root = tmp_path_factory.mktemp("notes")
    for path, content in FILES.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return run_all(root, {name: code for name, (code, _files) in CODES.items()})


@pytest.mark.parametrize("name", CODES)
def test_a_result_depends_on_what_its_code_used(results: dict[str, Result], name: str) -> None:
    # A name without a file is waited for, and the one in moved_away is not in its first folder.
    assert set(results[name].files) - {"one.txt"} == CODES[name][1]


@pytest.mark.parametrize("name", CODES)
def test_a_result_may_be_kept(results: dict[str, Result], name: str) -> None:
    assert results[name].final


def test_a_file_that_changes_while_code_runs_makes_its_result_be_run_again(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("old", encoding="utf-8")
    code = (
        "import subprocess, sys\ntext = open('data.csv').read()\n"
        "subprocess.run([sys.executable, '-c', \"open('data.csv', 'w').write('newer')\"])\ntext"
    )
    result = run_all(tmp_path, {"note": code})["note"]
    assert "old" in text(result)
    assert not result.final


def test_what_code_writes_back_to_is_no_reason_to_run_it_again(tmp_path: Path) -> None:
    (tmp_path / "count.txt").write_text("1", encoding="utf-8")
    code = "n = int(open('count.txt').read())\nopen('count.txt', 'w').write(str(n + 1))"
    assert run_all(tmp_path, {"note": code})["note"].final


@pytest.mark.parametrize(
    ("code", "final"),
    [
        ("1 / 0", True),
        ("undefined", True),
        ("open('not_there.txt')", True),
        ("import package_that_is_not_installed", False),
        ("open('/nowhere/at.all')", False),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", False),
        ("import sys; sys.modules.pop('_sphinx_wiki_recorder')", False),
    ],
)
def test_what_may_end_otherwise_next_time_runs_again(
    tmp_path: Path, code: str, final: bool
) -> None:
    assert run_all(tmp_path, {"note": code})["note"].final is final


def test_compiled_modules_elsewhere_are_known_by_their_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes, compiled = tmp_path / "notes", tmp_path / "compiled"
    notes.mkdir()
    (notes / "helper.py").write_text("word = 1\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(compiled))
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    subprocess.run([sys.executable, "-c", "import helper"], cwd=notes, check=True)
    assert list(compiled.rglob("helper.*.pyc"))
    assert set(run_all(notes, {"note": "import helper"})["note"].files) == {"helper.py"}
