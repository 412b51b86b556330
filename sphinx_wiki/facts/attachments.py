"""Files beside the notes: how a link finds one by its name, and what kind of file it is."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeAlias

from sphinx_wiki.facts.names import fold

Kind: TypeAlias = Literal["image", "audio", "video", "pdf", "app", "file"]

_SUFFIXES: Mapping[Kind, str] = {
    "image": "avif bmp gif jpeg jpg png svg webp",
    "audio": "3gp flac m4a mp3 ogg wav",
    "video": "mkv mov mp4 ogv webm",
    "pdf": "pdf",
    # Obsidian's own, which only it can show.
    "app": "base canvas",
}
_KINDS: Mapping[str, Kind] = MappingProxyType(
    {f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
)
_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?")


def kind_of(name: str) -> Kind:
    """Give the kind of file that *name* says.

    >>> kind_of("A b.PNG"), kind_of("Trips.base"), kind_of("v1.2")
    ('image', 'app', 'file')
    """
    return _KINDS.get(posixpath.splitext(name)[1].lower(), "file")


def size_of(words: str | None) -> tuple[str, str, str]:
    """Take apart what stands after the bar of an embedded picture: words, width and height.

    >>> size_of("A cube|300x200"), size_of("300"), size_of("A cube")
    (('A cube', '300', '200'), ('', '300', ''), ('A cube', '', ''))
    """
    said, _, last = (words or "").rpartition("|")
    if size := _SIZE.fullmatch(last.strip()):
        return said.strip(), size[1], size[2] or ""
    return (words or "").strip(), "", ""


@dataclass(frozen=True)
class FileIndex:
    """All files that are no notes, by every end of their paths."""

    paths: tuple[str, ...] = ()
    """From the folder of the notes, with ``/``."""

    @cached_property
    def _tails(self) -> Mapping[str, tuple[str, ...]]:
        # Made when one is first asked for: most wikis ask for none.
        tails: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self.paths):
            tail = fold(path)
            tails[tail].append(path)
            while "/" in tail:
                tail = tail.split("/", 1)[1]
                tails[tail].append(path)
        return {tail: tuple(found) for tail, found in tails.items()}

    def resolve(self, name: str, source: str) -> str | None:
        """Give the path of the file that *name* means in the note *source*.

        It may be a path from the folder of the note or from the top, or the
        end of a path; of several, one beside or below the note comes first,
        then the shortest.

        >>> files = FileIndex(("a/x.png", "b/c/x.png", "b/y.png"))
        >>> files.resolve("X.png", "b/note"), files.resolve("../a/x.png", "b/note")
        ('b/c/x.png', 'a/x.png')
        """
        folder = posixpath.dirname(source)
        path = posixpath.normpath(posixpath.join(folder, name)) if name[:1] == "." else name
        found = self._tails.get(fold(path.lstrip("/")), ())
        if name[:1] in ("/", "."):
            found = tuple(each for each in found if fold(each) == fold(path.lstrip("/")))

        def order(path: str) -> tuple[bool, bool, int, str]:
            near = not folder or path.startswith(f"{folder}/")
            return fold(path) != fold(name), not near, path.count("/"), path

        return min(found, key=order, default=None)
