"""The pages that the browser benchmark looks at, in a wiki of as many other notes as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.benchmarks import notes

PLOT = """```{code-cell} python
import plotly.graph_objects as go
go.Figure(go.Scatter(y=[((i * %d) %% 17) + i / 20 for i in range(200)]), {"title": {"text": "%s"}})
```"""
KERNEL = "kernelspec: {name: python3, display_name: Python 3, language: python}\n"
FORMULA = r"""$$
\mathcal{L}_{%d}(\theta) = \frac{1}{n} \sum_{i=1}^{n} \log p_\theta(x_i \mid x_{<i})
  + \lambda \begin{pmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{pmatrix} \int_0^1 f(t)\,dt
$$"""
FORMULAS, PLOTS = 30, 3

PAGES: Mapping[str, str] = {
    "a plain note": "plain",
    "with formulas": "formulas",
    "with plots": "plots",
}
"""What a page is, and how the two files of its kind are called, numbers aside."""


def write(folder: Path, count: int) -> None:
    """Write *count* notes into *folder*, and two of each kind that is looked at."""
    notes.write(folder, count)
    for number in (1, 2):
        for kind in PAGES.values():
            (folder / f"{kind}{number}.md").write_text(_note(kind, number), encoding="utf-8")


def _note(kind: str, number: int) -> str:
    random = Random(number)
    other = 3 - number
    parts = [f"Some words about it, and [](./{kind}{other}.md)."]
    for part in range(8):
        parts += [f"## Part {part}", _prose(random)]
        if kind == "formulas":
            parts += [f"Where $x_{{{i}}} \\ge \\sqrt{{{part}}}$ holds." for i in range(5)]
            parts += [FORMULA % (part * 4 + i) for i in range(FORMULAS // 8)]
        if kind == "plots" and part < PLOTS:
            parts.append(PLOT % (number + part, f"Plot {part}"))
    front = f"title: A note {number} with {kind}\n" + (KERNEL if kind == "plots" else "")
    return f"---\n{front}---\n\n" + "\n\n".join(parts) + "\n"


def _prose(random: Random) -> str:
    words = ["".join(random.choices(notes.SYLLABLES, k=3)) for _ in range(70)]
    return " ".join(words).capitalize() + "."
