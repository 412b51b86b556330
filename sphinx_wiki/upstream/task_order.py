"""The tasks of ``sphinx.ext.todo`` in the order of their notes.

Lists of tasks show them in the order in which notes were read last. To be proposed to Sphinx:
to sort them by document, as other lists are. Can go with the version that does; 9.0 as this
is written does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def sort_tasks(app: Sphinx, env: BuildEnvironment) -> None:
    """Sort the tasks of all notes, once these are read."""
    del app
    domain = env.domaindata.get("todo", {})
    if "todos" in domain:
        domain["todos"] = dict(sorted(domain["todos"].items()))
