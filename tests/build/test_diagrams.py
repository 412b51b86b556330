"""Mermaid's diagrams in a site: where their script is, and what other formats show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import Tag

from sphinx_wiki.diagrams import LIBRARY, SCRIPT
from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.wikis import Wiki

SOURCE = "flowchart LR\n  accTitle: The way\n  A[<b>x</b>] --> B & C"
FENCE = f"```mermaid\n{SOURCE}\n```\n"

FILES: dict[str, str | bytes] = {
    "fence.md": f"# Fence\n\n{FENCE}",
    "directive.md": "# Directive\n\n```{mermaid}\n:alt: In words\n:caption: A *line* below\n"
    ":name: way\nflowchart LR\n  A --> B\n```\n\nSee [](#way).\n",
    "plain.md": "# Plain\n\n```python\nx\n```\n",
    "shows.md": "# Shows\n\n![[fence]]\n",
    "cells.md": f"# Cells\n\n```{{code-cell}}\n1 + 1\n```\n\n{FENCE}",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'suppress_warnings = ["myst.xref_missing"]\n').build()


def diagram(wiki: Wiki, name: str) -> Tag:
    (found,) = wiki.article(name).select(".wiki-diagram")
    return found


@pytest.mark.parametrize("name", ["fence", "cells", "shows"])
def test_the_page_has_the_source_for_the_script_and_for_readers_without(
    wiki: Wiki, name: str
) -> None:
    box = diagram(wiki, name)
    script, shown = box.select_one("script"), box.select_one("noscript pre")
    assert script is not None
    assert shown is not None
    assert json.loads(str(script.string)).strip() == SOURCE
    assert shown.get_text().strip() == SOURCE


def test_it_has_the_name_that_it_gives_itself(wiki: Wiki) -> None:
    assert diagram(wiki, "fence")["aria-label"] == "The way"


def test_the_directive_gives_a_name_a_line_below_and_a_target(wiki: Wiki) -> None:
    assert diagram(wiki, "directive")["aria-label"] == "In words"
    assert wiki.article("directive").select("[id=way]")
    caption = wiki.article("directive").select_one(".wiki-diagram-caption em")
    assert caption is not None
    assert caption.get_text() == "line"


def test_its_script_is_on_pages_that_show_one_and_no_others(wiki: Wiki) -> None:
    pages = {name.removesuffix(".md") for name in FILES}
    assert {page for page in pages if SCRIPT in wiki.html(page)} == pages - {"plain"}


def test_a_source_cannot_end_its_script(make_wiki: MakeWiki) -> None:
    evil = "flowchart LR\n  A[</script><script>alert(1)</script>]"
    wiki = make_wiki({"a.md": f"# A\n\n```mermaid\n{evil}\n```\n"}).build()
    script = diagram(wiki, "a").select_one("script")
    assert script is not None
    assert json.loads(str(script.string)).strip() == evil


@pytest.mark.parametrize(("builder", "file"), [("text", "fence.txt"), ("latex", "testwiki.tex")])
def test_other_formats_show_the_source(wiki: Wiki, builder: str, file: str) -> None:
    assert "accTitle: The way" in wiki.copy(builder).build(builder).read(file)


def test_a_book_shows_the_source_and_has_no_library(wiki: Wiki) -> None:
    book = wiki.copy("epub").build("epub")
    assert "accTitle: The way" in " ".join(book.read("fence.xhtml").split("\n"))
    assert [path for path in book.paths() if "mermaid" in path and path.endswith("min.js")] == []


def test_a_site_has_the_library_for_as_long_as_it_has_diagrams(make_wiki: MakeWiki) -> None:
    library = f"_static/{LIBRARY.name}"
    wiki = make_wiki({"a.md": "# A\n", "b.md": "# B\n"}).build()
    assert library not in wiki.paths()
    for text, there in ((f"# A\n\n{FENCE}", True), ("# A\n\nText.\n", False)):
        wiki.write("a.md", text)
        wiki.build()
        assert (library in wiki.paths()) is there
        clean = wiki.copy(f"clean-{there}").build()
        assert compare.describe(wiki.files(), clean.files(), ("incremental", "clean")) == ""


def test_the_directive_of_another_extension_stays(make_wiki: MakeWiki) -> None:
    own: Any = (
        "from docutils import nodes\nfrom docutils.parsers.rst import Directive\n"
        "class Own(Directive):\n    has_content = True\n"
        "    def run(self): return [nodes.paragraph('', 'theirs')]\n"
        "def setup(app): app.add_directive('mermaid', Own)\n"
    )
    wiki = make_wiki({"a.md": "# A\n\n```{mermaid}\nx\n```\n"}, own).build()
    assert "theirs" in wiki.article("a").get_text()
    assert wiki.warnings == []
