"""Code and outputs that a reader unfolds."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_wiki.execution.options import is_opened

if TYPE_CHECKING:
    from myst_nb.sphinx_ import HideCodeCellNode
    from sphinx.writers.html5 import HTML5Translator


def visit_html(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """Begin what is folded, with what it says folded and unfolded.

    MyST-NB's own has no way to be open at first, and names every summary alike
    to those who hear it.
    """
    metadata = node.parent.get("cell_metadata") or {}
    opened = " open" if is_opened(metadata) else ""
    classes = " ".join(["wiki-fold-cell", *node["classes"]])
    self.body.append(f'<details class="{classes}"{opened}>\n<summary>')
    folded, unfolded = escape(node["prompt_show"]), escape(node["prompt_hide"])
    if folded == unfolded:
        self.body.append(folded)
    else:
        self.body.append(f'<span class="wiki-folded">{folded}</span>')
        self.body.append(f'<span class="wiki-unfolded">{unfolded}</span>')
    self.body.append("</summary>\n")


def depart_html(self: HTML5Translator, node: HideCodeCellNode) -> None:
    """End what is folded."""
    del node
    self.body.append("</details>\n")
