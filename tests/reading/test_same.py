"""What is read of notes is the same as with parsers made for each note, and MyST's own renderer."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docutils import frontend, nodes
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils import base
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx.environment import BuildEnvironment

from sphinx_wiki.dialects import extend, text
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "a.md": """---
title: A *note*
date: 2020-01-02
author: Someone *else*
tags: [x, yes, 012]
empty:
nested: {a: [1, 2.50], when: 2020-01-01}
tocdepth: 2
---

## Below

Text about [b](b.md), [no words](<>), [](b.md#two), [file](file.txt), [gone](gone.md), [](#here),
[rooted](/folder/c.md), [up](../a.md), [web](https://example.org/a%20b), <https://example.org>,
[mail](mailto:me@example.org), [odd](b%20c.md), [folder](folder), [inv](inv:#x), [](project:b.md),
[[b]], ![[b]], {ref}`here`, ==marked== %%hidden%% and ~~struck~~. Words ^block

(here)=
#### Too deep {#deep}

> [!note] Callout
> with `code`

- [ ] task
- [x] done [linked](linked.md) [through](away/c.md)

| a | b |
|---|:-:|
| 1 | $y$ |

$$
a = b
$$ (label)

[unused]: b.md
[unused]: a.md
""",
    "b.md": "# B\n\n## Two\n\n[a](./a.md) and [a](folder/../a.md) [](b.md)\n\n![p](p.png){.x}\n",
    "b c.md": "---\nyes: no\n---\n# C\n\n::: {.callout-note}\nText[^1].\n:::\n\n[^1]: Foot.\n",
    "bad.md": "---\ntitle: [\n---\n# Bad\n",
    "tabs.md": "---\ntitle:\tTabs\nkey: !!str 12\n---\n# Tabs\n",
    "list.md": "---\n- one\n---\n# List\n",
    "empty.md": "---\n---\n",
    "own.md": "---\nmyst: {enable_extensions: [deflist]}\n---\n# Own\n\na\n: b\n\n$x$ {sub}`a`\n",
    "folder/c.md": "# C\n\n@fig-x [../b.md](../b.md) [e](e.qmd) [x](d/../../file.txt)\n",
    "folder/e.qmd": "---\ntitle: E\n---\n\nH~2~O, @sec-x and [](c.md). [away](/away/c.md)\n",
    "folder/f.md": "# F\n\n```{note}\n[b](../b.md)\n```\n\n~~~{eval-rst}\n:doc:`/a`\n~~~\n",
    "file.txt": "text",
    "p.png": b"",
}


@contextmanager
def ordinary_parser(document: nodes.document, config: MdParserConfig) -> Iterator[MarkdownIt]:
    """Give a parser as it was before: made for one note, with the renderer of MyST."""
    parser = create_md_parser(config, SphinxRenderer)
    parser.options["document"] = document
    extend(parser, document.settings.env.config.wiki_dialects)
    yield parser


@pytest.fixture(scope="module", params=["", 'suppress_warnings = ["myst.header"]\n'])
def ours(make_shared_wiki: MakeWiki, request: pytest.FixtureRequest) -> Wiki:
    """A wiki read in our way."""
    wiki = make_shared_wiki(NOTES, request.param)
    (wiki.source / "linked.md").symlink_to("b.md")
    (wiki.source / "away").symlink_to("folder")
    return wiki.build("dummy")


@pytest.fixture
def ordinary(ours: Wiki, monkeypatch: pytest.MonkeyPatch) -> Wiki:
    """The same wiki, read as MyST reads."""
    monkeypatch.setattr(text, "lend_parser", ordinary_parser)
    return ours.copy("ordinary").build("dummy", clean=True)


def trees(wiki: Wiki) -> dict[str, str]:
    """Give every document as text."""
    found = {}
    for path in wiki.doctrees.rglob("*.doctree"):
        text = pickle.loads(path.read_bytes()).pformat()
        # Pages that make themselves lie beside the documents.
        found[str(path.relative_to(wiki.doctrees))] = text.replace(str(wiki.doctrees), "")
    return found


def metadata(wiki: Wiki) -> dict[str, object]:
    """Give what Sphinx keeps of each note."""
    env: BuildEnvironment = pickle.loads((wiki.doctrees / "environment.pickle").read_bytes())
    return {name: (env.metadata[name], env.dependencies[name]) for name in env.found_docs}


def test_documents_are_the_same(ours: Wiki, ordinary: Wiki) -> None:
    found, expected = trees(ours), trees(ordinary)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []


def test_metadata_are_the_same(ours: Wiki, ordinary: Wiki) -> None:
    assert metadata(ours) == metadata(ordinary)


def test_warnings_are_the_same(ours: Wiki, ordinary: Wiki) -> None:
    assert ours.warnings == ordinary.warnings


def test_settings_that_are_remembered_are_those_of_docutils() -> None:
    theirs, known = frontend.get_default_settings(), base.get_default_settings()  # type: ignore[attr-defined]
    assert base.get_default_settings is not frontend.get_default_settings  # type: ignore[attr-defined]
    for found in (theirs, known):
        del found.record_dependencies
    assert vars(known) == vars(theirs)


def test_settings_that_are_remembered_belong_to_one_document(tmp_path: Path) -> None:
    one, other = base.make_document(), base.make_document()
    one.settings.record_dependencies.add("file")
    one.settings.language_code = str(tmp_path)
    assert other.settings.record_dependencies.list == []
    assert other.settings.language_code == "en"
