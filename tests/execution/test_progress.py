"""Progress is one line that changes on a terminal, and a line for each note elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_wiki.execution import progress
from sphinx_wiki.execution.model import Failure, Result
from tests.execution.codes import job


class Log:
    """Keeps what is said, as a terminal gets it."""

    def __init__(self) -> None:
        self.said = ""

    def info(self, words: str, *arguments: object, nonl: bool = False) -> None:
        self.said += (words % arguments) + ("" if nonl else "\n")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    log = Log()
    monkeypatch.setattr(progress, "_LOGGER", log)
    return log


def work(tmp_path: Path) -> None:
    """Tell of two notes, one of which fails."""
    shown = progress.Progress()
    one, two = job(tmp_path, "one", "1"), job(tmp_path, "two", "1 / 0")
    shown.begin(2)
    shown.started(one)
    shown.started(two)
    shown.done(one, Result([]), 0.5)
    shown.done(two, Result([], Failure("error", 0, "ZeroDivisionError", "division by zero")), 70)
    shown.end()


def test_a_log_has_a_line_for_each_note(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "terminal_supports_colour", lambda: False)
    work(tmp_path)
    assert log.said.splitlines() == [
        "running code of 2 notes...",
        "running code... 1 of 2: one, 0.5 s, 0.0 s left",
        "running code... 2 of 2: two (ZeroDivisionError), 1 min 10 s",
    ]


def test_a_terminal_has_one_line_that_names_what_runs(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "terminal_supports_colour", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    work(tmp_path)
    assert log.said.count("\n") == 2
    states = [state.removeprefix("\x1b[2K") for state in log.said.split("\n")[1].split("\r")]
    assert states[1] == "running code... 0 of 2: one, two"
    assert states[2] == "running code... 1 of 2, 0.0 s left: two"
    assert states[-1] == "running code... done, 2 of 2, 0.0 s"


def test_a_long_line_does_not_wrap(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "terminal_supports_colour", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    progress.Progress().started(job(tmp_path, "a_note_with_a_name_that_is_long", "1"))
    assert len(log.said.removeprefix("\x1b[2K").rstrip("\r")) < 40
