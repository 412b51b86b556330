"""Whether extensions that nobody has looked at take part in something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.events import EventManager

_KNOWN = frozenset(
    {
        "alabaster",
        "docutils",
        "myst_nb",
        "myst_parser",
        "pydata_sphinx_theme",
        "sphinx",
        "sphinx_copybutton",
        "sphinx_design",
        "sphinx_wiki",
        "sphinxcontrib.bibtex",
    }
)
"""Packages whose parts keep nothing of a document, and leave behind nothing but its page."""


def are_known(parts: Iterable[object]) -> bool:
    """Tell whether all *parts* of an application, classes or functions, are of known packages."""
    return all(map(_is_known, parts))


def listeners(events: EventManager, names: Iterable[str]) -> Iterator[object]:
    """Give what is called at the events *names*."""
    return (each.handler for name in names for each in events.listeners.get(name, ()))


def _is_known(part: object) -> bool:
    function = getattr(part, "func", part)
    return _is_of_known(getattr(function, "__module__", None) or type(function).__module__)


# The same parts are asked about for every document.
@lru_cache(500)
def _is_of_known(module: str) -> bool:
    root, _, rest = module.partition(".")
    return root in _KNOWN or f"{root}.{rest.partition('.')[0]}" in _KNOWN
