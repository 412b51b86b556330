"""What can be set only when the environment exists: encodings, notebook folders, packing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_wiki.packed import Packed
from sphinx_wiki.reading.encoding import CODEC

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def finish_environment(app: Sphinx) -> None:
    """Read any bytes as text, keep executed notebooks out of folders, and contents packed."""
    # A note in another encoding would end the build.
    app.env.settings["input_encoding"] = CODEC
    notebooks: Any = app.env.mystnb_config  # type: ignore[attr-defined]
    folder = Path(app.doctreedir) / "wiki" / "notebooks"
    app.env.mystnb_config = notebooks.copy(output_folder=str(folder))  # type: ignore[attr-defined]
    if not isinstance(app.env.tocs, Packed):
        # A fifth of the environment, of which a page shows its own.
        app.env.tocs = Packed(app.env.tocs, frozen=False)
