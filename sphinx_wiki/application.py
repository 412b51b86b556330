"""What goes by other names in some versions of Sphinx that we support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment
    from sphinx.util.build_phase import BuildPhase


def application(owner: BuildEnvironment | Builder) -> Sphinx:
    """Give the application that *owner* belongs to.

    Before Sphinx 9 it goes by its public name alone, which warns from then on.
    """
    if sphinx.version_info < (9,):
        return owner.app
    return owner._app


def set_phase(builder: Builder, phase: BuildPhase) -> None:
    """Say what is being done. Before Sphinx 9 the application keeps it."""
    if sphinx.version_info < (9,):
        builder.app.phase = phase  # type: ignore[misc]
    else:
        builder.phase = phase


def resolve(builder: Builder, docname: str) -> nodes.document:
    """Give the document *docname* as it is written. Before Sphinx 9 that asks for no tags."""
    env = builder.env
    if sphinx.version_info < (9,):
        return env.get_and_resolve_doctree(docname, builder)
    return env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
