"""Code and outputs that a reader unfolds."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_wiki.execution.options import fold_of

if TYPE_CHECKING:
    from myst_nb.sphinx_ import HideCodeCellNode
    from sphinx.writers.html5 import HTML5Translator


def visit_html(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Begin what is folded, with what it says folded and unfolded.

    MyST-NB's own has no way to be open at first, and names every summary alike
    to those who hear it.
    """
    # MyST-NB leaves what folds a whole cell without a parent.
    cell = node.parent if node.parent is not None else {}
    summary, opened = fold_of(cell.get("cell_metadata") or {})
    if "above-input" not in node["classes"]:
        # What the author said is about the code.
        summary, opened = "", False
    classes = " ".join(["wiki-fold-cell", *node["classes"]])
    self.body.append(f'<details class="{classes}"{" open" if opened else ""}>\n<summary>')
    if summary:
        self.body.append(escape(summary))
    else:
        folded, unfolded = escape(node["prompt_show"]), escape(node["prompt_hide"])
        self.body.append(f'<span class="wiki-folded">{folded}</span>')
        self.body.append(f'<span class="wiki-unfolded">{unfolded}</span>')
    self.body.append("</summary>\n")


def depart_html(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """End what is folded."""
    del node
    self.body.append("</details>\n")
