"""What a cell may say about itself, and what is said about what it may not."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_wiki.facts.cells import Caption, CellOptions, read_cell, read_execute


def cell(
    options: str, tags: tuple[str, ...] = (), defaults: dict[str, Any] | None = None
) -> CellOptions:
    """Read a cell with one line of *options* each."""
    comments = "".join(f"#| {line}\n" for line in options.splitlines())
    return read_cell(f"{comments}1 + 1\n", tags, defaults, line=10)


@pytest.mark.parametrize(
    ("option", "tag"),
    [
        ("echo: false", "remove-input"),
        ("output: false", "remove-output"),
        ("include: false", "remove-cell"),
        ("eval: false", "skip-execution"),
        ("warning: false", "remove-stderr"),
        ("error: true", "raises-exception"),
        ("code-fold: true", "hide-input"),
        ("code-fold: show", "hide-input"),
    ],
)
def test_an_option_is_a_tag_of_mystnb(option: str, tag: str) -> None:
    assert cell(option).tags == (tag,)


@pytest.mark.parametrize(
    "option", ["echo: true", "echo: fenced", "output: asis", "error: false", "code-fold: false"]
)
def test_what_is_usual_has_no_tag(option: str) -> None:
    assert cell(option).tags == ()


def test_a_cell_wins_over_its_note() -> None:
    assert cell("echo: true", defaults={"echo": False}).tags == ()
    assert cell("", defaults={"echo": False}).tags == ("remove-input",)


def test_a_comment_wins_over_a_tag() -> None:
    assert cell("echo: true", tags=("remove-input", "mine")).tags == ("mine",)


def test_tags_can_be_comments() -> None:
    assert cell("tags: [remove-input, mine]").tags == ("remove-input", "mine")


@pytest.mark.parametrize("mark", ["#|", "//|", "--|", "  #|"])
def test_comments_leave_the_code(mark: str) -> None:
    assert read_cell(f"{mark} echo: false\n{mark} label: x\ncode()").source == "code()"


def test_a_comment_below_code_is_code() -> None:
    assert read_cell("code()\n#| echo: false").source == "code()\n#| echo: false"


def test_a_caption_has_its_label_and_alternative() -> None:
    found = cell('label: fig-x\nfig-cap: "Loss: it falls"\nfig-alt: A falling line').caption
    assert found == Caption("figure", "fig-x", ("Loss: it falls",), ("A falling line",))


def test_each_output_can_have_a_caption() -> None:
    assert cell("fig-cap: [One, Two]").caption.captions == ("One", "Two")


def test_a_caption_of_a_table() -> None:
    assert cell("label: tbl-x\ntbl-cap: Tips").caption == Caption("table", "tbl-x", ("Tips",))


def test_a_summary_is_what_folded_code_is_called() -> None:
    assert cell("code-fold: true\ncode-summary: Show me").summary == "Show me"
    assert cell("code-fold: true").summary == "Code"


def test_lines_can_be_numbered() -> None:
    assert cell("code-line-numbers: true").render == {"number_source_lines": True}


@pytest.mark.parametrize(
    ("options", "line", "words"),
    [
        ("label: x\nech: false", 11, "Unknown option of a cell: 'ech'. Did you mean 'echo'?"),
        ("echo: no way", 10, "echo of a cell: found 'no way'; expected true or false or fenced"),
        ("fig-cap: {a: b}", 10, "fig-cap of a cell: found {'a': 'b'}; expected a text, or a list"),
        ("label: [a]", 10, "label of a cell: found ['a']; expected a text"),
        ("label: x\necho: [", 11, "no YAML"),
        ("just words", 10, "expected lines such as '#| echo: false'"),
    ],
)
def test_what_is_wrong_is_said_once_with_its_line(options: str, line: int, words: str) -> None:
    (problem,) = cell(options).problems
    assert problem.line == line
    assert words in problem.message


@pytest.mark.parametrize("option", ["fig-width: 6", "layout-ncol: 2", "column: page"])
def test_what_only_quarto_does_is_no_mistake(option: str) -> None:
    assert cell(option).problems == ()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"ecco": False}, "Unknown option of execute: 'ecco'. Did you mean 'echo'?"),
        ({"echo": "no way"}, "execute: echo: found 'no way'; expected true or false or fenced"),
        ("yes", "execute: found 'yes'; expected true, false or a mapping"),
    ],
)
def test_what_is_wrong_with_execute_is_said(raw: object, words: str) -> None:
    (problem,) = read_execute(raw, 2)[1]
    assert problem.line == 2
    assert words in problem.message
