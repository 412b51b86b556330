r"""Formulas in HTML: the TeX stands in the page, between marks, for the browser to draw.

``\(…\)`` stands around TeX in a sentence and ``\[…\]`` around displayed TeX.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sphinx_wiki.facts.tex import (
    Equations,
    outside_signs,
    parts,
    read_equations,
    rows,
    without_labels,
    without_tag,
)

CLASSES = "math notranslate nohighlight"
"""Keeps formulas from being translated, searched for words and highlighted."""

# Numbers are the wiki's, so that references agree with them: the starred
# environments have none. KaTeX lacks the last three names.
_NAMES = {"multline": "gather", "flalign": "align", "eqnarray": "align"}


def inline_formula(tex: str) -> str:
    r"""Give a formula in a sentence.

    >>> inline_formula("a < b")
    '<span class="math notranslate nohighlight">\\(a &lt; b\\)</span>'
    """
    return rf'<span class="{CLASSES}">{marked(tex, display=False)}</span>'


def marked(tex: str, *, display: bool) -> str:
    r"""Give *tex* between its marks, escaped.

    >>> marked("a", display=True)
    '\\[a\\]'
    """
    return (r"\[{}\]" if display else r"\({}\)").format(escape(tex, quote=False))


def drawable(tex: str, numbers: Sequence[str | None] = ()) -> str:
    r"""Give displayed TeX as the renderer draws it.

    Blank lines part equations that stand under one another; rows are aligned
    at ``&``. Environments that number equations get *numbers*, one for each
    row, where they have several; a single number is left to the page.

    >>> drawable(r"a &= b \\ &= c")
    '\\begin{aligned}a &= b \\\\ &= c\\end{aligned}'
    >>> drawable(r"\begin{align}a\label{x}\\b\end{align}", ["1", "2"])
    '\\begin{align*}a\\tag{1}\\\\b\\tag{2}\\end{align*}'
    """
    equations = read_equations(tex)
    if equations is not None:
        return _environment(equations, numbers)
    found = [without_labels(part) for part in parts(tex)]
    if len(found) > 1 and any("&" in part for part in found):
        # One alignment for all, as if the blank lines were breaks.
        return _within("aligned", r"\\".join(found))
    drawn = [_lined_up(part) for part in found]
    return _within("gathered", r"\\".join(drawn)) if len(drawn) > 1 else "".join(drawn)


def _lined_up(tex: str) -> str:
    """Give *tex* with its rows, if it has several, aligned at ``&`` or else in the middle."""
    signs = outside_signs(tex)
    if "&" in signs:
        return _within("aligned", tex)
    return _within("gathered", tex) if signs else tex


def _within(name: str, tex: str) -> str:
    return rf"\begin{{{name}}}{tex}\end{{{name}}}"


def _environment(equations: Equations, numbers: Sequence[str | None]) -> str:
    name = _NAMES.get(equations.name, equations.name) + "*"
    several = len(equations.rows) > 1
    body = ""
    for index, (row, end) in enumerate(equations.rows):
        number = numbers[index] if index < len(numbers) else None
        tex = without_labels(row)
        if equations.name == "eqnarray":
            tex = _two_columns(tex)
        if number is not None:
            tex = without_tag(tex)
        body += (rf"{tex}\tag{{{number}}}" if number is not None and several else tex) + end
    if equations.name == "equation" and len(rows(body)) > 1:
        body = _lined_up(body)
    return rf"\begin{{{name}}}{equations.argument}{body}\end{{{name}}}"


def _two_columns(row: str) -> str:
    """Give a row of three columns, the sign of equality alone in the middle, as two."""
    match row.split("&"):
        case [left, sign, right]:
            return f"{left}&{{}}{sign.strip()}{right}"
    return row
