"""Reading ``.qmd`` notes as notebooks: their cells and values, in one run, beside their text.

The notebook holds the code alone, and then the whole text as one piece: a cell may
stand in a div, a list or an included file, so the text is read as it is, and each
cell found again where it is written (see ``dialects/quarto/cells.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sphinx_wiki.facts.frontmatter import Head
from sphinx_wiki.facts.quarto.includes import Run, runs
from sphinx_wiki.facts.quarto.places import KEY, place_key
from sphinx_wiki.reading.folder import reader
from sphinx_wiki.reading.kernels import kernel_for, language_of
from sphinx_wiki.reading.markdown_cells import LINES_BEFORE
from sphinx_wiki.reading.notebooks import runnable


def read_qmd(text: str, head: Head, path: str, root: Path) -> NotebookNode | None:
    """Read the note *text* as a notebook; ``None`` where nothing in it is run.

    :param path: the note's, from the notes folder *root*.
    """
    found = list(runs(text, head.body_line, path, reader(root)))
    if not found:
        return None
    metadata = _metadata(head.data, found)
    language = metadata["language_info"]["name"]
    ours = [run for run in found if run.chunk.language == language]
    cells = [_cell(run, number) for number, run in enumerate(ours)]
    lines = text.split("\n")
    body = head.body_line - 1
    blank = "\n".join([""] * body + lines[body:])
    notebook: NotebookNode = new_notebook(
        cells=[*cells, new_markdown_cell(blank, id="text")], metadata=metadata
    )
    places = [run.line for run in ours] + [1]
    notebook.metadata["source_map"] = [line - LINES_BEFORE for line in places]
    return runnable(notebook)


def _cell(run: Run, number: int) -> NotebookNode:
    key = place_key(run.chunk.kind, run.chunk.language, run.chunk.text)
    value = run.chunk.kind == "value"
    metadata: dict[str, Any] = {KEY: {"place": key, "value": value}}
    if value:
        # One that fails is no reason not to run the others.
        metadata["tags"] = ["raises-exception"]
    cell: NotebookNode = new_code_cell(run.source, metadata=metadata, id=f"cell-{number}")
    return cell


def _metadata(data: Mapping[str, Any], found: Iterable[Run]) -> dict[str, Any]:
    """Give the metadata of the notebook: what the note declares, with its kernel."""
    jupyter, own = data.get("jupyter"), dict(data)
    own.pop("jupyter", None)
    spec = jupyter.get("kernelspec") if isinstance(jupyter, dict) else data.get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else jupyter
    language = "r" if data.get("engine") == "knitr" else _language(found)
    if isinstance(name, str):
        declared = spec.get("language") if isinstance(spec, dict) else None
        language = str(declared or language_of(name)).lower()
    else:
        name = kernel_for(language)
    kernelspec = {"name": name, "display_name": name, "language": language}
    return {**own, "kernelspec": kernelspec, "language_info": {"name": language}}


def _language(found: Iterable[Run]) -> str:
    """Give the language that runs: that of the first cell, but for what runs in browsers only."""
    chunks = [run.chunk for run in found]
    languages = [chunk.language for chunk in chunks if chunk.kind == "cell"]
    languages += [chunk.language for chunk in chunks]
    return next((each for each in languages if each != "ojs"), languages[0])
