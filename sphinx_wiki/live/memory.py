"""What is remembered from one build to the next, and saved for the next start."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sphinx_wiki.building.records import save_environment
from sphinx_wiki.live.first_look import Settled, settled
from sphinx_wiki.live.fork import Fork, ForkError
from sphinx_wiki.live.words import _

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_wiki.live.problems import Problems


class Memory:
    """The environment as the last build left it between reading and writing.

    :param doctrees: where it is saved.
    :param problems: what builds said, which is saved with it.
    """

    def __init__(self, doctrees: Path, problems: Problems) -> None:
        self._doctrees = doctrees
        self._problems = problems
        self.env: BuildEnvironment | None = None
        """The environment; ``None`` if it is to be loaded."""
        self.settled: Settled | None = None
        """What the last build settled besides."""
        self._config: Config | None = None
        """The values that the environment was last read with."""
        self.unsaved = False
        """Whether a build changed it since it was saved."""
        self._saving: Fork | None = None

    def recall(self) -> BuildEnvironment | None:
        """Give the environment to a build.

        That its values differ from those of conf.py now is for the build to see.
        """
        if self.env is not None and self._config is not None:
            self.env.config = self._config
        return self.env

    def keep(self, app: Sphinx, *, changed: bool) -> None:
        """Keep what a build has read and settled.

        :param changed: whether that is something else than before.
        """
        self.env, self._config, self.settled = app.env, app.config, settled(app)
        self.unsaved |= changed

    def forget(self) -> None:
        """Let the next build begin from what was saved last."""
        self.env = self.settled = self._config = None

    def save(self) -> None:
        """Save it, if that is due, for the next start."""
        if self.env is None or not self.unsaved or not self._doctrees.is_dir():
            return
        self.recall()
        save_environment(self.env, self._doctrees)
        self._problems.save()
        self.unsaved = False

    def save_aside(self) -> None:
        """Save it without being kept from the next build by that."""
        if self._saving is not None and not self._saving.done():
            return
        self._saving = Fork(self.save)
        self.unsaved = False

    def close(self) -> None:
        """Save what is not saved."""
        saving, self._saving = self._saving, None
        try:
            if saving is not None and not saving.done():
                saving.outcome()
            self.save()
        except (OSError, ForkError) as error:
            words = _("What was read cannot be saved for the next start: {reason}")
            sys.stderr.write(f"{words.format(reason=error)}\n")
