"""Warnings and errors: heard as Sphinx says them, kept until what they are about is mended."""

from __future__ import annotations

import io
import json
import re
import traceback
from collections.abc import Iterable, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError

from sphinx_wiki.building.records import ENVIRONMENT
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.live.messages import Problem
from sphinx_wiki.live.several import OF_LINKS, joined, parted, with_heads

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.facts.findings import Said

_FILE = "wiki/problems.json"
_OF_NAMES = "[wiki.duplicate]"
"""How those end that are said of names that several notes claim."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SAID = re.compile(
    r"(?:(?P<path>.+?)(?::(?P<line>\d+|None|<unknown>)?)?: )??"
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

    def hint(self, given: Iterable[str], config: Config) -> None:
        """Add to what was said of values that conf.py cannot have which ones may be meant.

        :param given: the names of values given on the command line.
        """
        names = [value.name for value in config]
        for name in (name for name in given if name not in config):
            if hint := did_you_mean(name, names):
                self.heard = [
                    each._replace(text=f"{each.text}.{hint}")
                    if repr(name) in each.text and not each.path
                    else each
                    for each in self.heard
                ]


def parse(said: str) -> Problem | None:
    """Make of a line of Sphinx what it says; of an empty one nothing.

    >>> parse("/notes/a.md:3: WARNING: The note 'b' does not exist. [wiki.wanted]")
    ... # doctest: +NORMALIZE_WHITESPACE
    Problem(level='warning', text="The note 'b' does not exist. [wiki.wanted]",
            path='/notes/a.md', line=3, docname='', of_head=False)
    >>> parse("WARNING: a: b")
    Problem(level='warning', text='a: b', path='', line=None, docname='', of_head=False)
    >>> parse("/notes/a.md:: WARNING: image file not readable: b.png").path
    '/notes/a.md'
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
    words = f"{type(cause).__name__}: {cause}" if path else _words(error)
    return Problem("error", words or type(error).__name__, path, line)


def _words(error: BaseException) -> str:
    """Give what an error says, without the address of a function in memory."""
    if isinstance(error, ExtensionError) and (fault := error.orig_exc) is not None:
        whose = error.modname or "an extension"
        return f"{whose} ended the build: {type(fault).__name__}: {fault}"
    return str(error).strip()


def place(problem: Problem, source: Path) -> str:
    """Give where *problem* is, as what is said of it begins.

    >>> place(Problem("warning", "No.", "/notes/a.md", 3), Path("/notes"))
    'a.md:3: '
    """
    if not problem.path:
        return ""
    path = Path(problem.path)
    if path.is_relative_to(source):
        path = path.relative_to(source)
    return f"{path}:{problem.line}: " if problem.line else f"{path}: "


class Problems:
    """What is wrong now, as far as builds have said."""

    def __init__(self, doctrees: Path) -> None:
        self._doctrees = doctrees
        self._read: list[Problem] = []
        """Said when notes were read, and of the wiki as it stands when all are."""
        self._written: list[Problem] = []
        """Said when pages were written."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            data = json.loads((doctrees / _FILE).read_bytes())
            if data["of"] == self._saved():
                self._read = [Problem(*each) for each in data["read"]]
                self._written = [Problem(*each) for each in data["written"]]

    def all(self) -> tuple[Problem, ...]:
        """Give them, errors first, then by file and line."""
        place = {"error": 0, "warning": 1}
        return tuple(
            sorted(
                dict.fromkeys([*joined(self._read), *self._written]),
                key=lambda p: (place[p.level], p.path, p.line or 0, p.text),
            )
        )

    @property
    def of_rivals(self) -> bool:
        """Whether there are names that several notes claim."""
        return any(each.text.endswith(_OF_NAMES) for each in self._read)

    def after_reading(
        self,
        heard: Iterable[Problem],
        said: Iterable[Said],
        env: BuildEnvironment,
        settled: Set[str],
    ) -> None:
        """Take what was said until pages are written in place of what was said before.

        What was said of other things than notes is forgotten.

        :param said: the same with all places, of which *heard* names some.
        :param settled: the notes whose links were looked at.
        """
        domain = wiki_domain(env)
        kept = [
            each
            for each in self._read
            if each.docname in env.found_docs
            and each.docname not in domain.reading
            and not (each.docname in settled and each.text.endswith(OF_LINKS))
            # Those are told anew of all notes, unless the wiki stands as it was.
            and (domain.settle is not None or not each.text.endswith(_OF_NAMES))
        ]
        said_now = _placed(parted(heard, said, env), env)
        self._read = [*kept, *with_heads(said_now, domain.reading, env)]

    def after_writing(
        self, heard: Iterable[Problem], env: BuildEnvironment, written: Set[str]
    ) -> None:
        """Take what was said while the pages of the notes *written* were written."""
        kept = [each for each in self._written if each.docname in env.found_docs - written]
        self._written = [*kept, *_placed(heard, env)]

    def forget(self) -> None:
        """Forget all, as what is built next is the whole wiki."""
        self._read, self._written = [], []

    def fail(self, problem: Problem) -> None:
        """Take what ended a build in place of what was said of other things than notes."""
        self._read = [*(each for each in self._read if each.docname), problem]

    def save(self) -> None:
        """Keep them for the next start, if it finds the environment as it is now."""
        data = {"read": self._read, "written": self._written, "of": self._saved()}
        write_if_changed(self._doctrees / _FILE, json.dumps(data).encode())

    def _saved(self) -> int:
        """Tell an environment that was saved from others."""
        return (self._doctrees / ENVIRONMENT).stat().st_mtime_ns


def _placed(heard: Iterable[Problem], env: BuildEnvironment) -> list[Problem]:
    return [each._replace(docname=env.path2doc(each.path) or "") for each in heard]
