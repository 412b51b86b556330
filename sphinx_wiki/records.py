"""What the last build left behind for the next: one file for each output folder."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def record_file(app: Sphinx, name: str) -> Path:
    """Give the path of the record *name* of this builder's output folder.

    Records lie beside the doctrees, which several output folders can share.
    """
    place = hashlib.blake2b(str(app.outdir).encode(), digest_size=6).hexdigest()
    return Path(app.doctreedir) / "wiki" / f"{name}-{app.builder.name}-{place}.json"
