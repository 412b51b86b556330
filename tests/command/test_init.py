"""Adopting a folder: what it finds, writes and leaves alone, and that what it writes works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from sphinx_wiki.command import main
from sphinx_wiki.command.init.survey import survey
from sphinx_wiki.facts.fields import FIELDS
from tests.command.programs import run
from tests.wikis import ROOT, Wiki

NOTES = {
    "index.md": '# My "own" wiki: 1 \\ 2\n\nSee [](code.md).\n',
    "code.md": "# Code\n\n```{code-cell}\n1 + 1\n```\n",
    "refs.bib": "",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write *files* into *folder*, and give it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def adopted(tmp_path: Path) -> Path:
    """A folder of notes after the command."""
    folder = write(tmp_path / "notes", NOTES)
    assert main(["init", str(folder)]) == 0
    return folder


def test_the_conf_py_builds_without_a_warning(adopted: Path, tmp_path: Path) -> None:
    wiki = Wiki(adopted, tmp_path / "site", tmp_path / "doctrees")
    wiki.build_apart("-W")
    names: dict[str, Any] = {}
    exec((adopted / "conf.py").read_text(encoding="utf-8"), names)
    assert names["project"] == 'My "own" wiki: 1 \\ 2'


def test_a_project_of_quarto_is_a_wiki_after_it(tmp_path: Path) -> None:
    front = "title: Study wiki\nlisting:\n  contents: notes\n  sort: date desc\n"
    folder = write(
        tmp_path / "project",
        {
            "_quarto.yml": "project: {type: website}\nwebsite: {title: Study wiki}\n"
            "format: {html: {theme: darkly, toc: true}}\n",
            "index.qmd": f"---\n{front}---\n",
            "notes/qlora.qmd": "---\ntitle: QLoRA\n---\n\nSee [it](quantization.qmd).\n",
            "notes/quantization.qmd": "---\ntitle: Quantization\ndate: 2024-07-07\n---\n\nText\n",
        },
    )
    assert main(["init", str(folder)]) == 0
    wiki = Wiki(folder, tmp_path / "site", tmp_path / "doctrees").build_apart("-W")
    titles = wiki.article("index").select(".wiki-entry-title")
    assert [title.get_text().strip() for title in titles] == ["Quantization", "QLoRA"]


def test_it_says_what_it_found_and_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path, {**NOTES, ".obsidian/app.json": "{}", "_quarto.yml": ""})
    main(["init", str(folder)])
    out = capsys.readouterr().out
    found = f"Found in '{folder}': an Obsidian vault, a Quarto project, 2 notes (1 with code), "
    assert out.startswith(found + "1 bibliography file.\n")
    assert all(path.name in out for path in folder.rglob("*.yaml"))


def test_it_touches_no_note(adopted: Path) -> None:
    assert {name: (adopted / name).read_text(encoding="utf-8") for name in NOTES} == NOTES


def test_a_second_run_writes_nothing(adopted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in adopted.rglob("*")}
    capsys.readouterr()
    assert main(["init", str(adopted)]) == 0
    assert {path: path.stat().st_mtime_ns for path in adopted.rglob("*")} == before
    out = capsys.readouterr().out
    assert "Wrote" not in out
    assert "Left as they are:" in out


def test_files_that_are_there_stay_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = {"conf.py": "project = 'Mine'\n", "Makefile": "all:\n", "requirements.txt": "numpy\n"}
    main(["init", str(write(tmp_path, mine))])
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in mine} == mine
    out = capsys.readouterr().out
    assert 'add "sphinx_wiki" to its extensions' in out
    assert "add sphinx-wiki to it" in out


def test_a_link_to_nowhere_counts_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "conf.py").symlink_to(tmp_path / "gone" / "conf.py")
    assert main(["init", str(tmp_path)]) == 0
    assert (tmp_path / "conf.py").is_symlink()


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--dry-run", str(tmp_path)]) == 0
    assert list(tmp_path.iterdir()) == []
    assert "Would write:" in capsys.readouterr().out


def test_gitignore_gets_the_lines_it_lacks(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.log\n/_site", encoding="utf-8")
    main(["init", str(tmp_path)])
    text = (tmp_path / ".gitignore").read_text(encoding="utf-8")
    assert text == "*.log\n/_site\n.venv/\n__pycache__/\n"


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"_quarto.yml": "website:\n  title: Study wiki\n", "index.md": "# No\n"}, "Study wiki"),
        ({".obsidian/app.json": "{}", "index.md": "# No\n"}, "Old notes"),
        ({"index.md": "---\ntitle: From the head\n---\n\n# No\n"}, "From the head"),
        ({"README.md": "Words.\n\n# First heading #\n"}, "First heading"),
        ({"note.md": "# A note\n"}, "Old notes"),
    ],
)
def test_the_name_is_what_the_notes_say(
    files: Mapping[str, str], name: str, tmp_path: Path
) -> None:
    assert survey(write(tmp_path / "old_notes", files), None).project == name


def test_a_name_can_be_given(tmp_path: Path) -> None:
    main(["init", str(tmp_path), "--project", "It's\nmine"])
    names: dict[str, Any] = {}
    exec((tmp_path / "conf.py").read_text(encoding="utf-8"), names)
    assert names["project"] == "It's mine"


def test_services_read_files_at_the_top_of_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "ref: refs/heads/trunk\n", "my notes/a.md": "# A\n"})
    main(["init", str(tmp_path / "my notes")])
    docs = yaml.safe_load((tmp_path / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert docs["sphinx"]["configuration"] == "my notes/conf.py"
    assert docs["python"]["install"] == [{"requirements": "my notes/requirements.txt"}]
    text = (tmp_path / ".github" / "workflows" / "wiki.yml").read_text(encoding="utf-8")
    flow = yaml.load(text, yaml.BaseLoader)
    assert flow["on"]["push"]["branches"] == ["trunk"]
    runs = [step["run"] for step in flow["jobs"]["build"]["steps"] if "run" in step]
    assert runs[0] == "pip install -r 'my notes/requirements.txt'\n"
    assert "'my notes' " in runs[1]


def test_the_makefile_builds_and_checks(adopted: Path, tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("there is no make")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": programs, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}

    def make(*targets: str) -> str:
        done = subprocess.run(
            ["make", *targets], cwd=adopted, env={**os.environ, **settings},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert "make livehtml  serve the notes" in make()
    make("html", "SPHINXOPTS=-W")
    assert (adopted / "_site" / "code.html").is_file()
    assert "0 errors" in make("check")
    make("clean")
    assert not (adopted / "_site").exists()


def test_the_files_of_the_editor_are_json(adopted: Path) -> None:
    files = sorted((adopted / ".vscode").iterdir())
    assert len(files) == 4
    for path in files:
        assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)


def test_the_schema_knows_every_key_of_front_matter(adopted: Path) -> None:
    schema = json.loads((adopted / ".vscode" / "note.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [f.name for f in FIELDS if f.name not in schema["properties"]] == []
    assert not Draft202012Validator(schema).is_valid({"order": "first"})


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".vscode").touch()
    done = run("init", tmp_path)
    assert done.returncode == 2
    assert (done.stderr.count("\n"), done.stderr.count("Traceback")) == (1, 0)
