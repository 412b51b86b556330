"""A page shows what toctrees say of it by now, whichever note says it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.oracles import compare
from tests.wikis import CONF, Wiki

Files = Mapping[str, str]
"""Texts by path; an empty one is that of a file that goes."""

DRAFT = "---\ndraft: true\n---\n\n"


def toctree(*lines: str, title: str = "Home") -> str:
    """Give the text of a note with a toctree."""
    return "\n".join([f"# {title}", "", "```{toctree}", *lines, "```", ""])


NOTES = {
    "index.md": toctree("a", "b", "c"),
    **{f"{name}.md": f"# {name.upper()}\n\n## Part of {name}\n" for name in "abc"},
}
DEEP = {
    **NOTES,
    "index.md": toctree("t", "c"),
    "t.md": toctree("a", "b", title="T"),
}
FIGURE = "```{figure} dot.svg\n:name: fig\nA dot.\n```\n"
BEFORE = "```{figure} dot.svg\nAnother.\n```\n"
NUMBERED = {
    **NOTES,
    "index.md": toctree(":numbered:", "a", "b"),
    "a.md": f"# A\n\n(sec)=\n## Part\n\n{FIGURE}",
    "c.md": "# C\n\n{numref}`fig` in {numref}`sec`.\n",
    "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
}
BARS = "html_theme_options = {'show_prev_next': True}\n"
SIDE = "html_sidebars = {'**': ['sidebar-nav-bs.html']}\n"

CASES: dict[str, tuple[Files, str, list[Files]]] = {
    "order": (NOTES, BARS, [{"index.md": toctree("b", "a", "c")}]),
    "number": (
        NOTES,
        BARS,
        [{"index.md": toctree(":numbered:", "a", "b", "c")}, {"index.md": NOTES["index.md"]}],
    ),
    "number deep": (
        DEEP,
        "",
        [
            {"t.md": toctree(":numbered:", "b", "a", title="T")},
            {"index.md": toctree(":numbered:", "c", "t")},
            {"t.md": DEEP["t.md"]},
            {"index.md": DEEP["index.md"]},
        ],
    ),
    "glob": (
        {**NOTES, "index.md": toctree(":glob:", "*")},
        "",
        [{"b2.md": "# New\n"}, {"b2.md": ""}],
    ),
    "names": (
        NOTES,
        "",
        [{"b.md": "# Other\n"}, {"b.md": "", "d.md": "# D\n"}, {"index.md": toctree("a", "d")}],
    ),
    "title below": (DEEP, "", [{"a.md": "# Other\n\n## Part of a\n"}, {"a.md": "# O\n\n## P\n"}]),
    "draft": (NOTES, "", [{"b.md": DRAFT + NOTES["b.md"]}, {"b.md": NOTES["b.md"]}]),
    "missing": (NOTES, "", [{"b.md": ""}, {"c.md": "# See\n"}, {"b.md": NOTES["b.md"]}]),
    "circle": (
        {**DEEP, "a.md": toctree("t", title="A")},
        "suppress_warnings = ['toc.circular']\n",
        [{"t.md": toctree("b", "a", title="Other")}, {"b.md": "# B\n\n## New part\n"}],
    ),
    "numbers shown elsewhere": (
        NUMBERED,
        "numfig = True\n",
        [
            {"a.md": NUMBERED["a.md"].replace("(sec)=", f"## First\n\n{BEFORE}\n(sec)=")},
            {"index.md": toctree(":numbered:", "b", "a")},
            {"index.md": toctree(":numbered:", "b")},
        ],
    ),
    "numbers that Sphinx counts from now on": (
        {**NUMBERED, "b.md": f"# B\n\n{BEFORE}"},
        "",
        [{"conf.py": CONF + "numfig = True\n"}],
    ),
    "numbers that Sphinx counts no more": (
        {**NUMBERED, "b.md": f"# B\n\n{BEFORE}"},
        "numfig = True\n",
        [{"conf.py": CONF}],
    ),
    "column of toctrees": (
        DEEP,
        SIDE,
        [{"a.md": "# Other\n"}, {"t.md": toctree("b", "a", title="T")}],
    ),
    "another theme": (
        DEEP,
        "html_theme = 'alabaster'\n",
        [{"a.md": "# Other\n"}, {"t.md": toctree("b", "a", title="T")}, {"b.md": ""}],
    ),
    "furo": (
        DEEP,
        "html_theme = 'furo'\n",
        [{"a.md": "# Other\n"}, {"t.md": toctree("b", "a", title="T")}],
    ),
    "tasks": (
        {
            "a.md": "# A\n\n```{todo}\nOne.\n```\n",
            "b.md": "# B\n\n```{todolist}\n```\n",
            "c.md": "# C\n\n```{todo}\nLast.\n```\n",
        },
        "extensions.append('sphinx.ext.todo')\ntodo_include_todos = True\n",
        [{"a.md": "# A\n\n```{todo}\nTwo.\n```\n"}, {"c.md": ""}],
    ),
}


def change(wiki: Wiki, files: Files) -> None:
    """Write *files*."""
    for path, text in files.items():
        if text:
            wiki.write(path, text)
        else:
            wiki.remove(path)


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("name", CASES)
def test_a_build_after_an_edit_leaves_the_site_of_a_clean_build(
    name: str, parallel: int, tmp_path: Path
) -> None:
    files, conf, edits = CASES[name]
    wiki = Wiki.create(tmp_path, files, conf=conf)
    wiki.build(parallel=parallel)
    for edit in edits:
        change(wiki, edit)
        wiki.build(parallel=parallel)
    clean = wiki.copy("clean").build()
    assert compare.describe(wiki.files(), clean.files(), ("incremental", "clean")) == ""
