"""The pictures that listings show, copied once each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.paths import is_file
from sphinx_wiki.settling.standing import Asked

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def copy_images(app: Sphinx, wiki: Wiki, asked: Asked) -> frozenset[str]:
    """Copy the pictures of listed items into the site, unless pages have brought them already.

    Gives their files there.
    """
    images, folder = app.env.images, Path(app.outdir) / "_images"
    copied: set[str] = set()
    for path in sorted(path for path in wiki.shown.pictures if path in images):
        source = asked.content(Path(app.srcdir) / path)
        if not is_file(source):
            continue
        try:
            data = source.read_bytes()
        except OSError as error:
            warn(f"The image {path!r} cannot be read: {error.strerror}.", Kind.IMAGE)
            continue
        write_if_changed(folder / images[path][1], data)
        copied.add(f"_images/{images[path][1]}")
    return frozenset(copied)
