"""The application behind an environment or a builder, in every version of Sphinx we support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def application(owner: BuildEnvironment | Builder) -> Sphinx:
    """Give the application that *owner* belongs to.

    Before Sphinx 9 it goes by its public name alone, which warns from then on.
    """
    if sphinx.version_info < (9,):
        return owner.app
    return owner._app
