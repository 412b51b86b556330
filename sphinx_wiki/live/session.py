"""One build's application on an environment that outlives it.

Every build has an application of its own, as in ``sphinx-build``: conf.py is
read, extensions are set up and the builder is made anew, which takes a
twentieth of a second where all is imported. Only the environment is kept, as
if it had been saved and loaded.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from sphinx import locale
from sphinx.application import Sphinx, builtin_extensions
from sphinx.builders.html import _assets
from sphinx.errors import BuildEnvironmentError
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_wiki.execution.kernels.warm import CAN_FORK
from sphinx_wiki.live.pages import LiveDirectoryBuilder, LivePageBuilder
from sphinx_wiki.live.problems import Listener

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.live.messages import Settings

BUILDERS = {"html": LivePageBuilder, "dirhtml": LiveDirectoryBuilder}


class LiveApplication(Sphinx):
    """Sphinx on an environment that is there already."""

    takes_turns = False
    """Its folder is its own for as long as it runs."""

    def __init__(self, *places: Any, warm: BuildEnvironment | None, **options: Any) -> None:
        self._warm = warm
        super().__init__(*places, **options)

    def _init_env(self, freshenv: bool) -> BuildEnvironment:
        if self._warm is None:
            return super()._init_env(freshenv)
        env, self._warm = self._warm, None
        # What saving would drop is dropped: applications, domains, doctrees in memory.
        env.__dict__.update(env.__getstate__())
        try:
            env.setup(self)
        except BuildEnvironmentError:
            # Other extensions than before.
            return self._create_fresh_env()
        self._fresh_env_used = False
        return env

    def create_builder(self, name: str) -> Builder:
        """Give our own builder of that name."""
        return BUILDERS[name](self, self.env)


class Templates(BytecodeCache):
    """Compiled templates, kept from build to build; those whose source changed are compiled anew.

    Jinja asks for them by the checksum of their source.
    """

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}
        self._others: dict[str, Bucket] = {}
        self.saved: BytecodeCache | None = None
        """Where the builder keeps templates of known themes: also those that a copy compiles."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a compiled template."""
        if (compiled := self._compiled.get(bucket.key)) is not None:
            bucket.bytecode_from_string(compiled)

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Give a template, compiled if it is kept here or saved."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is None and self.saved is not None:
            other = self.saved.get_bucket(environment, name, filename, source)
            bucket.code, self._others[bucket.key] = other.code, other
        return bucket

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, and save it."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()
        other = self._others.pop(bucket.key, None)
        if other is not None and self.saved is not None:
            other.code = bucket.code
            self.saved.set_bucket(other)


class Session:
    """An application while it is used; one at a time, as docutils has one set of directives.

    :raises Exception: whatever conf.py, an extension or Sphinx raises.
    """

    def __init__(
        self,
        settings: Settings,
        warm: BuildEnvironment | None,
        templates: Templates,
        *,
        fresh: bool = False,
    ) -> None:
        # Sphinx keeps both for as long as a process lives.
        _assets._file_checksum_inner.cache_clear()
        locale.translators.clear()
        # Loaded while no language is known, they have their words translated at each use: else
        # those of domains stay in the language of the first build.
        for name in builtin_extensions:
            import_module(name)
        self._stack = ExitStack()
        self._stack.callback(_restore, list(sys.path), _here(settings.source))
        self.listener = Listener()
        try:
            self._stack.enter_context(patch_docutils(str(settings.source)))
            self._stack.enter_context(docutils_namespace())
            self.app = LiveApplication(
                settings.source,
                settings.source,
                settings.output,
                settings.doctrees,
                settings.builder,
                warm=warm,
                confoverrides=dict(settings.overrides),
                status=None,
                warning=self.listener,
                freshenv=fresh,
                parallel=1,
            )
            self.app.parallel = _processes(self.app)
            self.listener.hint(settings.overrides, self.app.config)
            if isinstance(bridge := self.app.builder.templates, BuiltinTemplateLoader):
                templates.saved = bridge.environment.bytecode_cache
                bridge.environment.bytecode_cache = templates
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Undo what the application changed in this process."""
        self._stack.close()


def _processes(app: Sphinx) -> int:
    """Give how many processes may read and write notes.

    With an extension that does not say that this is safe it is one. Sphinx would warn of
    that, which is for those who ask for several.
    """
    safe = all(
        each.parallel_read_safe and each.parallel_write_safe for each in app.extensions.values()
    )
    return (os.cpu_count() or 1) if CAN_FORK and safe else 1


def _here(source: Path) -> Path:
    """Give the folder of this process, which is *source* from now on if its own is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        os.chdir(source)
        return source


def _restore(path: list[str], folder: Path) -> None:
    sys.path[:] = path
    os.chdir(folder)
