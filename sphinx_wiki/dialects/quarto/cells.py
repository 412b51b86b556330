"""The rule for `` ```{python} `` cells and for `` `{python} values` `` in the text.

Fences and inline code are found by markdown-it as ever; those that hold code
to run become tokens of their own. When they are drawn, each takes the first result
that is left of those for the same code.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.quarto.fences import annotated
from sphinx_wiki.facts.cells import COMMENT
from sphinx_wiki.facts.quarto.chunks import DIAGRAMS, language_of, value_of
from sphinx_wiki.facts.quarto.places import KEY, place_key
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from myst_nb.sphinx_ import SphinxNbRenderer

_PLACES = "quarto_places"


def extend(md: MarkdownIt) -> None:
    """Add cells and values to *md*."""
    # First of all after the text is read, so that others know cells from code that is shown.
    md.core.ruler.after("inline", "quarto_cells", cells_rule)
    md.add_render_rule("render_quarto_cell", render_cell, fmt="docutils")
    md.add_render_rule("render_quarto_value", render_value, fmt="docutils")


def cells_rule(state: StateCore) -> None:
    """Name the tokens that stand for code to run, and drop the cells that have no place yet."""
    state.tokens = [token for token in state.tokens if not _is_placeless(token)]
    for token in state.tokens:
        if token.type == "fence" and token.markup.startswith("`"):
            language = language_of(token.info.strip())
            if language is not None and language not in DIAGRAMS:
                token.type, token.meta = "quarto_cell", {**token.meta, "language": language}
        for child in token.children or ():
            if child.type == "code_inline" and (value := value_of(child.content)):
                child.type, child.meta = "quarto_value", {**child.meta, "value": value}


def _is_placeless(token: Token) -> bool:
    """Say whether this is a cell that MyST-NB puts before the text, in which it has its place."""
    return token.type == "nb_cell_code" and KEY in token.meta["metadata"]


def render_cell(self: SphinxNbRenderer, token: SyntaxTreeNode) -> None:
    """Draw a cell with its results; as code alone, where it is not one of the note's run."""
    language: str = token.meta["language"]
    found = _take(self, place_key("cell", language, token.content))
    if found is None:
        code = token.content
        comments = COMMENT.match(code)
        code = code[comments.end() :] if comments else code
        self.current_node.append(
            self.create_highlighted_code_block(code, language, node_cls=nodes.literal_block)
        )
        return
    index, cell = found
    meta = {"index": index, "metadata": cell["metadata"]}
    if "remove-cell" in cell["metadata"].get("tags", ()):
        return
    source = annotated(cell["source"]) if token.meta.get("annotated") else cell["source"]
    drawn = Token("nb_cell_code", "code", 0, content=source, meta=meta)
    drawn.map = list(token.map) if token.map else None
    self.render_nb_cell_code(SyntaxTreeNode([drawn], create_root=False))


def render_value(self: SphinxNbRenderer, token: SyntaxTreeNode) -> None:
    """Write what inline code gave; the code itself, where it did not run."""
    language, code = token.meta["value"]
    found = _take(self, place_key("value", language, code))
    outputs = found[1].get("outputs") or () if found else ()
    for output in outputs:
        if output["output_type"] == "error":
            place = self.sphinx_env.current_document.docname, token_line(token, 0) or None
            reason = f"{output['ename']}: {output['evalue']}"
            warn(f"The value {code!r} failed: {reason}.", Kind.EXECUTION, place)
    shown = [output["data"] for output in outputs if "data" in output]
    if shown:
        _write(self, token, shown[-1])
    elif found is None:
        # Of another language: in a note of Python, `r x` is no value.
        self.current_node.append(nodes.literal(token.content, token.content))
    elif found[1].get("execution_count") is None or outputs:
        self.current_node.append(nodes.literal(code, code))


def _write(self: SphinxNbRenderer, token: SyntaxTreeNode, data: Mapping[str, Any]) -> None:
    if "text/markdown" in data:
        text = _joined(data["text/markdown"])
        self.nested_render_text(text, token_line(token, 1) - 1, inline=True)
    elif "text/latex" in data:
        formula = _joined(data["text/latex"]).strip("$ \n")
        self.current_node.append(nodes.math(formula, formula))
    else:
        words = _unquoted(_joined(data.get("text/plain", "")))
        self.current_node.append(nodes.Text(words))


def _take(self: SphinxNbRenderer, key: str) -> tuple[int, Mapping[str, Any]] | None:
    """Give the next cell of the run that belongs to places with *key*, with its index."""
    client = self.md_options.get("nb_client")
    if client is None:
        return None
    places: dict[str, list[int]] | None = self.md_env.get(_PLACES)
    cells = client.notebook.cells
    if places is None:
        places = {}
        self.md_env[_PLACES] = places
        for index, cell in enumerate(cells):
            place = str(cell["metadata"].get(KEY, {}).get("place"))
            places.setdefault(place, []).append(index)
    waiting = places.get(key)
    return (index := waiting.pop(0), cells[index]) if waiting else None


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _unquoted(text: str) -> str:
    """Give the text that a string of Python stands for; other values as they are printed."""
    if text[:1] in ("'", '"'):
        try:
            return str(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            pass
    return text
