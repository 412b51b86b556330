"""The command behaves as programs do: help, errors of one line, completion, pipes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sphinx_wiki import __version__
from sphinx_wiki.command import main
from sphinx_wiki.command.program import COMMANDS
from tests.command.programs import run
from tests.wikis import ROOT


def errors(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Give what the command says to a wrong line, which it refuses with status 2."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    return err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sphinx-wiki {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_and_option_has_a_help_text(command: click.Command) -> None:
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert command.help and command.short_help
    assert [option.name for option in options if not option.help] == []


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert [each.name for each in COMMANDS if f"\n  {each.name} " not in out] == []


def test_no_command_shows_the_help_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Commands:" in errors(capsys)


def test_an_unknown_command_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert errors(capsys, "completoin") == (
        "sphinx-wiki: No such command 'completoin'. Did you mean 'completion'?\n"
    )


def test_an_unknown_option_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert errors(capsys, "cache", "--claer") == (
        "sphinx-wiki cache: No such option '--claer'. Did you mean '--clear'?\n"
    )


def test_a_wrong_word_is_named_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    found = errors(capsys, "completion", "bsh")
    assert found.endswith("found 'bsh'; expected one of bash, zsh, fish. Did you mean 'bash'?\n")


def test_a_folder_that_is_none_is_named_with_the_nearest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    found = errors(capsys, "cache", str(tmp_path / "ntes"))
    assert found.endswith(f"there is no folder '{tmp_path}/ntes'. Did you mean 'notes'?\n")
    assert found.count("\n") == 1


def test_a_file_is_no_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    assert "is a file; expected a folder." in errors(capsys, "cache", str(tmp_path / "a.md"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "_SPHINX_WIKI_COMPLETE" in capsys.readouterr().out


def test_bash_completes_commands_and_options() -> None:
    if not Path("/bin/bash").exists():
        pytest.skip("there is no bash")

    def completed(line: str, word: str) -> str:
        words = {"COMP_WORDS": line, "COMP_CWORD": word, "_SPHINX_WIKI_COMPLETE": "bash_complete"}
        return run(environment=words).stdout

    assert completed("sphinx-wiki ca", "1") == "plain,cache\n"
    assert completed("sphinx-wiki cache --c", "2") == "plain,--clear\n"


def test_a_broken_pipe_is_quiet() -> None:
    code = "import sys; from sphinx_wiki.command import main; sys.exit(main(['--help']))"
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, check=False
    )
    os.close(writer)
    assert done.stderr == b""


def test_a_full_disk_is_said_in_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sphinx_wiki.command", "--help"],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    """Run *code* in a fresh Python, and give how it ended and what it said."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_ctrl_c_ends_it_without_a_word() -> None:
    code = (
        "import os, signal, sys, sphinx_wiki.command as c, sphinx_wiki.command.program\n"
        # Where tests run in the background, it may be ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "cache = sys.modules['sphinx_wiki.command.cache']\n"
        "cache.find = lambda folder: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(c.main(['cache']))"
    )
    done = run_python(code)
    assert done.returncode == 128 + signal.SIGINT
    assert (done.stdout.strip(), done.stderr.strip()) == ("", "")


def test_ctrl_c_ends_it_without_a_word_while_it_is_loaded() -> None:
    code = (
        "import os, signal, sys, sphinx_wiki.command as c\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "sys.exit(c.main(['--help']))"
    )
    done = run_python(code)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGINT, "", "")


def test_it_starts_without_sphinx_and_what_notes_run_with() -> None:
    code = (
        "import sys, sphinx_wiki.command.program\n"
        "heavy = ('sphinx', 'docutils', 'myst_nb', 'nbformat', 'pandas', 'yaml', 'markdown_it')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = run_python(code)
    assert (done.returncode, done.stdout) == (0, "[]\n")


def test_the_documentation_names_every_option_of_every_command() -> None:
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## `(\w+)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    named = {name: set(re.findall(r"(?<!\S)`(--[\w-]+)", text)) for name, text in sections.items()}
    assert named == {
        command.name: {
            max(each.opts, key=len) for each in command.params if isinstance(each, click.Option)
        }
        for command in COMMANDS
    }
