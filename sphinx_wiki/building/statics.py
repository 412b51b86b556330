"""The static files of a site, where they come from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SUMMED = (".css", ".js")


def static_files(builder: StandaloneHTMLBuilder) -> Iterator[Path]:
    """Give every file that is copied into the site, as conf.py, extensions and theme name it."""
    config = builder.config
    places = [*config.html_static_path, *config.html_extra_path]
    places += [config.html_logo, config.html_favicon]
    folders = [Path(builder.confdir) / place for place in places if place]
    if builder.theme is not None:
        folders += [Path(folder) / "static" for folder in builder.theme.get_theme_dirs()]
    for folder in folders:
        yield from [folder] if folder.is_file() else sorted(_files(folder))


def summed_files(app: Sphinx) -> Iterator[Path]:
    """Give the styles and scripts whose checksums are in the addresses by which pages load them."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder):
        yield from (path for path in static_files(builder) if path.suffix in _SUMMED)


def checksum(app: Sphinx) -> str:
    """Give a digest of what these files hold."""
    digest = hashlib.blake2b(digest_size=12)
    for path in summed_files(app):
        try:
            digest.update(hashlib.blake2b(path.read_bytes(), digest_size=12).digest())
        except OSError:
            # Copying says why it cannot be read.
            continue
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        yield from (Path(root) / name for name in names)
