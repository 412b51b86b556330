"""Warnings and errors: heard as Sphinx says them, kept until what they are about is mended."""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Callable, Iterable, Set
from pathlib import Path

from sphinx_wiki.live.messages import Problem

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SAID = re.compile(
    r"(?:(?P<path>.+?)(?::(?P<line>\d+|None|<unknown>))?: )??"
    r"(?P<level>WARNING|ERROR|CRITICAL): (?P<text>.*)",
    re.DOTALL,
)


class Listener(io.StringIO):
    """The stream that Sphinx writes its warnings to, one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Problem] = []

    def write(self, said: str) -> int:
        """Hear one warning."""
        if problem := parse(said):
            self.heard.append(problem)
        return len(said)


def parse(said: str) -> Problem | None:
    """Make of a line of Sphinx what it says; of an empty one nothing.

    >>> parse("/notes/a.md:3: WARNING: The note 'b' does not exist. [wiki.wanted]")
    ... # doctest: +NORMALIZE_WHITESPACE
    Problem(level='warning', text="The note 'b' does not exist. [wiki.wanted]",
            path='/notes/a.md', line=3, docname='')
    >>> parse("WARNING: a: b")
    Problem(level='warning', text='a: b', path='', line=None, docname='')
    """
    said = _COLOUR.sub("", said).strip()
    if not said:
        return None
    found = _SAID.fullmatch(said)
    if found is None:
        return Problem("warning", said)
    line = found["line"]
    return Problem(
        "warning" if found["level"] == "WARNING" else "error",
        found["text"],
        (found["path"] or "").partition(":docstring of ")[0],
        int(line) if line and line.isdigit() else None,
    )


def describe(error: BaseException, source: Path) -> Problem:
    """Give what is to be said of an error that ended a build.

    :param source: the folder of notes; the last place there that the error came by is named.
    """
    path, line = "", None
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, SyntaxError) and cause.filename:
        path, line = cause.filename, cause.lineno
    else:
        for frame in traceback.extract_tb(cause.__traceback__):
            if Path(frame.filename).is_relative_to(source):
                path, line = frame.filename, frame.lineno
    if isinstance(error, SystemExit):
        return Problem("error", f"conf.py ended the build: {error}", path, line)
    words = f"{type(cause).__name__}: {cause}" if path else str(error).strip()
    return Problem("error", words or type(error).__name__, path, line)


class Problems:
    """What is wrong now, as far as builds have said."""

    def __init__(self) -> None:
        self._known: list[Problem] = []

    def all(self) -> tuple[Problem, ...]:
        """Give them, errors first, then by file and line."""
        place = {"error": 0, "warning": 1}
        return tuple(
            sorted(
                self._known, key=lambda p: (place[p.level], p.path, p.line or 0, p.text)
            )
        )

    def replace(
        self,
        heard: Iterable[Problem],
        docname: Callable[[str], str | None],
        looked_at: Set[str] | None,
    ) -> None:
        """Take what a build said in place of what earlier ones said of the same notes.

        What an earlier build said of other things than notes is forgotten.

        :param docname: gives the note that a file is.
        :param looked_at: the notes that the build would have said something about;
            ``None`` for all.
        """
        kept = [
            problem
            for problem in self._known
            if looked_at is not None and problem.docname and problem.docname not in looked_at
        ]
        new = [problem._replace(docname=docname(problem.path) or "") for problem in heard]
        self._known = list(dict.fromkeys([*kept, *new]))
