"""A page loads the styles and scripts of extensions for what is on it, and no others."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "plain.md": "# Plain\n\nWords.\n",
    "code.md": "# Code\n\n```python\nx = 1\n```\n",
    "tabs.md": "# Tabs\n\n::::{tab-set}\n:::{tab-item} One\nA\n:::\n::::\n",
    "cells.md": "# Cells\n\n```{code-cell}\n1 + 1\n```\n",
    "own.md": "# Own\n\n<div class='sd-card'>Mine</div>\n",
    "dated.md": "---\ndate: 2024-05-06\n---\n# Dated\n\n- [x] Done\n\n[](plain.md)\n",
    "list.md": "---\nlisting: true\n---\n# List\n\nWords.\n",
    "mixed.md": '# Mixed\n\n<p><input class="task-list-item-checkbox"> <b class=x>y</b></p>\n',
}
# As themes and extensions do it, after us.
CONF = """
def add(app, pagename, templatename, context, doctree):
    app.add_js_file(None, body="late();")
    app.add_css_file("late.css")

def setup(app):
    app.connect("html-page-context", add, priority=900)
"""
FILES = ("clipboard", "copybutton", "design-tabs", "mystnb", "sphinx-design")


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES, CONF).build_apart()


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("plain", set()),
        ("code", {"clipboard", "copybutton"}),
        ("tabs", {"design-tabs", "sphinx-design"}),
        ("cells", {"clipboard", "copybutton", "mystnb"}),
        ("own", set(FILES)),
        # The date, the checkbox and the listing are HTML of ours.
        ("dated", set()),
        ("list", set()),
        ("mixed", set(FILES)),
    ],
)
def test_a_page_loads_what_is_on_it(wiki: Wiki, name: str, files: set[str]) -> None:
    loaded = set(re.findall(rf'"_static/({"|".join(FILES)})\.', wiki.html(name)))
    assert loaded == files


@pytest.mark.parametrize("added", ["late();", "late.css"])
def test_a_page_loads_what_an_extension_adds_to_it_after_us(wiki: Wiki, added: str) -> None:
    assert added in wiki.html("plain")
