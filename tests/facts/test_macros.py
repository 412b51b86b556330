r"""Macros: read from the settings of MathJax, put into LaTeX, expanded."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_wiki.facts.macros import Macro, as_latex, expand, read_definitions, read_macros
from sphinx_wiki.facts.tex_text import tex_text

MACROS = {
    "RR": Macro(r"\mathbb{R}"),
    "norm": Macro(r"\lVert #1 \rVert", 1),
    "pd": Macro(r"\frac{\partial #2}{\partial #1}", 2, "x"),
    "loop": Macro(r"\loop"),
}


def settings(**macros: Any) -> SimpleNamespace:
    return SimpleNamespace(mathjax3_config={"tex": {"macros": macros}})


def test_every_form_of_mathjax_is_read() -> None:
    found = read_macros(
        settings(
            RR=r"\mathbb{R}",
            norm=[r"\lVert #1 \rVert", 1],
            pd=(r"\frac{\partial #2}{\partial #1}", 2, "x"),
        )
    )
    assert found == {name: MACROS[name] for name in ("RR", "norm", "pd")}


def test_the_later_settings_win() -> None:
    both = settings(a="3", b="3")
    both.mathjax4_config = {"tex": {"macros": {"a": "4"}}}
    assert read_macros(both) == {"a": Macro("4"), "b": Macro("3")}


@pytest.mark.parametrize("value", [None, 1, [], [1], ["a", "b"], ["a", 10], ["a", 0, "b"], {}])
def test_what_is_no_macro_is_left_out(value: Any) -> None:
    assert read_macros(settings(x=value)) == {}


@pytest.mark.parametrize("config", [None, {}, {"tex": None}, {"tex": {"macros": ["a"]}}, "tex"])
def test_settings_without_macros_give_none(config: Any) -> None:
    assert read_macros(SimpleNamespace(mathjax3_config=config)) == {}


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        (r"x \in \RR^n", r"x \in \mathbb{R}^n"),
        (r"\norm{\norm{x}}", r"\lVert \lVert x \rVert \rVert"),
        (r"\norm x y", r"\lVert x \rVert y"),
        (r"\norm\alpha", r"\lVert \alpha \rVert"),
        (r"\pd{f} \pd[t]{g}", r"\frac{\partial f}{\partial x} \frac{\partial g}{\partial t}"),
        (r"\RRR \normal", r"\RRR \normal"),
        (r"a \\RR", r"a \\RR"),
        (r"\norm", r"\lVert  \rVert"),
        (r"\norm{a", r"\lVert a \rVert"),
        (r"\loop", r"\loop"),
    ],
)
def test_macros_are_expanded(tex: str, expanded: str) -> None:
    assert expand(tex, MACROS) == expanded


@pytest.mark.parametrize(
    ("tex", "macro"),
    [
        (r"\newcommand{\E}{x}", Macro("x")),
        (r"\newcommand*\E{x}", Macro("x")),
        (r"\renewcommand{\E}[2]{#1#2}", Macro("#1#2", 2)),
        (r"\providecommand{\E}[1][a]{#1}", Macro("#1", 1, "a")),
        (r"\def\E{{x}y}", Macro("{x}y")),
        (r"\gdef\E {x}", Macro("x")),
    ],
)
def test_each_way_to_define_a_macro_is_read(tex: str, macro: Macro) -> None:
    assert read_definitions(f"a {tex} b", {}) == ("a  b", {"E": macro})


def test_a_macro_is_what_was_defined_last() -> None:
    _rest, found = read_definitions(r"\def\E{x}\def\E{y}", {"E": Macro("z"), "F": Macro("f")})
    assert found == {"E": Macro("y"), "F": Macro("f")}


def test_what_is_provided_changes_nothing_that_is_known() -> None:
    known = {"E": Macro("z")}
    assert read_definitions(r"\providecommand{\E}{x}", known) == ("", known)


def test_latex_gets_the_default_of_an_argument() -> None:
    assert as_latex({"pd": MACROS["pd"]}).strip() == (
        r"\providecommand{\pd}{}\renewcommand{\pd}[2][x]{\frac{\partial #2}{\partial #1}}"
    )


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\operatorname{softmax}(z)_i", "softmax(z)ᵢ"),
        (r"\mathbb{R}^n", "ℝⁿ"),
        (r"L = -\log p(x)", "L = -log p(x)"),
        (r"\{a\}", "{a}"),
        (r"W^{(l)} \le 10\%", "W⁽ˡ⁾ ≤ 10%"),
        (r"\frac{a+1}{b}", "(a+1)/b"),
        (r"q_\theta", "q_θ"),
        ("a < b", "a < b"),
    ],
)
def test_formulas_as_text_are_what_one_would_type(tex: str, text: str) -> None:
    assert tex_text(tex) == text
