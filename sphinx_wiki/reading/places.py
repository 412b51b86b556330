"""Where the files of notes are, as Sphinx asks for it: often, and for one note at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.project import Project
from sphinx.util._pathlib import _StrPath

from sphinx_wiki.paths import Paths, is_file
from sphinx_wiki.reading.pages import Page

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class PlacedProject(Project):
    """Sphinx's set of documents, each with its file as text from the source folder.

    Sphinx has objects in this place, which take longer to make, to store and to load.
    """

    def __init__(self, srcdir: str | os.PathLike[str], source_suffix: Iterable[str]) -> None:
        super().__init__(srcdir, source_suffix)
        self.pages: dict[str, Page] = {}
        """The pages that make themselves, by docname."""
        self._forget_paths()

    def _forget_paths(self) -> None:
        self._paths = Paths(self.srcdir)
        self._known: dict[str, str | None] = {}
        self._places: dict[tuple[str, bool], _StrPath] = {}

    def __getstate__(self) -> dict[str, object]:
        """Pickle only what the next build restores."""
        return self.__dict__ | {"pages": {}, "_paths": None, "_known": {}, "_places": {}}

    def restore(self, other: Project) -> None:
        """Take over what the last build found."""
        super().restore(other)
        self._forget_paths()

    @property
    def _paths_of_docs(self) -> dict[str, str]:
        """The file of each document, from the source folder; of pages that make themselves, all."""
        return cast("dict[str, str]", self._docname_to_path)

    @property
    def _docs_of_paths(self) -> dict[str, str]:
        return cast("dict[str, str]", self._path_to_docname)

    def _place(self, docname: str, path: str) -> None:
        """Make the file *path*, from the source folder or absolute, a document."""
        self.docnames.add(docname)
        self._docs_of_paths[path] = docname
        self._paths_of_docs[docname] = path

    def file_of(self, docname: str) -> str:
        """Give the file of *docname* from the source folder, as :meth:`doc2path` does."""
        if docname in self.pages:
            return f"{docname}.md"
        return self._paths_of_docs.get(docname) or docname + self._first_source_suffix

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """Give the file of *docname*; pages that make themselves have a place among the notes."""
        key = (docname, absolute)
        if key not in self._places:
            name = self.file_of(docname)
            if absolute:
                name = os.path.join(self.srcdir, self._paths_of_docs.get(docname, name))  # noqa: PTH118
            self._places[key] = _StrPath(name)
        return self._places[key]

    def path2doc(self, filename: str | os.PathLike[str]) -> str | None:
        """Give the docname of a file as Sphinx does, once for each."""
        name = os.fspath(filename)
        if name not in self._known:
            known = self._docs_of_paths.get(str(Path(name)))
            self._known[name] = known or super().path2doc(filename)
        return self._known[name]

    def find_target(self, env: BuildEnvironment, path: str) -> tuple[str | None, bool]:
        """Give the docname of what *path* means in the note that is read, and whether it is a file.

        Both are what MyST finds: a file with the suffix of a note is one, wherever it is.
        """

        def ask() -> str | None:
            found = env.relfn2path(path, env.docname)[1]
            return found if is_file(found) else None

        folder = self.doc2path(env.docname, False).parent.as_posix()
        found = self._paths.find_file(path, folder, ask)
        return (self.path2doc(found), True) if found else (None, False)
