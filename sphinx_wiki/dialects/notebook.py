"""How dialects reach notes with code: by the renderer that MyST-NB lets be exchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_nb.core.render import NbElementRenderer

from sphinx_wiki.dialects import attachments, displayed, everywhere, extend, nesting
from sphinx_wiki.dialects.endless import tell_of_endless
from sphinx_wiki.dialects.parsers import spare_normalizing
from sphinx_wiki.dialects.renderer import find_links_safely
from sphinx_wiki.dialects.unclosed import tell_of_unclosed

if TYPE_CHECKING:
    from myst_nb.core.loggers import LoggerType
    from myst_nb.sphinx_ import SphinxNbRenderer

PLUGIN = "sphinx-wiki"
"""The name of the renderer among the entry points ``myst_nb.renderers``."""


class DialectRenderer(NbElementRenderer):  # type: ignore[misc] # is untyped
    """MyST-NB's renderer of cells; it is made just before the text of a note is parsed."""

    def __init__(self, renderer: SphinxNbRenderer, logger: LoggerType) -> None:
        """Add the dialects to the parser that *renderer* belongs to."""
        super().__init__(renderer, logger)
        # The renderer itself knows its document only later.
        env = renderer.md.options["document"].settings.env
        spare_normalizing(renderer.md)
        find_links_safely(renderer)
        tell_of_endless(renderer.md)
        attachments.extend(renderer.md)
        everywhere.extend(renderer.md)
        displayed.extend(renderer.md)
        # It sees what stands before formulas and after them as one.
        tell_of_unclosed(renderer.md)
        nesting.extend(renderer.md)
        extend(renderer.md, env.config.wiki_dialects)
