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
}
FILES = ("clipboard", "copybutton", "design-tabs", "mystnb", "sphinx-design")


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build_apart()


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("plain", set()),
        ("code", {"clipboard", "copybutton"}),
        ("tabs", {"design-tabs", "sphinx-design"}),
        ("cells", {"clipboard", "copybutton", "mystnb"}),
        ("own", set(FILES)),
    ],
)
def test_a_page_loads_what_is_on_it(wiki: Wiki, name: str, files: set[str]) -> None:
    loaded = set(re.findall(rf'"_static/({"|".join(FILES)})\.', wiki.html(name)))
    assert loaded == files
