"""What a project of Quarto says about the site and its notes."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.quarto.inherit import inherit, merged, read_layer
from sphinx_wiki.facts.quarto.settings import MenuItem, read_settings


@pytest.mark.parametrize(
    ("theme", "mode"),
    [
        ("darkly", "dark"),
        ("[slate, custom.scss]", "dark"),
        ("cosmo", ""),
        ("{light: flatly, dark: darkly}", "auto"),
        ("{dark: darkly}", "dark"),
        ("3", ""),
    ],
)
def test_a_theme_says_how_the_site_looks_at_first(theme: str, mode: str) -> None:
    assert read_settings(f"format:\n  html:\n    theme: {theme}\n").mode == mode


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("wesbite:\n  title: x", 1, "did you mean 'website'?"),
        ("website:\n  titel: x", 2, "Did you mean 'title'?"),
        ("project:\n  type: website\n  outptu-dir: x", 3, "Did you mean 'output-dir'?"),
        ("website: yes", 1, "expected a mapping"),
        ("website:\n  title: [a]", 2, "expected a text"),
        ("website:\n  title: 'x", 2, ""),
        ("- a", 1, "found a list"),
    ],
)
def test_a_fault_is_said_with_its_line(text: str, line: int, words: str) -> None:
    (problem,) = read_settings(text).problems
    assert problem.line == line
    assert words in problem.message


def test_all_that_quarto_knows_is_no_fault() -> None:
    text = (
        "project: {type: website, pre-render: a.py, resources: [x]}\n"
        "website:\n  search: true\n  page-footer: {left: x}\n  reader-mode: true\n"
        "format: {html: {css: styles.css, toc: true}}\neditor: visual\nnumber-sections: true\n"
        "execute: {freeze: auto}\nfilters: [a]\ncrossref: {chapters: true}\ntitle-prefix: x\n"
    )
    assert read_settings(text).problems == ()


@pytest.mark.parametrize(
    ("render", "path", "expected"),
    [
        ("", "a.qmd", True),
        ("", "notes/a.md", True),
        ("", "_a.qmd", False),
        ("", "_drafts/a.qmd", False),
        ("", "README.md", False),
        ("['*.qmd']", "a.qmd", True),
        ("['*.qmd']", "notes/a.qmd", True),
        ("['*.qmd']", "a.md", False),
        ("[notes/]", "notes/deep/a.md", True),
        ("[notes/]", "other.md", False),
        ("[a.qmd]", "a.qmd", True),
        ("['*.qmd', '!drafts/']", "drafts/a.qmd", False),
        ("['!drafts']", "a.qmd", True),
        ("['!drafts']", "drafts/a.qmd", False),
        ("['notes/*.md']", "notes/deep/a.md", False),
    ],
)
def test_which_files_are_notes(render: str, path: str, expected: bool) -> None:
    settings = read_settings(f"project:\n  render: {render or '[]'}\n")
    assert settings.renders(path) is expected


def test_menus_are_read_without_what_only_quarto_has() -> None:
    text = (
        "website:\n  navbar:\n    left:\n      - a.qmd\n      - {text: B, href: b.qmd}\n"
        "      - {text: More, menu: [{text: C, href: c.qmd}]}\n      - {icon: github}\n"
        "      - {text: Bad, href: 'javascript:alert(1)'}\n"
        "  sidebar:\n    contents: [{section: Part, contents: [d.qmd]}, auto]\n"
    )
    settings = read_settings(text)
    assert settings.navbar == (
        MenuItem("", "a.qmd"),
        MenuItem("B", "b.qmd"),
        MenuItem("More", "", (MenuItem("C", "c.qmd"),)),
    )
    assert settings.sidebar[0] == MenuItem("Part", "", (MenuItem("", "d.qmd"),))


@pytest.mark.parametrize(
    ("below", "above", "expected"),
    [
        (1, 2, 2),
        (1, None, 1),
        ({"a": 1, "b": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ([1, 2], [2, 3], [1, 2, 3]),
        ("a", ["b"], ["a", "b"]),
        ([1], "b", [1, "b"]),
        ([], None, []),
    ],
)
def test_values_are_merged_as_quarto_does(below: Any, above: Any, expected: Any) -> None:
    assert merged(below, above) == expected


def test_a_note_wins_over_its_folder_and_that_over_the_project() -> None:
    project = read_layer("author: P\nlang: de\ntitle: Site\nexecute: {echo: false}", project=True)
    folder = read_layer("author: F\ncategories: [study]\norder: 1.50")
    note = "---\ncategories: [note]\nexecute: {eval: false}\n---\n"
    head = inherit(read_head(note, ".md"), [project, folder])
    assert head.data == {
        "author": "F",
        "execute": {"echo": False, "eval": False},
        "categories": ["study", "note"],
        "order": 1.5,
    }
    assert head.written["order"] == "1.50"
    assert head.lines == {"categories": 2, "execute": 3}


def test_numbers_in_merged_lists_keep_their_spelling() -> None:
    head = inherit(
        read_head("---\ncategories: [1.10]\n---\n", ".md"), [read_layer("categories: x")]
    )
    assert head.written["categories"] == ["x", "1.10"]


def test_a_wrong_value_of_a_folder_is_said_once_and_left_out() -> None:
    layer = read_layer("toc: often\nauthor: Ada\n")
    assert [problem.line for problem in layer.problems] == [1]
    assert layer.data == {"author": "Ada"}


def test_what_a_note_says_for_html_counts() -> None:
    head = inherit(read_head("---\nformat:\n  html:\n    toc: false\n---\n", ".qmd"), [])
    assert head.data["toc"] is False
    assert head.lines["toc"] == 2
