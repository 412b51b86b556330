"""Sites are the same byte for byte as with Sphinx's and the theme's own ways."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from sphinx_wiki import assets
from sphinx_wiki.building import builder
from sphinx_wiki.search.index import SearchIndex
from sphinx_wiki.writing.tags import AssetTags
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES = {
    "a.md": """---
categories: [maths/algebra]
requires: [b]
---

# A `b` & "c" $x^2$

Text about text, {term}`x`. Links to [b](b.md), <https://example.org> and <me@example.org>.

## Some *section* a@b --- c's

### Below

#### Deeper <3

```python
print("code")
```

```{code-block} python
:linenos:
:emphasize-lines: 2
a = 1
b = "<&>"
```

```{code-block} python
:linenos:
:lineno-start: 5
:emphasize-lines: 1
a = 1
b = 2
```

```{code-block} python
:linenos:
:emphasize-lines: 1
a = 3
b = 4
```

```{code-block} nonsense
a = @@@
```

| a | b |
|---|---|
| 1 | $y$ |

```{glossary}
x
: A letter.
```

```{index} single: Letter
```

## Sources

- A book
""",
    "b.md": "# B\n\nA note about [a](a.md) and [c](folder/c.md).\n\n% hidden\n\n- [ ] task\n",
    "folder/c.md": "---\ntoc: false\n---\n\n# C\n\n## One\n\n[](../a.md)\n\n# D\n\n## Two\n",
    "folder/deep/e.rst": """E
=

.. meta::
   :keywords: one,, 42, two

:doc:`/a`

.. raw:: html

   <b>raw</b>

.. note:: Text
""",
    "quiet.md": "---\nnosearch: true\n---\n\n# Quiet\n\nNothing found here.\n",
}

CONF = """
copyright = "2024, Someone"
templates_path = ["templates"]
html_sidebars = {"b": ["own.html"]}

def setup(app):
    app.connect("html-page-context", change, priority=600)

def change(app, page, template, context, tree):
    context["title"] = context.get("title", "").upper()
    app.add_js_file(f"{page.replace('/', '-')}.js")
"""

TEMPLATES = {
    "templates/own.html": "<p>{{ pagename }} {{ pathto('a') }}</p>",
    "templates/edit-this-page.html": "{% if pagename == 'b' %}<p>{{ pagename }}</p>{% endif %}",
}


@pytest.fixture
def ordinary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave everything to Sphinx and the theme."""
    monkeypatch.setattr(builder, "quick_walk", lambda *_: nullcontext())
    monkeypatch.setattr(builder, "Partials", lambda *_: None)
    monkeypatch.setattr(builder, "without_stylesheets", lambda _: None)
    monkeypatch.setattr(builder, "spare_drawing", lambda _: None)
    monkeypatch.setattr(builder, "keep_formatters", lambda _: None)
    monkeypatch.setattr(assets, "offer_contents", lambda _: None)
    monkeypatch.setattr(AssetTags, "remember", lambda *_: None)
    monkeypatch.delattr(SearchIndex, "_word_collector")
    monkeypatch.delattr(SearchIndex, "feed")


@pytest.fixture(scope="module", params=["html", "dirhtml", "furo"])
def ours(make_shared_wiki: MakeWiki, request: pytest.FixtureRequest) -> tuple[Wiki, str]:
    """A site with our own ways, and what was built."""
    furo = request.param == "furo"
    conf = CONF + ('html_theme = "furo"\n' if furo else "")
    wiki = make_shared_wiki(NOTES | TEMPLATES, conf)
    kind = "html" if furo else request.param
    return wiki.build(kind), kind


@pytest.mark.usefixtures("ordinary")
def test_a_site_is_the_same(ours: tuple[Wiki, str]) -> None:
    wiki, kind = ours
    ordinary = wiki.copy("ordinary").build(kind)
    found, expected = wiki.files(), ordinary.files()
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []
    assert wiki.warnings == ordinary.warnings
