r"""The structure of TeX: what is balanced, what is a row, and what is never called a fault."""

from __future__ import annotations

import pytest

from sphinx_wiki.facts.tex import fault, parts, read_equations, rows
from tests.benchmarks.tex import formulas
from tests.wikis import ROOT

FAULTS = [
    (r"\frac{1}{2", "'{' is never closed", 0),
    ("a\nb}", "'}' closes nothing", 1),
    ("x\n" + r"\begin{cases} a \\ b", r"'\begin{cases}' is never closed", 1),
    (r"a \end{cases}", r"'\end{cases}' closes nothing", 0),
    (r"\begin{matrix} a \end{pmatrix}", r"'\end{pmatrix}' closes '\begin{matrix}'", 0),
    (r"\left( a", r"'\left' is never closed", 0),
    (r"a \right)", r"'\right' closes nothing", 0),
    (r"\text{half of 50%}", "'{' is never closed", 0),
]

FINE = [
    r"\{ a \}",
    r"\left\{ a \right.",
    r"a \leftarrow b \rightarrow c \iff d",
    "a % } and {\n + b",
    r"\verb|{|",
    r"\newcommand{\be}{\begin{cases}} \be a \end{cases}",
    r"\ifx a { \fi",
    r"\text{50\% of it}",
]


@pytest.mark.parametrize(("tex", "message", "line"), FAULTS)
def test_a_half_without_its_other_is_a_fault(tex: str, message: str, line: int) -> None:
    assert fault(tex) == (message, line)


@pytest.mark.parametrize("tex", FINE)
def test_what_can_be_drawn_or_is_not_certain_is_no_fault(tex: str) -> None:
    assert fault(tex) is None


def test_where_a_macro_may_close_an_environment_nothing_is_said() -> None:
    assert fault(r"\bcase a \end{cases}", {"bcase": r"\begin{cases}"}) is None


def test_braces_are_told_though_macros_hide_environments() -> None:
    assert fault(r"\bcase a}", {"bcase": r"\begin{cases}"}) is not None


def test_no_formula_of_the_demo_or_the_documentation_is_called_faulty() -> None:
    found = formulas([ROOT / "notes", ROOT / "docs"])
    assert len(found) > 200
    assert [each for each in found if fault(each.tex)] == []


def test_breaks_within_environments_and_braces_part_no_rows() -> None:
    tex = r"\substack{a\\b} &= \begin{matrix}1\\2\end{matrix} \\[2ex] c"
    assert [row for row, _end in rows(tex)] == [
        r"\substack{a\\b} &= \begin{matrix}1\\2\end{matrix} ",
        " c",
    ]


def test_blank_lines_within_environments_part_nothing() -> None:
    assert parts("\\begin{aligned}\na\n\nb\n\\end{aligned}") == [
        "\\begin{aligned}\na\n\nb\n\\end{aligned}"
    ]


def test_blank_lines_between_equations_part_them() -> None:
    assert parts("a = b\n \nc = d") == ["a = b", "c = d"]


@pytest.mark.parametrize(
    ("tex", "numbered"),
    [
        (r"\begin{align} a \\ b \end{align}", [True, True]),
        (r"\begin{align} a \notag \\ b \end{align}", [False, True]),
        (r"\begin{align} a \tag{A} \\ b \nonumber \end{align}", [False, False]),
        (r"\begin{align*} a \\ b \end{align*}", [False, False]),
        (r"\begin{multline} a \\ b \end{multline}", [True]),
        (r"\begin{equation} \begin{split} a \\ b \end{split} \end{equation}", [True]),
        (r"\begin{gather} a \\ b \\ \end{gather}", [True, True]),
    ],
)
def test_rows_are_numbered_as_latex_numbers_them(tex: str, numbered: list[bool]) -> None:
    equations = read_equations(tex)
    assert equations is not None
    assert [equations.numbered(row) for row, _end in equations.rows] == numbered


@pytest.mark.parametrize(
    "tex",
    [
        "a = b",
        r"\begin{pmatrix} a \end{pmatrix}",
        r"x \begin{align} a \end{align}",
        r"\begin{align} a \end{align} \begin{align} b \end{align}",
    ],
)
def test_other_formulas_are_no_equations(tex: str) -> None:
    assert read_equations(tex) is None
