"""Notes that ``sphinx.ext.autosummary`` looks through, without pages that make themselves.

It looks for every document in the source folder, and ends the build where one lies elsewhere.
To be proposed to Sphinx: ``process_generate_options`` should open the files that it has asked
for. Can go with the version that does; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_project

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_VALUE = "autosummary_generate"


class Summaries:
    """Names the notes to it, and gives the value of conf.py back, by which notes are outdated."""

    def __init__(self) -> None:
        self._all = False

    def register(self, app: Sphinx) -> None:
        """Do so in every build of *app*."""
        # 400 and 600: before and after it looks (500).
        app.connect("builder-inited", self.name_notes, priority=400)
        app.connect("builder-inited", self.take_back, priority=600)

    def name_notes(self, app: Sphinx) -> None:
        """Name every note, if conf.py asks for all."""
        self._all = "sphinx.ext.autosummary" in app.extensions and app.config[_VALUE] is True
        if self._all:
            own = wiki_project(app.env).pages
            names = sorted(app.env.found_docs - own.keys())
            app.config[_VALUE] = [str(app.env.doc2path(name, base=False)) for name in names]

    def take_back(self, app: Sphinx) -> None:
        """Ask for all again."""
        if self._all:
            app.config[_VALUE] = True
