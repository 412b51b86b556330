"""What a build can do without: the import of a database, and most collections of garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_THRESHOLD = 50_000
_CLIENTS: Mapping[str, str] = {
    "myst_nb.core.execute.cache": "NotebookClientCache",
    "myst_nb.core.execute.direct": "NotebookClientDirect",
}


def spare_database() -> None:
    """Let MyST-NB be imported without jupyter-cache and SQLAlchemy, which it takes at once.

    A third of the time that its import takes. Results are in a store of our own; whoever
    asks for MyST-NB's clients of jupyter-cache still gets them. Can go when MyST-NB, 1.4
    as this is written, imports these clients where they are made.
    """
    for module, name in _CLIENTS.items():
        if module not in sys.modules:
            sys.modules[module] = stand_in = ModuleType(module)
            setattr(stand_in, name, partial(_make, stand_in, name))


def _make(stand_in: ModuleType, name: str, *arguments: Any, **named: Any) -> Any:
    """Import what *stand_in* stands for, and make the object that was asked for."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]
    return getattr(import_module(stand_in.__name__), name)(*arguments, **named)


class Collector:
    """Has Python look for garbage less often while a build runs.

    Trees and environments are large and live long, and each look goes through them:
    a tenth of the time of a build.
    """

    def __init__(self) -> None:
        self._before = gc.get_threshold()

    def register(self, app: Sphinx) -> None:
        """Have it done in every build of *app*."""
        app.connect("builder-inited", self.relax)
        app.connect("build-finished", self.restore)

    def relax(self, app: Sphinx) -> None:
        """Look less often from now on."""
        del app
        self._before = gc.get_threshold()
        gc.set_threshold(max(_THRESHOLD, self._before[0]), *self._before[1:])

    def restore(self, app: Sphinx, exception: Exception | None) -> None:
        """Look as often as before."""
        del app, exception
        gc.set_threshold(*self._before)
