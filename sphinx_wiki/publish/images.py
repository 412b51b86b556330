"""The pictures that listings show, copied once each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def picture_addresses(app: Sphinx, wiki: Wiki) -> Mapping[str, str]:
    """Give the address in the site of every picture that notes have, by its path or URL."""
    images = app.env.images
    found: dict[str, str] = {}
    for note in wiki.notes.values():
        if note.image and "://" in note.image:
            found[note.image] = note.image
        elif note.image and note.image in images:
            found[note.image] = f"_images/{quote(images[note.image][1])}"
    return found


def copy_images(app: Sphinx, wiki: Wiki) -> Mapping[str, str]:
    """Copy the pictures of notes into the site; give their addresses."""
    folder = Path(app.outdir) / "_images"
    addresses = picture_addresses(app, wiki)
    for path, address in addresses.items():
        if "://" not in address:
            source = Path(app.srcdir) / path
            if source.is_file():
                write_if_changed(folder / app.env.images[path][1], source.read_bytes())
    return addresses
