"""Which notes are Quarto's own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
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
    asked = [
        domain.probe(docname, posixpath.join(folder, name))  # type: ignore[attr-defined]
        for folder in _folders(docname)
        for name in PROJECT
    ]
    return any(asked)


def _folders(docname: str) -> Iterator[str]:
    """Give the folders around a note, the nearest first."""
    while docname:
        docname = posixpath.dirname(docname)
        yield docname
