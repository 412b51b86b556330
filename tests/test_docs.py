"""The documentation builds without warnings, leaves nothing out and shows what is true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from sphinx_wiki import config
from sphinx_wiki.facts.export import VERSION
from sphinx_wiki.facts.fields import FIELDS
from sphinx_wiki.facts.listing import FeedOptions, ListingOptions
from sphinx_wiki.facts.listing.options import FEED_OPTIONS, OPTIONS
from sphinx_wiki.messages import Kind
from tests.conftest import MakeWiki
from tests.wikis import ROOT, Wiki

DOCS = ROOT / "docs"
PACKAGE = ROOT / "sphinx_wiki"
FIRST = "first_wiki.md"
SNIPPETS = sorted(path.name for path in (DOCS / "snippets").iterdir())

# A folder with the faults that the page on warnings shows.
FAULTS: dict[str, str | bytes] = {
    "date.md": "---\ntitle: Date\ndate: 31.2.2024\ncategores: [x]\nimage: plot.png\n---\n\nText\n",
    "bracket.md": "---\ntitle: [a\n---\n\nText\n",
    "listing.md": "# List\n\n```{wiki:listing}\n:sort: titel\n:page-sise: 9\n```\n\n"
    "```{wiki:listing}\nexmple\n```\n",
    "links.md": "# Links\n\n[](dotproduct.md), [](data.csv), [](qlora.md#seting-up), "
    "{source}`Bad <javascript:alert(1)>`, {wiki:note}`vector`\n",
    "qlora.md": "# QLoRA\n\nText\n",
    "dot_product.md": "---\naliases: [QLoRA]\n---\n\n# Dot product\n\nText\n",
    "biology/vector.md": "# Carrier\n\nText\n",
    "maths/vector.md": "# Vector\n\nText\n",
    "x.md": "# X\n",
    "x.ipynb": '{"cells": [}',
    "latin.md": "# caf\xe9\n".encode("latin-1"),
    "cells.md": "# Cells\n\n```{code-cell}\n#| fig-capt: Loss\n"
    "from IPython.display import HTML\n"
    "HTML('<script src=\"https://cdn.jsdelivr.net/npm/vega@5\"></script>')\n```\n\n"
    "```{code-cell}\n1 / 0\n```\n",
    "search.md": "# Search\n",
    "README.MD": "# Readme\n",
    "div.md": "# Div\n\n::: {.callout-note}\nText.\n",
    "deep.md": "# Deep\n\n```{include} deep.md\n```\n",
    "open.md": "# Open\n\n```{note}\nText.\n",
    "dollars.md": "# Dollars\n\n$$\nx\n",
    "raises.md": "```{raises}\n```\n",
    "formula.md": "# Formula\n\nSee $\\frac{1}{$ here.\n",
    "comment.md": "# Comment\n\nText. %%Not\n\nclosed.\n",
    "depends.md": "---\nexecute: {depends-on: lock.txt}\n---\n\n# Depends\n\n"
    "```{code-cell}\n1 + 1\n```\n",
    "julia.md": "---\nkernelspec: {name: julia-1.10, language: julia}\n---\n\n# Julia\n\n"
    "```{code-cell}\n1 + 1\n```\n",
}

RAISES = """
def setup(app):
    app.add_directive("raises", type("Raises", (Directive,), {"run": lambda self: 1 / 0}))
from docutils.parsers.rst import Directive
"""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """The documentation, built in a folder of its own; a warning is an error."""
    folder = tmp_path_factory.mktemp("docs")
    wiki = Wiki(DOCS, folder / "site", folder / "doctrees")
    return wiki.build_apart("-W", "--keep-going")


def _blocks(page: str, language: str) -> Iterator[tuple[str, str]]:
    """Give the caption and the text of every block of code with one."""
    text = (DOCS / page).read_text(encoding="utf-8")
    pattern = rf"```{{code-block}} {language}\n:caption: (.+)\n((?:.*\n)*?)```\n"
    for match in re.finditer(pattern, text):
        yield match[1], match[2]


def _names(page: str) -> list[str]:
    """Give what a page, as written, shows as code in its sentences and tables."""
    text = (DOCS / page).read_text(encoding="utf-8")
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose)


@pytest.fixture(scope="module")
def faults(make_shared_wiki: MakeWiki) -> Wiki:
    """The folder with the faults that are shown, built."""
    return make_shared_wiki(FAULTS, 'wiki_draft = "hide"\n' + RAISES).build_apart()


def _warnings() -> list[str]:
    """Give every warning that the page on them shows."""
    text = (DOCS / "warnings.md").read_text(encoding="utf-8")
    return re.findall(r"(?:WARNING|ERROR): .* \[wiki\.\w+\]$", text, re.MULTILINE)


def test_every_value_of_conf_py_is_described(docs: Wiki) -> None:
    page = docs.html("configuration")
    assert [o.name for o in config.OPTIONS if f'id="confval-{o.name}"' not in page] == []


def test_every_key_of_front_matter_is_described(docs: Wiki) -> None:
    page = docs.html("notes")
    assert [f.name for f in FIELDS if f'id="key-{f.name}"' not in page] == []


def test_every_option_of_listings_is_described(docs: Wiki) -> None:
    page = docs.html("listings")
    assert [o.name for o in OPTIONS if f'id="option-{o.name}"' not in page] == []


def test_every_option_of_feeds_is_described(docs: Wiki) -> None:
    page = docs.html("listings")
    assert [o.name for o in FEED_OPTIONS if f'id="feed-{o.name}"' not in page] == []


def test_every_kind_of_warning_has_a_section(docs: Wiki) -> None:
    page = docs.html("warnings")
    assert [kind.value for kind in Kind if f'<section id="{kind.value}">' not in page] == []


def test_only_the_note_that_is_shown_as_wanted_is_wanted(docs: Wiki) -> None:
    assert [wanted["name"] for wanted in docs.json()["wanted"]] == ["Eigenvector"]


def test_every_key_of_wiki_json_is_described(docs: Wiki) -> None:
    def keys(data: Any) -> set[str]:
        if isinstance(data, list):
            return set().union(*map(keys, data))
        if not isinstance(data, dict):
            return set()
        return data.keys() | set().union(*map(keys, data.values()))

    assert keys(docs.json()) - {"version"} <= set(_names("data_files.md"))


def test_the_version_of_wiki_json_is_the_one_described() -> None:
    text = (DOCS / "data_files.md").read_text(encoding="utf-8")
    assert f"`version` is {VERSION}." in text


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_is_shown_and_used(snippet: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    snippets = (DOCS / "snippets").glob("*.md")
    users = [text, *(path.read_text(encoding="utf-8") for path in snippets)]
    use = "{include} " if snippet.endswith(".md") else ""
    assert f"{{literalinclude}} snippets/{snippet}\n" in text
    assert any(re.search(rf"(?<!literal){re.escape(use)}snippets/{snippet}\n", u) for u in users)


def test_the_first_wiki_can_be_built_as_it_is_described(make_wiki: MakeWiki) -> None:
    files = {name: text for kind in ("python", "markdown") for name, text in _blocks(FIRST, kind)}
    wiki = make_wiki({name.removeprefix("notes/"): text for name, text in files.items()})
    wiki.build_apart("-W")
    backlinks = wiki.html("vector").partition("wiki-backlinks-list")[2]
    assert (wiki.outdir / "categories" / "maths.html").is_file()
    assert "dot_product.html" in backlinks


def test_the_example_with_wiki_json_runs(docs: Wiki, tmp_path: Path) -> None:
    text = (DOCS / "data_files.md").read_text(encoding="utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "_site").mkdir()
    (tmp_path / "_site" / "wiki.json").write_bytes((docs.outdir / "wiki.json").read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "Vector" not in done.stdout.splitlines()


def test_the_shown_wiki_json_has_the_keys_of_a_real_one(docs: Wiki) -> None:
    text = (DOCS / "data_files.md").read_text(encoding="utf-8")
    shown = json.loads(text.partition("```json\n")[2].partition("```")[0])
    real = docs.json()
    assert shown.keys() == real.keys()
    assert shown["notes"][0].keys() == real["notes"][0].keys()
    assert shown["sources"][0].keys() == real["sources"][0].keys()


def test_the_warnings_shown_are_those_that_faults_give(faults: Wiki) -> None:
    found = {re.sub(r"^.*?(?=WARNING: |ERROR: )", "", line) for line in faults.warnings}
    assert [line for line in _warnings() if line not in found] == []


def test_every_kind_of_warning_is_shown() -> None:
    kinds = {line.rpartition("[wiki.")[2].rstrip("]") for line in _warnings()}
    assert kinds == {kind.value for kind in Kind}


def test_every_class_named_is_one_that_pages_have() -> None:
    sources = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.css")]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    named = [name for name in _names("look.md") if name.startswith("wiki-")]
    kinds = [name for name in named if name.startswith("wiki-is-")]
    assert [name for name in named if name not in code and name not in kinds] == []
    assert "wiki-is-" in code


def test_the_table_of_tests_names_every_folder_of_tests() -> None:
    page = (DOCS / "contributing.md").read_text("utf-8")
    folders = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py"))}
    assert folders <= set(re.findall(r"`tests/(\w+)`", page))


def test_every_option_of_listings_and_feeds_is_heeded() -> None:
    declared = {PACKAGE / "facts" / "listing" / name for name in ("model.py", "options.py")}
    code = "".join(
        path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path not in declared
    )
    names = {each.name for kind in (ListingOptions, FeedOptions) for each in fields(kind)}
    assert {name for name in names if not re.search(rf"\.{name}\b", code)} == set()


def test_the_table_of_rooms_names_every_module_of_the_package() -> None:
    table = (DOCS / "architecture.md").read_text("utf-8").partition("## The rooms")[2]
    named = set(re.findall(r"`(\w+)`", table.partition("\n## ")[0]))
    modules = {path.stem for path in PACKAGE.iterdir() if not path.name.startswith("__")}
    assert modules - {"py"} <= named


@pytest.mark.parametrize("page", ["architecture.md", "contributing.md"])
def test_every_file_of_the_project_that_is_named_exists(page: str) -> None:
    named = {n for n in _names(page) if re.fullmatch(r"[\w/]+\.py|tests/\w+", n)} - {"conf.py"}
    assert {n for n in named if not (ROOT / n).exists() and not (PACKAGE / n).exists()} == set()


def test_examples_of_cells_are_those_that_run() -> None:
    page = (DOCS / "code_and_plots.md").read_text(encoding="utf-8")
    pair = r"^````markdown\n(```\{code-cell\}\n.*?```)\n````\n\n(.*?```)$"
    shown = re.findall(pair, page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 5
    assert [example for example, _live in shown] == [live for _example, live in shown]
