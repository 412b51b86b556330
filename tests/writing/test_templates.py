"""Templates are compiled once for many builds, and no build draws an old one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_wiki.writing.templates import take_as_they_are
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES = {
    "index.md": "# Home\n",
    "templates/own.html": "<p>first</p>",
    "templates/wiki-brand.html": "<p>{{ 'word'|counted }}</p>",
}

CONF = """
templates_path = ["templates"]
html_sidebars = {"**": ["own.html"]}

def setup(app):
    app.connect("builder-inited", adapt)

def adapt(app):
    environment = app.builder.templates.environment
    environment.filters["counted"] = lambda word: f"{word} one"
"""


@pytest.fixture
def wiki(make_wiki: MakeWiki) -> Wiki:
    """A wiki with templates of its own, built once; its site is gone."""
    wiki = make_wiki(NOTES, CONF).build()
    shutil.rmtree(wiki.outdir)
    return wiki


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled from now on."""
    names: list[str] = []
    theirs: Any = jinja2.Environment.compile

    def recorded(self: Any, source: Any, name: str | None = None, *more: Any) -> Any:
        names.append(name or "")
        return theirs(self, source, name, *more)

    monkeypatch.setattr(jinja2.Environment, "compile", recorded)
    return names


def test_templates_of_the_theme_are_not_compiled_again(wiki: Wiki, compiled: list[str]) -> None:
    wiki.build()
    # What has no name is a condition.
    assert {name for name in compiled if name} == {"own.html", "wiki-brand.html"}


def test_a_template_that_changed_is_compiled(wiki: Wiki) -> None:
    wiki.write("templates/own.html", "<p>second</p>")
    assert "second" in wiki.build().html("index")


def test_a_filter_of_an_extension_is_asked_again(wiki: Wiki) -> None:
    wiki.write("conf.py", (wiki.source / "conf.py").read_text().replace("one", "two"))
    assert "word two" in wiki.build().html("index")


def test_another_way_of_compiling_is_taken(wiki: Wiki) -> None:
    conf = (wiki.source / "conf.py").read_text()
    wiki.write("conf.py", f"{conf}    environment.trim_blocks = True\n")
    again = wiki.build().html("index")
    assert again == wiki.build(clean=True).html("index")


def test_files_are_looked_at_once_for_each_build(tmp_path: Path) -> None:
    template = tmp_path / "a.html"
    template.write_text("first")
    bridge = BuiltinTemplateLoader()
    builder: Any = SimpleNamespace(
        config=SimpleNamespace(templates_path=[]), templates=bridge, _translator=None
    )
    bridge.init(builder, dirs=[str(tmp_path)])
    drawn = [bridge.render("a.html", {})]
    for write in (False, True, False):
        if write:
            template.write_text("second")
            os.utime(template, (1, 1))
            drawn.append(bridge.render("a.html", {}))
        take_as_they_are(builder)
        drawn.append(bridge.render("a.html", {}))
    assert drawn == ["first", "first", "first", "second", "second"]
