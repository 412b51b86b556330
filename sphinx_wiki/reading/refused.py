"""Files that look like notes and can be none: each is left out, and the author told why."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType

from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.paths import exists
from sphinx_wiki.reading.folder import is_text, shown

# Pages that Sphinx writes without a document, and what is on them.
_RESERVED = MappingProxyType({"genindex": "index of terms", "search": "search"})

_LONGEST_NAME = 240
"""Bytes in the name of a note: file systems allow 255, and pages and doctrees have longer ends."""

_SHOWN = 100
"""Characters of a path that a warning shows."""


def refuse_spelling(path: str) -> bool:
    """Say whether no page can have the name of the file *path*, and warn about it."""
    if not is_text(path):
        _left_out(path, "has a name that is not UTF-8", "one that a link can name")
    elif "\n" in path:
        _left_out(path, "has a line break in its name", "none")
    else:
        return False
    return True


def refuse(path: str, docname: str, root: str | os.PathLike[str]) -> bool:
    """Say whether the file *path* in the folder *root* cannot be a note, and warn about it."""
    name = Path(path).name
    if docname in _RESERVED:
        what = f"would be the page {docname!r}, where the site has its {_RESERVED[docname]}"
        _left_out(path, what, "another name")
    elif len(os.fsencode(path)) > _LONGEST_NAME and len(Path(path).stem.encode()) > _LONGEST_NAME:
        what = f"has a name of {len(name.encode())} bytes, too long for its pages"
        _left_out(path, what, f"at most {_LONGEST_NAME}")
    elif not os.access(file := f"{os.fspath(root)}/{path}", os.R_OK):
        lost = os.path.islink(file) and not exists(file)  # noqa: PTH114 - never raises
        reason = "it links to a file that does not exist" if lost else "check its permissions"
        warn(f"{path} cannot be read: {reason}.", Kind.ENCODING, once=True)
    else:
        return False
    return True


def refuse_second(path: str, docname: str, first: str) -> None:
    """Warn about the file *path*, which would be the same page as *first*."""
    warn(
        f"{path} and {first} would both be the page {docname!r}; {first} is used. "
        "Rename one of them.",
        Kind.DUPLICATE,
        docname,
        once=True,
        error=True,
    )


def warn_same_address(files: Iterable[tuple[str, str]]) -> None:
    """Warn about names that differ only in case: on many systems they are one file.

    :param files: docnames, each with its file; of two, the later one is the author's to rename.
    """
    seen: dict[str, tuple[str, str]] = {}
    for docname, path in files:
        other, its = seen.setdefault(docname.casefold(), (docname, path))
        if other != docname:
            warn(
                f"{path} and {its} differ only in case: where the file system ignores it, "
                "they are one page.",
                Kind.DUPLICATE,
                docname,
                once=True,
            )


def warn_unreadable(folder: Path, error: OSError) -> None:
    """Warn about a folder that cannot be walked."""
    warn(f"Cannot read the folder {folder}: {error.strerror}.", Kind.ENCODING, once=True)


def _left_out(path: str, found: str, expected: str) -> None:
    name = shown(path)
    short = name if len(name) < _SHOWN else f"{name[:_SHOWN]}…"
    message = f"{short} {found}; expected {expected}. It is left out: rename it."
    warn(message, Kind.NAME, once=True, error=True)
