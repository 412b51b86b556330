"""What the process that serves and the process that builds say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple


@dataclass(frozen=True)
class Settings:
    """What is built, and where to. The folders are absolute."""

    source: Path
    output: Path
    doctrees: Path
    builder: str = "html"
    overrides: dict[str, str] = field(default_factory=dict)
    """Values of conf.py, as ``-D`` gives them."""


class Problem(NamedTuple):
    """A warning or an error of a build."""

    level: Literal["error", "warning"]
    text: str
    path: str = ""
    """The file, absolute; empty where it is about none."""
    line: int | None = None
    docname: str = ""
    """The note, if it is in one."""
    of_head: bool = False
    """Whether it is of a note's front matter: what many of them share is said once."""


class Request(NamedTuple):
    """Asks for a build."""

    changed: frozenset[str] = frozenset()
    """The files that changed, absolute; none for the first build."""
    opened: tuple[str, ...] = ()
    """The files of the site that are open in a browser, the one looked at first."""
    number: int = 0
    """Grows with each request."""
    look: bool = False
    """Whether a look is taken first at what it is about."""


class Idle(NamedTuple):
    """Says that the process that takes first looks waits for a request."""


class Stop(NamedTuple):
    """Asks the process to end, after what it has not saved is saved."""


class Started(NamedTuple):
    """Says that a build begins."""


class Shown(NamedTuple):
    """Says that a page can be looked at, while the rest is still being built."""

    pages: tuple[str, ...]
    """From the root of the site."""
    seconds: float


class Finished(NamedTuple):
    """Says that all is built that could be."""

    seconds: float
    pages: tuple[str, ...]
    """The pages whose bytes changed, from the root of the site."""
    read: int
    """How many notes were read, for it or for builds before it that were given up."""
    whole: bool
    """Whether everything was built, as for a new conf.py."""
    problems: tuple[Problem, ...]
    """All there are now, also those that an earlier build found."""
    failed: bool
    """Whether the build did not come to its end."""
    watched: tuple[str, ...] = ()
    """Files and folders outside the notes that the site depends on, absolute."""
    code: tuple[str, ...] = ()
    """Files of Python code that a running process cannot take up anew."""
    language: str = ""
    """That of the wiki, as in conf.py."""


Report = Started | Shown | Finished | Idle
