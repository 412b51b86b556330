"""What ``conf.py`` and the command line say, told from what is so by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.config import Config


def explicit(config: Config) -> frozenset[str]:
    """Give the names of the values that ``conf.py`` or the command line sets.

    A value may be set to its default. Sphinx has no public way to ask, and keeps what
    ``conf.py`` holds under this name in all versions that we support.
    """
    return frozenset(config._raw_config) | config.overrides.keys()
