"""Progress is shown as Sphinx shows it."""

from __future__ import annotations

import importlib
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.util import display, logging

from sphinx_wiki.upstream import progress

ITEMS = ["a 100%", "b\\%s", ("c", "d")]

pytestmark = pytest.mark.skipif(
    not progress.show_lines_at_once(), reason="Not known of this Sphinx"
)


def shown(iterate: Any, *more: Any) -> str:
    """Give what *iterate* writes to a terminal."""
    app: Any = SimpleNamespace(
        messagelog=[], _exception_on_warning=False, warningiserror=False, verbosity=0
    )
    status = StringIO()
    logging.setup(app, status, StringIO())
    assert list(iterate(ITEMS, "reading... ", "purple", *more)) == ITEMS
    return status.getvalue()


@pytest.mark.parametrize("colours", [True, False])
@pytest.mark.parametrize("verbosity", [0, 1])
@pytest.mark.parametrize("length", [3, 0])
def test_what_is_written_is_the_same(
    monkeypatch: pytest.MonkeyPatch, colours: bool, verbosity: int, length: int
) -> None:
    colour = importlib.import_module("sphinx._cli.util.colour")
    monkeypatch.setattr(colour, "_COLOURING_DISABLED", not colours)
    for module in (display, progress):
        monkeypatch.setattr(module, "terminal_supports_colour", lambda: colours)
    expected = shown(display.status_iterator, length, verbosity)
    assert shown(progress.show, length, verbosity) == expected
    assert ("\x1b" in expected) == colours
