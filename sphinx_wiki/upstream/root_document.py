"""The root document, which Sphinx holds for what shows the contents of the whole.

``BuildEnvironment.master_doctree`` loads it once for the life of the environment, and is stored
with that: from the page that is made ahead in a live preview on, or from an extension that asks
for it before the environment is saved. Then every page of a theme that shows the contents of the
whole shows those of then in all later builds. To be proposed to Sphinx: that ``__getstate__``
drops it as it drops other documents, and reading the root document does, too. Can go with the
version that does both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def load_again(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Have the root document loaded anew when the next page asks for it."""
    del app, docnames
    vars(env).pop("master_doctree", None)
