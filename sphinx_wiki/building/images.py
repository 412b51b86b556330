"""Names of images in the site that do not depend on the order of reading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def settle_image_names(env: BuildEnvironment) -> None:
    """Name images by the order of their paths.

    Sphinx numbers images of one name in the order in which notes were read,
    so an incremental build could name them otherwise than a clean one.
    """
    taken: set[str] = set()
    for path in sorted(env.images):
        docnames, _old = env.images[path]
        stem, dot, suffix = path.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")
        if not dot:
            stem, suffix = suffix, ""
        name, number = f"{stem}{dot}{suffix}", 0
        while name in taken:
            number += 1
            name = f"{stem}{number}{dot}{suffix}"
        taken.add(name)
        env.images[path] = (docnames, name)
    env.images._existing = taken


def image_names(env: BuildEnvironment) -> Mapping[str, list[str]]:
    """Give, for every note that has some, the names of its images."""
    names: dict[str, list[str]] = {}
    for docnames, unique in env.images.values():
        for docname in docnames:
            names.setdefault(docname, []).append(unique)
    return names
