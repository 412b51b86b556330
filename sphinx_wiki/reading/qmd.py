"""Reading ``.qmd`` notes as notebooks: their cells and values, in one run, beside their text.

The notebook holds the code alone, and then the whole text as one piece: a cell may
stand in a div, a list or an included file, so the text is read as it is, and each
cell found again where it is written (see ``dialects/quarto/cells.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sphinx_wiki.facts.frontmatter import Head
from sphinx_wiki.facts.quarto.includes import Run, runs
from sphinx_wiki.paths import is_file
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.reading.notebooks import LINES_BEFORE, runnable

KEY = "quarto"
"""The metadata of a cell that says which place in the note is its own."""

_KERNELS: Mapping[str, str] = {"python": "python3", "r": "ir"}


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


def reader(root: Path) -> Callable[[str], str | None]:
    """Give a function that reads files of the notes folder *root* by their paths."""

    def read(path: str) -> str | None:
        file = root / path
        try:
            inside = file.resolve().is_relative_to(root.resolve())
            # A pipe would be waited for.
            return decode(file.read_bytes())[0] if inside and is_file(file) else None
        except OSError:
            return None

    return read


def place_key(kind: str, language: str, text: str) -> str:
    """Give what tells a place for code from others: what stands there, less the blanks."""
    return f"{kind} {language} {' '.join(text.split())}"


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
        language = str(declared or _specs().get(name) or _family(name)).lower()
    else:
        same = sorted(kernel for kernel, spoken in _specs().items() if spoken == language)
        name = _KERNELS.get(language) or next(iter(same), language)
    kernelspec = {"name": name, "display_name": name, "language": language}
    return {**own, "kernelspec": kernelspec, "language_info": {"name": language}}


def _language(found: Iterable[Run]) -> str:
    """Give the language that runs: that of the first cell, but for what runs in browsers only."""
    chunks = [run.chunk for run in found]
    languages = [chunk.language for chunk in chunks if chunk.kind == "cell"]
    languages += [chunk.language for chunk in chunks]
    return next((each for each in languages if each != "ojs"), languages[0])


def _family(kernel: str) -> str:
    """Give the language that the name of a kernel, such as ``julia-1.11``, tells."""
    name = kernel.lower().rstrip("0123456789.-")
    return "r" if name == "ir" else name


@cache
def _specs() -> Mapping[str, str]:
    """Give the language of every installed kernel; they do not change within a build."""
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415 - it takes long

    specs = KernelSpecManager().get_all_specs()
    return {
        name: str(each.get("spec", {}).get("language", "")).lower() for name, each in specs.items()
    }
