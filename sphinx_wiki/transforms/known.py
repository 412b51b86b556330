"""What is known of a transform, if its package is in a version that the table is right for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, NamedTuple

from sphinx_wiki.transforms.questions import Need, kinds
from sphinx_wiki.transforms.table import ADDS_NOTHING, INSTEAD, READING, WRITING

if TYPE_CHECKING:
    from docutils.transforms import Transform

_COMPARED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "docutils": ("docutils", ("0.21", "0.22")),
    "myst_nb": ("myst-nb", ("1.4",)),
    "myst_parser": ("myst-parser", ("5.2",)),
    "pydata_sphinx_theme": ("pydata-sphinx-theme", ("0.24",)),
    "sphinx": ("sphinx", ("8.2", "9.0")),
    "sphinx_design": ("sphinx-design", ("0.8",)),
    "sphinxcontrib.bibtex": ("sphinxcontrib-bibtex", ("2.7",)),
}
"""For each package its name among distributions, and the versions compared with the table."""


class Known(NamedTuple):
    """What is known of a transform; by itself, nothing."""

    need: Need | None = None
    """Gives what is false where the transform would do nothing."""
    instead: type[Transform] | None = None
    """What gives the same in less time."""
    adds: bool = True
    """Whether there may be something after it that others look for, and was not there before."""


@lru_cache(500)
def known(transform: type[Transform]) -> Known:
    """Give what is known of *transform*: nothing, if it is not exactly one in the table."""
    # A class that is made in conf.py is of no module.
    module = getattr(transform, "__module__", "")
    name = f"{module}.{transform.__qualname__}"
    need = READING.get(name) or WRITING.get(name)
    if not _as_compared(module):
        return Known()
    if isinstance(need, str):
        need = kinds(need)
    return Known(need, INSTEAD.get(name), name not in ADDS_NOTHING)


def _as_compared(module: str) -> bool:
    """Say whether the package of *module* is in a version that was compared."""
    if module.startswith("sphinx_wiki."):
        return True
    for package, (distribution, versions) in _COMPARED.items():
        if module.startswith(f"{package}."):
            return _version(distribution) in versions
    return False


@cache
def _version(distribution: str) -> str:
    try:
        return ".".join(version(distribution).split(".")[:2])
    except PackageNotFoundError:
        return ""
