"""Reading the heads of notes, each again only where something that it says may be another."""

from __future__ import annotations

import hashlib
import os
import posixpath
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.quarto.inherit import inherit
from sphinx_wiki.facts.tags import tags_in
from sphinx_wiki.facts.values import unique
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.reading.quarto import Inheritance
from sphinx_wiki.reading.scan import Declared, Scan


@dataclass(frozen=True)
class Heads:
    """What says how the heads of the notes in a folder are read."""

    root: Path
    inheritance: Inheritance
    """What the folders of notes say for them."""
    tagged: bool
    """Whether ``#tags`` in the text are categories. Where the folder is no vault, ``#fff`` is
    a colour, and ``#include`` a line of code."""

    def scan(self, docname: str, path: str, known: Scan | None) -> Scan:
        """Give what the head of a note says: *known* where it was read from what is there now.

        :param path: the file of the note, from the folder of notes.
        :raises OSError: where the file cannot be read.
        """
        status = os.stat(f"{self.root}/{path}")  # noqa: PTH116 - as there is one for each note
        inherited = self.inheritance.of(posixpath.dirname(docname))
        draft = path in self.inheritance.drafts
        stamp = (
            status.st_mtime_ns,
            status.st_size,
            int(self.tagged),
            inherited.digest,
            int(draft),
        )
        if known and known.stamp == stamp:
            return known
        file = self.root / path
        data = file.read_bytes()
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        if known and known.content == (digest, *stamp[2:]):
            return known._replace(stamp=stamp)
        text, problem = decode(data)
        head = inherit(read_head(text, file.suffix), inherited.layers)
        meta, problems = parse_meta(head)
        meta = replace(meta, draft=meta.draft or draft)
        if self.tagged and file.suffix not in (".ipynb", ".rst"):
            meta = replace(meta, categories=unique((*meta.categories, *tags_in(text))))
        found = (*([problem] if problem else []), *head.problems, *problems)
        return Scan.of(Declared(head, meta, found), stamp, digest)
