"""The two halves of a build: those of ``sphinx-build``, parted where it saves the environment.

What writing does to the environment in memory, ``sphinx-build`` forgets with
its process; some extensions rely on that. So each half is for a process of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.environment import CONFIG_OK
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import SerialTasks

from sphinx_wiki.application import set_phase
from sphinx_wiki.live.pages import LivePages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_whole(app: Sphinx) -> bool:
    """Tell whether everything is to be read: there was no build before, or of other values."""
    return bool(app.fresh_env_used) or app.env.config_status != CONFIG_OK


def read(app: Sphinx) -> tuple[set[str], set[str]]:
    """Read what is out of date, and settle the wiki; pages of notes that are gone go.

    Gives the notes whose pages are older than their files, and those that were
    read or show something else now.
    """
    builder, env = app.builder, app.env
    set_phase(builder, BuildPhase.READING)
    builder.compile_update_catalogs()
    outdated = builder.get_outdated_docs()
    assert not isinstance(outdated, str), "builders of HTML name the documents"
    to_write, before = set(outdated), set(env.all_docs)
    with logging.pending_warnings():
        updated = set(builder.read())
    updated.update(env.check_dependents(app, updated))
    _remove_pages(app, before - env.found_docs)
    return to_write, updated


def _remove_pages(app: Sphinx, gone: set[str]) -> None:
    """Remove the pages of notes that are *gone*, before any other page can be shown without them.

    What else is left of them goes when all is written.
    """
    builder = app.builder
    assert isinstance(builder, LivePages)
    if gone:
        kept = {builder.get_output_path(name) for name in app.env.found_docs}
        for path in {builder.get_output_path(name) for name in gone} - kept:
            Path(path).unlink(missing_ok=True)


def write(app: Sphinx, to_write: set[str], updated: set[str]) -> None:
    """Write the pages that :func:`read` gave, and all that gathers from them."""
    builder, env = app.builder, app.env
    # By this the next build knows that all pages are of these values: it is put back when they are.
    info = Path(app.outdir, ".buildinfo")
    values = info.read_bytes() if env.found_docs <= to_write and info.is_file() else None
    if values is not None:
        info.unlink()
    if updated:
        set_phase(builder, BuildPhase.CONSISTENCY_CHECK)
        env.check_consistency()
    set_phase(builder, BuildPhase.RESOLVING)
    assert isinstance(builder, LivePages)
    # Where each process writes a part, it tells what; Sphinx's own way would not.
    builder.parallel_ok = app.parallel > 1 and builder.resolves_apart()
    builder.finish_tasks = SerialTasks()
    builder.write(to_write & env.found_docs, updated, "update")
    builder.finish()
    builder.finish_tasks.join()
    app.events.emit("build-finished", None)
    builder.cleanup()
    if values is not None:
        info.write_bytes(values)
