"""Displayed TeX as the renderer draws it."""

from __future__ import annotations

import pytest

from sphinx_wiki.html.formulas import drawable, inline_formula, marked


def test_what_could_be_markup_is_escaped() -> None:
    assert marked("a<b & c", display=True) == r"\[a&lt;b &amp; c\]"
    assert r"\(a&lt;b\)" in inline_formula("a<b")


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        ("a = b", "a = b"),
        (r"a &= b \\ &= c", r"\begin{aligned}a &= b \\ &= c\end{aligned}"),
        (
            r"a &= \begin{matrix}1\\2\end{matrix}",
            r"\begin{aligned}a &= \begin{matrix}1\\2\end{matrix}\end{aligned}",
        ),
        (r"\begin{matrix}1\\2\end{matrix}", r"\begin{matrix}1\\2\end{matrix}"),
        (r"a = b \\ c", r"\begin{gathered}a = b \\ c\end{gathered}"),
        ("a\n\nb", r"\begin{gathered}a\\b\end{gathered}"),
        ("a &= b\n\nc &= d", r"\begin{aligned}a &= b\\c &= d\end{aligned}"),
        (r"x \label{a}", "x"),
        (r"\begin{flalign*}a\end{flalign*}", r"\begin{align*}a\end{align*}"),
        (r"\begin{multline}a\\b\end{multline}", r"\begin{gather*}a\\b\end{gather*}"),
        (r"\begin{alignat}{2}a&b\end{alignat}", r"\begin{alignat*}{2}a&b\end{alignat*}"),
        (r"\begin{eqnarray}a&=&b\end{eqnarray}", r"\begin{align*}a&{}=b\end{align*}"),
        (
            r"\begin{equation}a\\b\end{equation}",
            r"\begin{equation*}\begin{gathered}a\\b\end{gathered}\end{equation*}",
        ),
    ],
)
def test_environments_are_those_that_the_renderer_knows(tex: str, drawn: str) -> None:
    assert drawable(tex).strip() == drawn


def test_each_row_gets_its_number() -> None:
    tex = r"\begin{gather}a\label{x}\\b\notag\\c\tag{A}\end{gather}"
    assert drawable(tex, ["1", None, "A"]) == (
        r"\begin{gather*}a\tag{1}\\b\notag\\c\tag{A}\end{gather*}"
    )
