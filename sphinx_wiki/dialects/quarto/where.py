"""Which notes are Quarto's own."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

PROJECT = ("_quarto.yml", "_quarto.yaml")
"""The names of the file that makes a folder a project of Quarto."""


def is_quarto(env: BuildEnvironment) -> bool:
    """Say whether the note that is being read is Quarto's: by suffix, or by a project around it.

    What was asked for is remembered: a note is read again when a project's
    file appears or vanishes.
    """
    docname = env.current_document.docname
    if env.doc2path(docname).suffix == ".qmd":
        return True
    domain = env.domains["wiki"]
    folders = PurePosixPath(docname).parents
    asked = [domain.probe(docname, str(folder / name)) for folder in folders for name in PROJECT]  # type: ignore[attr-defined]
    return any(asked)
