"""Files that no wiki expects: each is said once, and the wiki is whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sphinx.search import js_index

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

LONG = "x" * 246


def notebook(*cells: Any, **values: Any) -> str:
    return json.dumps(
        {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | values
    )


MARKDOWN = {"cell_type": "markdown", "metadata": {}, "source": "Words."}
CODE = {"cell_type": "code", "metadata": {}, "source": "1", "execution_count": 1}
OLD = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {"name": ""},
    "worksheets": [
        {"cells": [{"cell_type": "heading", "level": 1, "source": ["An old title"]}]},
    ],
}

# Eight lists, each of nine references to the one before: 9**8 values.
MANY = "k0: &k0 [x]\n" + "".join(
    f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 9)}]\n" for i in range(1, 9)
)
MERGED = MANY.partition("\n")[2].replace("[", "{<<: [").replace("]", "]}")
SAID: dict[str, tuple[str, str]] = {
    "many.md": (
        f"---\n{MANY}title: *k8\n---\n\nWords.\n",
        "2: WARNING: The front matter cannot be read: found references that stand for too many",
    ),
    "many_merged.md": (
        f"---\nk0: &k0 {{substitutions: 1}}\n{MERGED}---\n\nWords.\n",
        "2: WARNING: The front matter cannot be read: found references that stand for too many",
    ),
    "many_cell.md": (
        f"---\n{MANY}---\n\nWords.\n\n```{{code-cell}}\n:tags: [skip-execution]\n1\n```\n",
        "2: WARNING: The front matter cannot be read: found references that stand for too many",
    ),
    "many_options.md": (
        f"Words.\n\n```{{code-cell}}\n---\n{MANY}---\n1\n```\n",
        "4: WARNING: The notebook cannot be read: the options of a cell stand for too many values",
    ),
    "many_comments.qmd": (
        "Words.\n\n```{python}\n"
        + "".join(f"#| {line}\n" for line in MANY.splitlines())
        + "#| eval: false\n1\n```\n",
        "4: WARNING: The options of a cell are no YAML: found references that stand for too many",
    ),
    "many_rows.md": (
        "---\nlisting: {contents: many.yml}\n---\n\nWords.\n",
        "2: WARNING: A listing cannot read 'many.yml': found references that stand for too many",
    ),
    "deep.ipynb": (
        notebook(MARKDOWN, metadata={"a": json.loads("[" * 300 + "]" * 300)}),
        "WARNING: a: found lists or mappings within one another, more than 100 deep",
    ),
    "long_alias.md": (
        f"---\npermalink: {'x' * 300}\n---\n\nWords.\n",
        "2: WARNING: permalink: found the text 'xxxxxxxx",
    ),
    "later.ipynb": (
        notebook(MARKDOWN, nbformat=9),
        "WARNING: The notebook cannot be read: found version 9 of its format; expected 2 to 4.",
    ),
    "alien.ipynb": (
        notebook(MARKDOWN, {"cell_type": "alien", "source": ""}),
        "WARNING: The notebook is damaged: found a cell of type 'alien'. What is damaged",
    ),
    "no_cell.ipynb": (
        notebook(1, None, MARKDOWN),
        "WARNING: The notebook is damaged: found int instead of a cell (and 1 more faults).",
    ),
    "no_source.ipynb": (
        notebook(MARKDOWN, {"cell_type": "markdown", "metadata": {}, "source": 5}),
        "WARNING: The notebook is damaged: found a cell whose 'source' is none.",
    ),
    "output.ipynb": (
        notebook(MARKDOWN, {**CODE, "outputs": [{"output_type": "weird"}]}),
        "WARNING: The notebook is damaged: found an output of a kind that does not exist.",
    ),
    "metadata.ipynb": (
        notebook(MARKDOWN, metadata=[]),
        "WARNING: The notebook is damaged: found no metadata.",
    ),
    "cite.md": (
        "As {cite}`Hu et al, 2021` showed. Words.\n",
        "1: WARNING: Found the citation 'Hu et al, 2021'; expected keys of a .bib file",
    ),
    "cite_end.md": (
        "As {cite:t}`hu,` showed. Words.\n",
        "1: WARNING: Found the citation 'hu,'; expected keys of a .bib file",
    ),
    "raises.md": (
        "```{raises}\n```\n\nWords.\n",
        "WARNING: The note cannot be read and is shown as text: ZeroDivisionError: division by",
    ),
    "raises_code.md": (
        "```{code-cell}\n1\n```\n\n```{raises}\n```\n\nWords.\n",
        "WARNING: The note cannot be read and is shown as text: ZeroDivisionError: division by",
    ),
    "raises_rst.rst": (
        "A title\n=======\n\n.. raises::\n\nWords.\n",
        "WARNING: The note cannot be read and is shown as text: ZeroDivisionError: division by",
    ),
}
LEFT_OUT: dict[str, str] = {
    f"{LONG}.md": "xxxxxx",
    "line\nbreak.md": "line\\nbreak.md has a line break in its name",
    "latin\udce9.md": "latin\\xe9.md has a name that is not UTF-8",
    "folder\udcff/in.md": "folder\\xff/in.md has a name that is not UTF-8",
    "search.md": "search.md would be the page 'search', where the site has its search",
    "genindex.md": "genindex.md would be the page 'genindex'",
}
RAISES = """
def setup(app):
    from docutils.parsers.rst import Directive
    class Raises(Directive):
        def run(self):
            1 / 0
    app.add_directive("raises", Raises)
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    files = {name: text for name, (text, _) in SAID.items()}
    files |= dict.fromkeys(LEFT_OUT, "# Left out\n")
    files |= {"old.ipynb": json.dumps(OLD), "Sources.md": "# In capitals\n", "many.yml": MANY}
    wiki = make_shared_wiki(files, conf=RAISES)
    (wiki.source / "itself").symlink_to("itself")
    (wiki.source / "up").symlink_to("..")
    os.mkfifo(wiki.source / "pipe.md")
    return wiki.build()


@pytest.mark.parametrize("name", SAID)
def test_a_fault_is_said_once_with_its_place(wiki: Wiki, name: str) -> None:
    found = [line for line in wiki.warnings if line.startswith(f"{name}:")]
    assert len(found) == 1, found
    assert found[0].startswith((f"{name}:{SAID[name][1]}", f"{name}: {SAID[name][1]}"))


@pytest.mark.parametrize("name", SAID)
def test_what_can_be_read_is_shown(wiki: Wiki, name: str) -> None:
    page = BeautifulSoup(wiki.html(name.partition(".")[0]), "html.parser")
    assert "Words." in page.get_text()


def test_a_notebook_of_an_old_format_is_read(wiki: Wiki) -> None:
    titles = {note["name"]: note["title"] for note in wiki.json()["notes"]}
    assert titles["old"] == "An old title"


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_name_that_no_page_can_have_is_an_error(wiki: Wiki, name: str) -> None:
    (found,) = (line for line in wiki.warnings if line.startswith(f"ERROR: {LEFT_OUT[name]}"))
    assert found.endswith("It is left out: rename it. [wiki.name]")


def test_nothing_else_is_said(wiki: Wiki) -> None:
    assert len(wiki.warnings) == len(SAID) + len(LEFT_OUT)


def test_links_that_lead_up_or_to_themselves_bring_no_notes(wiki: Wiki) -> None:
    expected = {name.partition(".")[0] for name in SAID} | {"old", "Sources"}
    assert {note["name"] for note in wiki.json()["notes"]} == expected


def test_the_authors_page_of_sources_is_not_doubled_in_another_case(wiki: Wiki) -> None:
    assert "sources.html" not in wiki.paths()


def test_a_note_with_a_missing_picture_is_read_once(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\n![](none.png)\n"}).build()
    wiki.build()
    assert "updating environment: 0 added, 0 changed, 0 removed" in wiki.log


def test_a_picture_that_appears_later_is_shown(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\n![](none.png)\n"}).build()
    wiki.write("none.png", png(1))
    wiki.build()
    assert wiki.warnings == []
    assert 'src="_images/none.png"' in wiki.html("a")


def test_search_finds_the_address_of_a_note_with_signs_in_its_name(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"C#.md": "# Sharp\n", "why?.md": "# Why\n", "100%25.md": "# All\n"}).build()
    index = js_index.loads(wiki.read("searchindex.js"))
    names = dict(zip(index["titles"], index["docnames"], strict=True))
    linked = {link["href"] for link in wiki.article("index").select("a[href]")}
    assert {f"{names[title]}.html" for title in ("Sharp", "Why", "All")} <= linked


def test_search_knows_a_note_with_signs_in_its_name_after_an_edit_of_another(
    make_wiki: MakeWiki,
) -> None:
    wiki = make_wiki({"C#.md": "# Sharp\n", "a.md": "# A\n"}).build()
    wiki.write("a.md", "# A\n\nOther words.\n")
    edited = wiki.build().read("searchindex.js")
    assert edited == wiki.build(clean=True).read("searchindex.js")


def test_files_that_look_like_notes_are_named_once(make_wiki: MakeWiki) -> None:
    names = ("README.MD", "b.markdown", "c.Rmd", "d.mkd", "e.IPYNB", ".md", "f.md5", "_site/a.MD")
    wiki = make_wiki({"a.md": "# A\n", **dict.fromkeys(names, "# X\n")}).build()
    (said,) = wiki.warnings
    assert said.startswith("WARNING: README.MD, b.markdown, c.Rmd and 2 more look like notes")
    assert "'.IPYNB' and '.MD' and '.Rmd' and '.markdown' and '.mkd'; expected '.ipynb'" in said


def test_endings_that_conf_py_gives_to_notes_are_theirs_and_their_code_runs(
    make_wiki: MakeWiki,
) -> None:
    code = "# B\n\n[](a.md) and [[a]].\n\n```{code-cell}\nprint(6 * 7)\n```\n"
    wiki = make_wiki(
        {"a.md": "# A\n\n[[b]] and [](c.MD)\n", "b.markdown": code, "c.MD": "# C\n"},
        'source_suffix = {".markdown": "myst-nb", ".MD": "markdown"}\n',
    ).build()
    assert wiki.warnings == []
    assert "42" in wiki.article("b").get_text()
    links = {link["note"] for link in wiki.json()["notes"][0]["links"]}
    assert links == {"b", "c"}


CELL = "\n```{code-cell} python\n:tags: [skip-execution]\n1\n```\n"
IMPOSSIBLE: dict[str, str] = {
    "image.md": '---\ntitle: Image\nimage: "a\\0b.png"\n---\n\nText.\n',
    "long.md": f"---\ntitle: Long\nimage: {'x' * 300}.png\n---\n\nText.\n",
    "depends.md": "---\ntitle: Depends\nexecute: {depends-on: " + "x" * 300 + "}\n---\n\n"
    "```{code-cell}\n1\n```\n",
    "include.qmd": "# Include\n\n{{< include a\0b.qmd >}}\n",
    "link.md": f"# Link\n\n[words]({'x' * 300}.png)\n",
    "link_cell.md": f"# Link beside a cell\n\n[words]({'y' * 300}.png)\n{CELL}",
    "nul_cell.md": f"# NUL beside a cell\n\n[words](x%00.png)\n{CELL}",
    "levels.md": "---\ntitle: Levels\ncategories: [" + "/".join("d" * 45) + "]\n---\n\nText.\n",
}


def test_names_that_no_file_can_have_cost_a_warning_each(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(IMPOSSIBLE).build()
    assert not [line for line in wiki.warnings if "[wiki.unreadable]" in line]
    assert sorted(line.partition(":")[0] for line in wiki.warnings) == sorted(IMPOSSIBLE)
    assert {path for path in wiki.paths() if path.startswith("categories/d/d/d/d/d/d/d/d/d/d")} == {
        "categories/d/d/d/d/d/d/d/d/d/d.html"
    }


def test_a_file_that_a_shortcode_embeds_as_a_note_ends_no_build(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.qmd": "# A\n\n{{< embed plot.png >}}\n\nWords.\n"}).build()
    assert "Words." in wiki.article("a").get_text()
    assert [line.partition(":")[0] for line in wiki.warnings] == ["a.qmd"]


def test_what_may_not_be_read_costs_a_warning_each(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = ("one.png", "works.bib", "_metadata.yml")
    files = {"a.md": "---\nimage: one.png\n---\n\nWords.\n", **dict.fromkeys(locked, "x")}
    ordinary = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name in locked:
            raise PermissionError(13, "Permission denied", str(path))
        return ordinary(path)

    wiki = make_wiki(files)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    wiki.build()
    assert "Words." in wiki.article("a").get_text()
    for name in locked:
        (said,) = (line for line in wiki.warnings if name in line)
        assert "cannot be read: Permission denied" in said


def test_a_pipe_to_include_is_not_waited_for(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.qmd": "# A\n\n{{< include pipe.md >}}\n\nWords.\n"})
    os.mkfifo(wiki.source / "pipe.md")
    (said,) = wiki.build_apart().warnings
    assert "The file 'pipe.md' to include does not exist." in said


@pytest.mark.parametrize("value", ["None", "1", 'b"x"', '[["a"]]', "object()"])
@pytest.mark.parametrize("name", ["wiki_dialects", "wiki_drafts"])
def test_a_value_of_conf_py_of_another_type_is_said_once(
    make_wiki: MakeWiki, name: str, value: str
) -> None:
    (said,) = make_wiki({}, f"{name} = {value}\n").build("dummy").warnings
    assert said.startswith(f"WARNING: {name} = ") and "expected" in said


@pytest.mark.parametrize("value", ["wiki_dialects = ('myst',)", "wiki_execution_timeout = 1.5"])
def test_a_value_of_conf_py_of_every_type_that_is_expected_is_taken(
    make_wiki: MakeWiki, value: str
) -> None:
    assert make_wiki({"a.md": "# A\n"}, f"{value}\n").build("dummy").warnings == []


def test_autosummary_looks_through_notes_alone(make_wiki: MakeWiki) -> None:
    summary = "# A\n\n```{eval-rst}\n.. autosummary::\n   :toctree: made\n\n   json\n```\n"
    wiki = make_wiki({"a.md": summary}, 'extensions += ["sphinx.ext.autosummary"]\n')
    assert wiki.build().warnings == []
    assert "JSON" in wiki.html("made/json")
    wiki.build()
    assert "updating environment: 0 added, 0 changed, 0 removed" in wiki.log
