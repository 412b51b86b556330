"""What can be set only when the environment exists: encodings and notebook folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_wiki.encoding import CODEC

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def finish_environment(app: Sphinx) -> None:
    """Read any bytes as text, and keep executed notebooks out of the user's folders."""
    # A note in another encoding would end the build.
    app.env.settings["input_encoding"] = CODEC
    notebooks: Any = app.env.mystnb_config  # type: ignore[attr-defined]
    folder = Path(app.doctreedir) / "wiki" / "notebooks"
    app.env.mystnb_config = notebooks.copy(output_folder=str(folder))  # type: ignore[attr-defined]
