"""The steps of a build that others wait for: those of ``sphinx-build``, in an order of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.environment import CONFIG_OK
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import SerialTasks

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_whole(app: Sphinx) -> bool:
    """Tell whether everything is to be read: there was no build before, or of other values."""
    return bool(app.fresh_env_used) or app.env.config_status != CONFIG_OK


def update(app: Sphinx) -> None:
    """Build what is out of date, as :meth:`Sphinx.build` does, and save nothing of it yet.

    The environment is the caller's to save: at ten thousand notes that takes
    longer than all the rest, and nobody needs it before the next start.
    """
    builder, env = app.builder, app.env
    builder.phase = BuildPhase.READING
    builder.compile_update_catalogs()
    outdated = builder.get_outdated_docs()
    assert not isinstance(outdated, str), "builders of HTML name the documents"
    to_write = set(outdated)
    with logging.pending_warnings():
        updated = set(builder.read())
    updated.update(env.check_dependents(app, updated))
    if updated:
        builder.phase = BuildPhase.CONSISTENCY_CHECK
        env.check_consistency()
    builder.phase = BuildPhase.RESOLVING
    builder.parallel_ok = False
    builder.finish_tasks = SerialTasks()
    builder.write(to_write & env.found_docs, updated, "update")
    builder.finish()
    builder.finish_tasks.join()
    app.events.emit("build-finished", None)
    builder.cleanup()
