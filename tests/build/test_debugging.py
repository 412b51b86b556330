"""Messages for debugging are made for those who want them."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sphinx.util.logging import NAMESPACE, VERBOSE

from tests.conftest import MakeWiki

FILES = {"a.md": "# A\n"}

HANDLER = """
import logging
from pathlib import Path

class Handler(logging.Handler):
    def emit(self, record):
        if record.getMessage().startswith("[app] emitting event: 'doctree-read'"):
            Path(app.outdir, "heard").touch()

def setup(application):
    global app
    app = application
    logging.getLogger("sphinx{child}").addHandler(Handler({level}))
"""


@pytest.fixture(autouse=True)
def without_handlers() -> Iterator[None]:
    """Forget the handlers of a test."""
    yield
    logging.getLogger(f"{NAMESPACE}.sphinx.events").handlers.clear()


@pytest.mark.parametrize("child", ["", ".sphinx.events"])
@pytest.mark.parametrize("level", [logging.DEBUG, VERBOSE])
def test_a_handler_hears_what_it_asks_for(make_wiki: MakeWiki, child: str, level: int) -> None:
    wiki = make_wiki(FILES, HANDLER.format(child=child, level=level)).build()
    assert (wiki.outdir / "heard").exists() == (level == logging.DEBUG)


def test_without_one_none_are_made(make_wiki: MakeWiki) -> None:
    make_wiki(FILES).build()
    assert not logging.getLogger(f"{NAMESPACE}.events").isEnabledFor(logging.DEBUG)
