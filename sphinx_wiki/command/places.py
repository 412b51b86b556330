"""Where builds of a folder of notes may have left things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sphinx_wiki.building.records import BUILD, Build, read_build

# Where doctrees may be, from the notes, a site or a folder with both: as builds by
# default have them inside the site, and by themselves.
_DOCTREES = ("*", "*/*", "*/*/.doctrees")


def in_doctrees(folder: Path, name: str) -> Iterator[Path]:
    """Give every *name* in folders of doctrees in and below *folder*."""
    for pattern in _DOCTREES:
        yield from sorted(folder.glob(f"{pattern}/{name}"))


def last_build(source: Path) -> Build | None:
    """Give the newest build of the notes in *source* that lies in that folder or beside it."""
    found: dict[Build, float] = {}
    for folder in (source, source.parent):
        for path in in_doctrees(folder, BUILD):
            doctrees = path.parents[1]
            if build := read_build(doctrees, source):
                found[build] = (doctrees / "environment.pickle").stat().st_mtime
    return max(found, key=lambda build: found[build], default=None)
