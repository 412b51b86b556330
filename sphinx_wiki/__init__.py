"""sphinx-wiki: point Sphinx at a folder of notes and get a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension; imported late so that facts load without Sphinx."""
    from sphinx_wiki.building.lean import no_collections, spare_imports  # noqa: PLC0415 - see above

    with no_collections():
        spare_imports()
        from sphinx_wiki.extension import setup_extension  # noqa: PLC0415 - see above

        return setup_extension(app)
