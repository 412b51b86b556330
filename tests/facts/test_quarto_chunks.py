"""What of a note for Quarto is run: cells and values, wherever they stand."""

from __future__ import annotations

import pytest

from sphinx_wiki.facts.quarto.chunks import Chunk, chunks
from sphinx_wiki.facts.quarto.includes import Run, expand_code, find_include, runs

FILES = {"notes/part.qmd": "```{python}\nb\n```\n", "top.qmd": "", "notes/code.py": "c = 1\n"}


def found(text: str) -> list[tuple[str, int, str]]:
    return [(each.kind, each.line, each.text) for each in chunks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```{python}\nx\n```", [("cell", 1, "x")]),
        ("``` {python}\nx\n```", [("cell", 1, "x")]),
        ("```{python, echo=FALSE}\nx\n```", [("cell", 1, "x")]),
        ("::: {.note}\n\n```{python}\nx\n```\n:::", [("cell", 3, "x")]),
        ("- item\n\n  ```{python}\n  if x:\n      y\n  ```", [("cell", 3, "if x:\n    y")]),
        ("````{python}\n```\n````", [("cell", 1, "```")]),
        ("```{python}\nx", [("cell", 1, "x")]),
        ("a `{python} x` b\n\n`{python} y`", [("value", 1, "x"), ("value", 3, "y")]),
        ("`{python} x` ``{python} y``", [("value", 1, "x")]),
        ("{{< include _a.qmd >}}", [("include", 1, "_a.qmd")]),
    ],
)
def test_is_found(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx\n```",
        "```{.python}\nx\n```",
        "```{=html}\nx\n```",
        "```{note}\nx\n```",
        "```{{python}}\nx\n```",
        "````markdown\n```{python}\nx\n```\n`{python} x`\n{{< include a.qmd >}}\n````",
        "~~~\n```{python}\nx\n```\n~~~",
        "<!--\n```{python}\nx\n```\n`{python} x`\n-->",
        "See {{< include a.qmd >}} here.",
        "`python x`",
    ],
)
def test_is_only_shown(text: str) -> None:
    assert found(text) == []


def test_included_cells_are_run_in_their_place() -> None:
    text = "```{python}\na\n```\n\n{{< include part.qmd >}}\n\n`{python} c`"
    assert list(runs(text, 1, "notes/note.qmd", FILES.get)) == [
        Run(Chunk("cell", 1, "a", "python"), "a", 1),
        Run(Chunk("cell", 1, "b", "python"), "b", 5),
        Run(Chunk("value", 7, "c", "python"), "c", 7),
    ]


def test_a_cell_includes_code() -> None:
    code = "a\n{{< include code.py >}}\nb"
    assert expand_code(code, ("notes/note.qmd",), FILES.get) == ("a\nc = 1\nb", ())


def test_what_a_cell_cannot_include_is_said_of_its_line() -> None:
    _code, (problem,) = expand_code("a\n{{< include no.py >}}", ("note.qmd",), FILES.get, 7)
    assert problem.line == 8


@pytest.mark.parametrize(
    ("name", "within", "path"),
    [
        ("part.qmd", ("notes/a.qmd",), "notes/part.qmd"),
        ("../top.qmd", ("notes/a.qmd",), "top.qmd"),
        ("/top.qmd", ("notes/a.qmd",), "top.qmd"),
        # As in Quarto, names count from the note; those of others find their neighbours, too.
        ("part.qmd", ("a.qmd", "notes/b.qmd"), "notes/part.qmd"),
    ],
)
def test_finds_the_file(name: str, within: tuple[str, ...], path: str) -> None:
    include = find_include(name, within, FILES.get)
    assert not isinstance(include, str)
    assert include.path == path


@pytest.mark.parametrize(
    ("name", "within", "words"),
    [
        ("../x.qmd", ("a.qmd",), "leads out of the notes folder"),
        ("/../x.qmd", ("a.qmd",), "leads out of the notes folder"),
        ("top.qmd", ("top.qmd",), "includes itself"),
        ("part.qmd", ("notes/a.qmd", "notes/part.qmd"), "includes itself"),
        ("no.qmd", ("a.qmd",), "does not exist"),
    ],
)
def test_says_why_nothing_is_included(name: str, within: tuple[str, ...], words: str) -> None:
    assert words in str(find_include(name, within, FILES.get))
