"""The one way to warn: every warning names its note, line and kind."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_wiki.facts.model import Problem

if TYPE_CHECKING:
    from docutils.nodes import Node

_LOGGER = logging.getLogger(__name__)


class Kind(Enum):
    """The subtypes of our warnings; ``suppress_warnings = ["wiki.<kind>"]`` silences one."""

    METADATA = "metadata"
    """Front matter that could not be read or understood."""
    LISTING = "listing"
    """An option or content of a listing."""
    WANTED = "wanted"
    """A link to a note that does not exist."""
    FILE = "file"
    """A link to a file that does not exist."""
    ANCHOR = "anchor"
    """A link to a part of a note that does not exist."""
    AMBIGUOUS = "ambiguous"
    """A link that fits several notes."""
    DUPLICATE = "duplicate"
    """Two notes with one title, alias or address."""
    NAME = "name"
    """A note whose file name no page can have, or a file that looks like a note and is none."""
    ENCODING = "encoding"
    """A note whose bytes are not UTF-8."""
    UNREADABLE = "unreadable"
    """A note whose text an extension could not read."""
    NOTEBOOK = "notebook"
    """A notebook that could not be read, or whose kernel is missing."""
    EXECUTION = "execution"
    """Code that failed, took too long, or could not be run."""
    REMOTE = "remote"
    """An output that would load something from another site."""
    CELL = "cell"
    """An option of a code cell."""
    SOURCE = "source"
    """A source whose address is refused, or a ``.bib`` file with errors."""
    IMAGE = "image"
    """An image in the front matter that does not exist."""
    COMMENT = "comment"
    """A comment that never ends."""
    FORMULA = "formula"
    """TeX that nothing can draw: a brace or an environment that is never closed."""
    SYNTAX = "syntax"
    """Markdown that is not closed, or that of another program which means nothing here."""
    CONFIG = "config"
    """A ``wiki_*`` value in conf.py."""


def warn(  # noqa: PLR0913 - each says another thing of a warning
    message: str,
    kind: Kind,
    location: str | tuple[str, int | None] | Node | None = None,
    *,
    once: bool = False,
    error: bool = False,
    advice: bool = False,
    also: Sequence[tuple[str, int | None]] = (),
) -> None:
    """Log *message* as ``wiki.<kind>``.

    :param location: a docname, a docname with a line, or a node.
    :param once: whether it is logged once only in a build that comes upon it again.
    :param error: whether it is an error: some of what was asked for is not in the site.
    :param advice: whether a check takes it for advice, whatever it takes its kind for.
    :param also: other places that it is about as well.
    """
    log = _LOGGER.error if error else _LOGGER.warning
    log(
        "%s",
        message,
        type="wiki",
        subtype=kind.value,
        location=location,
        once=once,
        extra={"wiki_advice": advice, "wiki_also": tuple(also)},
    )


def warn_problem(problem: Problem, docname: str, *, once: bool = False) -> None:
    """Log a :class:`Problem` found in a note."""
    warn(problem.message, Kind(problem.kind), (docname, problem.line), once=once)
