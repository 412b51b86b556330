"""What counts as one change of the wiki."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_wiki.live import watch
from sphinx_wiki.live.watch import Relevance, bursts


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """More patience than a busy machine needs."""
    monkeypatch.setattr(watch, "_PATIENCE", 5.0)


Step = Callable[[Path], object]


def seen(folder: Path, *steps: Step, pause: float) -> list[set[str]]:
    """Give the names of what changed, burst by burst, when *steps* are taken with a *pause*."""

    async def watch() -> list[set[str]]:
        stop = asyncio.Event()

        async def take() -> None:
            await asyncio.sleep(0.3)
            for step in steps:
                step(folder)
                await asyncio.sleep(pause)
            await asyncio.sleep(0.6)
            stop.set()

        taking = asyncio.create_task(take())
        changes = bursts([folder], Relevance(folder, ()), stop)
        found = [{path.name for path in paths} async for paths in changes]
        await taking
        return found[1:]

    return asyncio.run(watch())


def emptied(folder: Path) -> None:
    (folder / "a.md").write_text("")


def written(folder: Path) -> None:
    (folder / "a.md").write_text("Text.")


def moved_away(folder: Path) -> None:
    (folder / "a.md").rename(folder / "a.md~")


def deleted(folder: Path) -> None:
    (folder / "a.md").unlink()


@pytest.mark.parametrize("first", [emptied, moved_away, deleted])
def test_a_save_in_two_steps_is_one_change(tmp_path: Path, first: Step) -> None:
    written(tmp_path)
    assert seen(tmp_path, first, written, pause=0.1) == [{"a.md"}]


@pytest.mark.parametrize("only", [emptied, deleted])
def test_a_note_that_stays_empty_or_gone_is_a_change(tmp_path: Path, only: Step) -> None:
    written(tmp_path)
    assert seen(tmp_path, only, pause=0.1) == [{"a.md"}]


def test_a_checkout_of_a_hundred_files_is_one_change(tmp_path: Path) -> None:
    def some(folder: Path) -> None:
        for number in range(10):
            (folder / f"{number}-{time.time_ns()}.md").write_text("Text.")

    found = seen(tmp_path, *[some] * 10, pause=0.05)
    assert [len(each) for each in found] == [100]
