"""What a build can do without: imports that nothing uses, and most collections of garbage."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator, Mapping, Sized
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_LOADING = 1_000_000
"""How many new objects make Python look for garbage while an environment is loaded."""
_BUILDING = 50_000
"""The same while many notes are read and written, which leaves much garbage."""
_FEW = 20
"""So many notes leave hardly any garbage when they are read and written."""
_CLIENTS: Mapping[str, str] = {
    "myst_nb.core.execute.cache": "NotebookClientCache",
    "myst_nb.core.execute.direct": "NotebookClientDirect",
    "myst_nb.core.execute.inline": "NotebookClientInline",
}
_UNUSED = ("soupsieve",)
"""Modules that are imported by name and hardly ever used; importing them takes long."""


def spare_imports() -> None:
    """Let MyST-NB and the theme be imported without what a build does not use.

    MyST-NB takes its clients at once, and with them jupyter-cache, SQLAlchemy, nbclient and
    jupyter_client: half of the time that its import takes. Results are in a store of our
    own; whoever asks for these clients still gets them. Can go when MyST-NB, 1.4 as this is
    written, imports its clients where they are made. Beautiful Soup, which the theme takes,
    compiles the patterns of selectors that nobody selects by.
    """
    for module, name in _CLIENTS.items():
        if module not in sys.modules:
            sys.modules[module] = stand_in = ModuleType(module)
            setattr(stand_in, name, partial(_make, stand_in, name))
    for name in _UNUSED:
        _import_later(name)


class _Later(ModuleType):
    """A module that is not loaded yet.

    That of :class:`importlib.util.LazyLoader` is loaded by the very statement that imports it.
    """

    def __getattr__(self, name: str) -> Any:
        """Load the module, as it does not have *name* yet."""
        self.__class__ = ModuleType  # type: ignore[assignment]
        assert self.__spec__ is not None and self.__spec__.loader is not None
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _import_later(name: str) -> None:
    """Have the module *name* loaded when something of it is first used."""
    spec = find_spec(name) if name not in sys.modules else None
    if spec is None or spec.loader is None:
        return
    sys.modules[name] = module = module_from_spec(spec)
    module.__class__ = _Later


def _make(stand_in: ModuleType, name: str, *arguments: Any, **named: Any) -> Any:
    """Import what *stand_in* stands for, and make the object that was asked for."""
    if sys.modules.get(stand_in.__name__) is stand_in:
        del sys.modules[stand_in.__name__]
    return getattr(import_module(stand_in.__name__), name)(*arguments, **named)


@contextmanager
def no_collections() -> Iterator[None]:
    """Keep Python from looking for garbage while modules are loaded, as none of them is any."""
    enabled = gc.isenabled()
    gc.disable()
    # What an earlier build of this process left.
    gc.unfreeze()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def expect_garbage(docnames: Sized) -> None:
    """Have Python look for garbage now and then if *docnames*, to be read or written, are many.

    Where they are few, most of what is new is facts about all notes, and none of it garbage.
    """
    seldom, *rest = gc.get_threshold()
    if len(docnames) > _FEW and seldom > _BUILDING:
        gc.set_threshold(_BUILDING, *rest)


def _leave() -> None:
    """Look once, and not again at all that Python takes apart when the process ends.

    It does so several times, which takes as long as a third of a build without changes.
    """
    gc.collect()
    gc.freeze()


class Collector:
    """Has Python look for garbage less often while a build runs.

    Trees and environments are large and live long, and each look goes through them:
    a tenth of the time of a build, and a quarter of one that has nothing to do.
    """

    def __init__(self) -> None:
        self._before = gc.get_threshold()

    def register(self, app: Sphinx) -> None:
        """Have it done in every build of *app*."""
        # 950: when there is nothing left to do but to load the environment.
        app.connect("config-inited", self.prepare, priority=950)
        # 950: when everything is loaded.
        app.connect("builder-inited", self.relax, priority=950)
        app.connect("env-before-read-docs", self.expect, priority=50)
        # 950: when everything is published.
        app.connect("build-finished", self.restore, priority=950)
        atexit.unregister(_leave)
        atexit.register(_leave)

    def prepare(self, app: Sphinx, config: Config) -> None:
        """Hardly look from now on."""
        del app, config
        self._before = gc.get_threshold()
        gc.set_threshold(max(_LOADING, self._before[0]), *self._before[1:])

    def relax(self, app: Sphinx) -> None:
        """Look not at all at what there is already."""
        del app
        gc.freeze()

    def expect(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Look more often from now on where many notes are read."""
        del app, env
        expect_garbage(docnames)

    def restore(self, app: Sphinx, exception: Exception | None) -> None:
        """Look as often as before, though not at once at all that the build has made.

        Most builds are followed by the end of the process, and a next one looks at it.
        """
        del app, exception
        gc.freeze()
        gc.set_threshold(*self._before)
