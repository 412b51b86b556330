"""Warnings as values: heard as they are said, and those of reading kept with their notes.

What is wrong with a note is said when it is read, and only then. A check tells
everything without reading everything, so it takes what earlier readings said from here.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.nodes import Node
from sphinx.util.logging import NAMESPACE, get_node_location, is_suppressed_warning

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.findings import Place, Said

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+|None|<.*>)?)?(?::docstring of .*)?")


class Hearer(logging.Handler):
    """Hears the warnings and errors of one application."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(logging.WARNING)
        self._app = app
        self._reading = 0
        self.said: list[Said] = []
        """What was said, in order; what conf.py suppresses is left out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Hear one."""
        kind, subtype = (getattr(record, name, None) or "" for name in ("type", "subtype"))
        config = getattr(self._app, "config", None)
        if kind and config and is_suppressed_warning(kind, subtype, config.suppress_warnings):
            return
        warning = ".".join(filter(None, (kind, subtype)))
        self.said.append(
            Said(
                place=self._place(getattr(record, "location", None)),
                warning=warning,
                # Sphinx adds its kind where it prints it, which may have been before.
                message=logging.LogRecord.getMessage(record).removesuffix(f" [{warning}]"),
                is_error=record.levelno >= logging.ERROR,
                is_advice=getattr(record, "wiki_advice", False),
                once=bool(getattr(record, "once", False)),
                also=tuple(map(self._place, getattr(record, "wiki_also", ()))),
            )
        )

    def _place(self, location: Any) -> Place:
        """Give the place that Sphinx calls a location, in all its forms."""
        if isinstance(location, tuple):
            docname, line = location
            return Place(self._file(docname), line) if docname else Place("", None)
        if isinstance(location, Node):
            location = get_node_location(location)
        if not location:
            return Place("", None)
        found = _PLACE.fullmatch(str(location))
        path = found["path"] if found else str(location)
        line = found["line"] if found else None
        return Place(self._file(path), int(line) if line and line.isdigit() else None)

    def _file(self, name: str) -> str:
        """Give the file of a docname, or of a path, from the folder of notes if it is inside."""
        env = getattr(self._app, "env", None)
        if env is not None and not Path(name).is_absolute():
            name = str(env.doc2path(name)) if name in env.found_docs else name
        path = self._app.srcdir / name
        if path.is_relative_to(self._app.srcdir):
            return path.relative_to(self._app.srcdir).as_posix()
        return path.as_posix()

    def begin_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Mark that what is said from now on is said of notes being read."""
        del app, env, docnames
        self._reading = len(self.said)

    def keep(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep with each note what its reading said."""
        del app
        domain = wiki_domain(env)
        for said in self.said[self._reading :]:
            for docname in _readers(env, said.place.path, domain.reading):
                known = domain.said.get(docname, ())
                domain.said[docname] = (*known, said)


def hear(app: Sphinx) -> None:
    """Hear what *app* says, from now on."""
    hearer = Hearer(app)
    logging.getLogger(NAMESPACE).addHandler(hearer)
    app.connect("env-before-read-docs", hearer.begin_reading)
    # 100: before anything is said of the whole wiki.
    app.connect("env-updated", hearer.keep, priority=100)


def hearer() -> Hearer:
    """Give who hears the application that runs."""
    handlers = logging.getLogger(NAMESPACE).handlers
    return next(each for each in handlers if isinstance(each, Hearer))


def _readers(env: BuildEnvironment, path: str, reading: frozenset[str]) -> list[str]:
    """Give the note that is the file at *path*, or the first of *reading* that includes it."""
    docname = env.path2doc(path) if path else None
    if docname in reading:
        return [docname]
    including = sorted(
        each for each in reading if any(str(name) == path for name in env.dependencies[each])
    ) if path else []  # fmt: skip
    return including[:1]
