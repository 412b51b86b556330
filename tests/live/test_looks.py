"""The process that takes first looks, as the one that builds sees it."""

from __future__ import annotations

from multiprocessing.connection import Connection, Pipe

import pytest

from sphinx_wiki.live import looks
from sphinx_wiki.live.looks import Looks


def made() -> tuple[Looks, Connection]:
    """Give what sees such a process, and the end of the line that this has."""
    here, _ = Pipe()
    seen = Looks(here, here, lambda: 2)
    seen._control, there = Pipe()
    return seen, there


def waits_for(seen: Looks, number: int) -> bool:
    """Tell whether a build would wait for the look of a request in another such process."""
    seen._control, _there = Pipe()
    interrupted, more = Pipe()
    more.send("another request")
    try:
        seen.wait(number, interrupted)
    except InterruptedError:
        return True
    return False


def test_a_look_taken_while_the_process_was_renewed_is_not_waited_for() -> None:
    seen, there = made()
    there.send((2, False, frozenset(), frozenset()))
    there.close()
    seen.end()
    assert not waits_for(seen, 2)


def test_a_look_that_was_given_up_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "_PATIENCE", 0.01)
    seen, _there = made()
    seen.end()
    assert not waits_for(seen, 2)


def test_a_look_that_nobody_took_yet_is_waited_for() -> None:
    seen, there = made()
    there.close()
    seen.end()
    assert waits_for(seen, 2)
