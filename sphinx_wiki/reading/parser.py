"""Parsing Markdown notes: a note with code cells is a notebook, any other is plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from myst_nb.sphinx_ import Parser as NotebookParser
from sphinx.locale import get_translation
from sphinx.parsers import RSTParser
from sphinx.util import logging

from sphinx_wiki.dialects.endless import warn_endless
from sphinx_wiki.dialects.obsidian.comments import PRIVATE, public_text
from sphinx_wiki.dialects.quarto.about import add_about
from sphinx_wiki.dialects.quarto.includes import check_code
from sphinx_wiki.dialects.text import parse_text
from sphinx_wiki.domain import wiki_project
from sphinx_wiki.execution.merge import prepare
from sphinx_wiki.execution.notes import has_cells, is_ours, read_note
from sphinx_wiki.facts.notebook import NotebookError
from sphinx_wiki.facts.quarto.places import KEY
from sphinx_wiki.facts.toml_block import without_toml
from sphinx_wiki.figures.captions import frame_cells
from sphinx_wiki.files import is_full
from sphinx_wiki.messages import Kind, warn, warn_problem
from sphinx_wiki.reading.kernels import installed_kernels, missing_kernel, replaced_kernel
from sphinx_wiki.reading.markdown_cells import endless_cell
from sphinx_wiki.reading.notebooks import check_notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_wiki")
_LOGGER = logging.getLogger(__name__)

_KERNELS: Mapping[str, str] = {
    "julia": """julia -e 'using Pkg; Pkg.add("IJulia")'""",
    "ir": """Rscript -e 'install.packages("IRkernel"); IRkernel::installspec()'""",
    "bash": "pip install bash_kernel && python -m bash_kernel.install",
    "rust": "cargo install evcxr_jupyter && evcxr_jupyter --install",
    "deno": "deno jupyter --install",
}


class Parser(NotebookParser):
    """MyST-NB's parser, starting the notebook machinery only for notes with code."""

    supported = ("sphinx-wiki", "myst-nb", "markdown")

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse *inputstring* into *document*; what cannot be read is shown as text."""
        env: BuildEnvironment = document.settings.env
        docname = env.current_document.docname
        notebook = env.doc2path(docname).suffix == ".ipynb"
        shown = inputstring if notebook else public_text(env, inputstring)
        document[PRIVATE] = shown != inputstring
        try:
            self._parse(shown, document, env)
        except Exception as error:
            if isinstance(error, NotebookError):
                found = f"The notebook cannot be read: {error}."
                warn(found, Kind.NOTEBOOK, (docname, error.line))
            else:
                # A directive, role or output that fails costs its note, never the wiki.
                warn_unreadable(error, docname)
            empty(document)
            # MyST's transforms need its settings.
            parse_text("", document)
            shown = public_text(env, inputstring, every=True)
            document[PRIVATE] = shown != inputstring
            document += nodes.literal_block(shown, shown, language="text")
        add_about(document, wiki_project(env).meta(docname))
        document["wiki_first_level"] = _first_level(document, inputstring)

    def _parse(self, inputstring: str, document: nodes.document, env: BuildEnvironment) -> None:
        docname = env.current_document.docname
        suffix = env.doc2path(docname).suffix
        # Files that conf.py names another reader for are MyST-NB's to read.
        ours = is_ours(env, suffix)
        checked = check_notebook(inputstring) if suffix == ".ipynb" else None
        notebook = read_note(env, docname, inputstring) if ours else None
        if checked is not None:
            self._parse_notebook(inputstring, notebook, document, env, checked.metadata)
            for problem in checked.problems:
                warn_problem(problem, docname)
        elif notebook is not None or (not ours and has_cells(inputstring)):
            metadata = wiki_project(env).scans[docname].head.data
            self._parse_notebook(inputstring, notebook, document, env, metadata)
        else:
            parse_text(without_toml(inputstring), document)

    def _parse_notebook(
        self,
        inputstring: str,
        notebook: NotebookNode | None,
        document: nodes.document,
        env: BuildEnvironment,
        metadata: Mapping[str, Any],
    ) -> None:
        docname = env.current_document.docname
        if notebook is not None:
            if notebook.cells and KEY in notebook.cells[0].metadata:
                metadata = notebook.metadata
                head = wiki_project(env).scans[docname].head
                check_code(env, inputstring, head, metadata["language_info"]["name"])
            elif env.doc2path(docname).suffix != ".ipynb":
                _warn_endless_cell(notebook, inputstring, docname)
            prepare(env, docname, notebook, inputstring)
            inputstring = json.dumps(notebook)
        _warn_kernel(metadata, docname)
        super().parse(inputstring, document)
        frame_cells(document)
        if kernel := missing_kernel(metadata):
            _show_missing(document, kernel)


class SafeRSTParser(RSTParser):
    """Sphinx's parser of reStructuredText, to which an extension's error costs one note."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse *inputstring* into *document*; what cannot be read is shown as text."""
        try:
            super().parse(inputstring, document)
        except Exception as error:
            warn_unreadable(error, document.settings.env.current_document.docname)
            text = inputstring if isinstance(inputstring, str) else "\n".join(inputstring)
            empty(document)
            document += nodes.literal_block(text, text, language="text")


def warn_unreadable(error: Exception, docname: str) -> None:
    """Say that a note is shown as text because reading it raised *error*.

    :raises OSError: if that is that the disk is full, which is no fault of the note.
    """
    if is_full(error):
        raise error
    found = f"{type(error).__name__}: {error}"
    if isinstance(error, RecursionError):
        found = "found blocks or marks within one another deeper than can be read"
    warn(
        f"The note cannot be read and is shown as text: {found}.",
        Kind.UNREADABLE,
        docname,
    )


def empty(document: nodes.document) -> None:
    """Forget all that *document* holds and has recorded of its text."""
    document.clear()
    for names in (document.nameids, document.nametypes, document.ids, document.refnames):
        names.clear()
    # What MyST-NB keeps there while it reads cannot be stored.
    for key in [key for key in document.attributes if key.startswith("nb_")]:
        del document.attributes[key]
    document.footnotes.clear()
    document.citations.clear()
    # Those that belong to no node are those of every document.
    transforms = document.transformer.transforms
    transforms[:] = [each for each in transforms if each[2] is None]


def _show_missing(document: nodes.document, kernel: str) -> None:
    """Say before the first cell which kernel is missing, and how to get it."""
    first = next((each for each in document.findall(nodes.container) if "nb_element" in each), None)
    if first is None:
        return
    how = _KERNELS.get(kernel.rstrip("0123456789.-").lower())
    words = _("These cells did not run: the Jupyter kernel {name} is not installed.").format(
        name=kernel
    )
    said = nodes.paragraph("", words)
    if how:
        said += [nodes.Text(" " + _("To install it:") + " "), nodes.literal("", how)]
    box = nodes.container("", said, classes=["wiki-missing-kernel"])
    first.parent.insert(first.parent.index(first), box)


def _warn_endless_cell(notebook: NotebookNode, text: str, docname: str) -> None:
    """Say that the last cell of a Markdown note takes in its text, too."""
    if found := endless_cell(notebook, text):
        line, begins = found
        warn_endless(begins, begins.partition("{")[0].strip(), (docname, line))


def _warn_kernel(metadata: Mapping[str, Any], docname: str) -> None:
    if kernel := missing_kernel(metadata):
        warn(
            f"The kernel {kernel!r} is not installed, so the cells are shown without running. "
            f"Installed: {installed_kernels()}.",
            Kind.NOTEBOOK,
            docname,
        )
    elif kernel := replaced_kernel(metadata):
        _LOGGER.info(
            "The kernel %r is not installed; the Python of this build runs the code.",
            kernel,
            location=docname,
        )


def _first_level(document: nodes.document, source: str) -> int:
    """Give the level of the first heading; 1 where the source does not tell."""
    section = next(iter(document.findall(nodes.section)), None)
    title = section.next_node(nodes.title) if section is not None else None
    line = title.line if title is not None else None
    lines = source.splitlines()
    if line is None or not 0 < line <= len(lines):
        return 1
    heading = lines[line - 1].lstrip()
    if marks := re.match(r"#{1,6}(?=\s)", heading):
        return len(marks[0])
    below = lines[line].strip() if line < len(lines) else ""
    return 2 if below and not below.strip("-") else 1
