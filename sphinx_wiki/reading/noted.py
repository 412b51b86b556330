"""What the reading of a note depends on, noted while it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Read(NamedTuple):
    """What the reading of a document depended on, besides its dependencies in Sphinx."""

    path: str
    """Its file, from the source folder."""
    content: tuple[object, ...]
    """As in :class:`Scan`; empty where that may not be what was read."""
    probes: Mapping[str, bool]
    """Files it asked for, and whether they were there."""
    files: Mapping[str, tuple[int, int] | None]
    """What its code read, from the source folder, each with the time in nanoseconds
    and the size; ``None`` for what was not there."""
    unfinished: bool
    """Whether its code is to be run again, as it was ended from outside."""
    named: Mapping[str, str | None]
    """The path that each name of a file meant."""
    cited: Mapping[str, bool]
    """Words that may be keys of ``.bib`` files, and whether they were."""


@dataclass
class Noted:
    """What has been noted of the document that is being read, as in :class:`Read`."""

    probes: dict[str, bool] = field(default_factory=dict)
    files: Mapping[str, tuple[int, int] | None] = field(default_factory=dict)
    unfinished: bool = False
    named: dict[str, str | None] = field(default_factory=dict)
    cited: dict[str, bool] = field(default_factory=dict)

    def read(self, path: str, content: tuple[object, ...]) -> Read:
        """Give all of it, for the file *path* with what is there now, *content*."""
        return Read(path, content, self.probes, self.files, self.unfinished, self.named, self.cited)
