"""The quick ways are taken with what is installed, and not where something else is at work."""

from __future__ import annotations

from typing import Any

import pytest
import sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_wiki.writing import partial
from tests.conftest import MakeWiki

NOTES = {"index.md": "# Home\n\n## Part\n", "a.md": "# Note\n\n## Section\n"}

TRANSLATOR = """
from sphinx.writers.html5 import HTML5Translator

class Loud(HTML5Translator):
    def visit_Text(self, node):
        self.body.append(node.astext().upper())

def setup(app):
    app.set_translator("html", Loud)
"""


def recorded(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[tuple[Any, Any]]:
    """Give the arguments and results of a function from now on."""
    calls: list[tuple[Any, Any]] = []
    theirs = getattr(owner, name)

    def record(*arguments: Any) -> Any:
        result = theirs(*arguments)
        calls.append((arguments, result))
        return result

    monkeypatch.setattr(owner, name, record)
    return calls


def test_nothing_is_drawn_to_see_whether_it_is_empty(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = recorded(monkeypatch, BuiltinTemplateLoader, "render")
    make_wiki(NOTES).build()
    names = {arguments[1] for arguments, _result in drawn}
    pages = {"genindex.html", "page.html", "search.html"}
    assert {name for name in names if name.endswith(".html")} == pages


@pytest.mark.skipif(sphinx.version_info < (9,), reason="Sphinx 8 draws them in another way")
def test_titles_and_contents_are_drawn_plainly(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = recorded(monkeypatch, partial, "draw_plain")
    make_wiki(NOTES).build()
    assert drawn
    assert [arguments for arguments, result in drawn if result is None] == []


def test_another_translator_draws_titles_and_contents(make_wiki: MakeWiki) -> None:
    page = make_wiki(NOTES, TRANSLATOR).build().html("a")
    assert "<title>NOTE" in page
    assert ">SECTION</a></li>" in page
