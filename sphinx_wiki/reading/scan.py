"""What the heads of notes say, of which most builds ask little."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_wiki.facts.frontmatter import Head
from sphinx_wiki.facts.model import Meta, Problem
from sphinx_wiki.packed import Wrapped


class Declared(NamedTuple):
    """All that the head of a note's file says."""

    head: Head
    meta: Meta
    problems: tuple[Problem, ...]


class Scan(NamedTuple):
    """What the head of a note's file says."""

    stamp: tuple[int, ...]
    """Modification time in nanoseconds and size in bytes of the file, 1 where tags in its
    text are read, else 0, a checksum of what it inherits, and 1 where its project calls it
    a draft; of a page that makes itself a checksum and the length."""
    digest: str
    """A digest of the bytes of the file."""
    draft: bool
    categories: tuple[str, ...]
    declared: Wrapped[Declared]
    """This and more, which is asked of notes only that are read."""

    @classmethod
    def of(cls, declared: Declared, stamp: tuple[int, ...], digest: str) -> Scan:
        """Make one of what was *declared*."""
        meta = declared.meta
        return cls(stamp, digest, meta.draft, meta.categories, Wrapped(declared))

    @property
    def head(self) -> Head:
        """What the author declared, as written."""
        return self.declared.get().head

    @property
    def meta(self) -> Meta:
        """What the author declared, validated."""
        return self.declared.get().meta

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the author should mend of it."""
        return self.declared.get().problems

    @property
    def content(self) -> tuple[object, ...]:
        """All that reading the note takes from here, whatever the time of its file."""
        return self.digest, *self.stamp[2:]
