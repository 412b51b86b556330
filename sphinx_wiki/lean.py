"""What a build can do without: the import of a database, and most collections of garbage."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CACHE = "myst_nb.core.execute.cache"
_THRESHOLD = 50_000


def spare_database() -> None:
    """Let MyST-NB be imported without jupyter-cache and SQLAlchemy, which it takes at once.

    A third of the time that its import takes. Results are in a store of our own; whoever
    asks for MyST-NB's client of jupyter-cache still gets it. Can go when MyST-NB, 1.4 as
    this is written, imports that client where it is made.
    """
    if _CACHE in sys.modules:
        return
    stand_in = ModuleType(_CACHE)
    stand_in.NotebookClientCache = _CacheClient  # type: ignore[attr-defined]
    sys.modules[_CACHE] = stand_in


class _CacheClient:
    """Stands for MyST-NB's class of this kind until one is made."""

    def __new__(cls, *arguments: Any, **named: Any) -> Any:
        if getattr(sys.modules.get(_CACHE), "NotebookClientCache", None) is cls:
            del sys.modules[_CACHE]
        return import_module(_CACHE).NotebookClientCache(*arguments, **named)


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
