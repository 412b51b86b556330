"""The language of what live preview says, and what it says of values that there are not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_wiki.live.words import PANEL, panel
from tests.conftest import MakeWiki
from tests.live.desk import Bench
from tests.wikis import CONF, ROOT

GERMAN = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "de", "LC_ALL": "de_DE.UTF-8"}


def test_the_words_of_pages_are_in_the_language_of_the_wiki(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki({"a.md": "# A\n"}, conf=CONF + "language = 'de'\n"))
    words = panel(bench.build().language)
    assert words["{number} warnings"] == "{number} Warnungen"


def test_the_words_of_pages_in_a_language_that_there_is_not_are_as_they_are() -> None:
    assert panel("eo") == {text: text for text in PANEL}


def test_the_terminal_speaks_the_language_of_its_user() -> None:
    code = "from sphinx_wiki.live.words import _; print(_('1 note read'))"
    said = subprocess.run(
        [sys.executable, "-c", code], env=GERMAN, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "1 Notiz gelesen"


def test_an_unknown_value_is_said_with_the_nearest(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki({"a.md": "# A\n"}), html_titel="Notes")
    [problem] = bench.build().problems
    assert problem.text.endswith("ignoring. Did you mean 'html_title'?")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["."], "gibt es keine conf.py"),
        (["--editor", "no", "."], "der Editor ist einer von"),
        (["-D", "no", "."], "erwartet wird NAME=WERT"),
        (["--port", "70000", "."], "sie enden bei 65535"),
    ],
)
def test_what_cannot_be_is_said_in_the_language_of_the_user(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    if arguments != ["."]:
        (tmp_path / "conf.py").write_text(CONF)
    command = [sys.executable, "-m", "sphinx_wiki.command", "live", *arguments]
    environment = {**GERMAN, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 2
    assert said in done.stderr


def test_the_page_before_the_first_build_is_in_the_language_of_the_user() -> None:
    code = "from sphinx_wiki.live import server; print(server._waiting().decode())"
    said = subprocess.run(
        [sys.executable, "-c", code], env=GERMAN, capture_output=True, text=True, check=True
    )
    assert '<html lang="de">' in said.stdout
    assert "<h1>Noch nicht da</h1>" in said.stdout
