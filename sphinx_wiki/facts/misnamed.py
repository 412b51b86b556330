"""Files that look like notes and are none, as their endings are written in another way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from types import MappingProxyType

_USUAL: Mapping[str, str] = MappingProxyType(
    {
        ".md": ".md",
        ".markdown": ".md",
        ".mdown": ".md",
        ".mkd": ".md",
        ".mkdn": ".md",
        ".qmd": ".qmd",
        ".rmd": ".qmd",
        ".ipynb": ".ipynb",
        ".rst": ".rst",
    }
)
_ENDINGS = tuple(_USUAL)
_LONGEST = max(map(len, _ENDINGS))
_OR = "leave out what is no note by exclude_patterns, or set source_suffix in conf.py"
_SHOWN = 3
"""So many files are named."""


def say_misnamed(paths: Iterable[str], suffixes: Set[str]) -> str:
    """Say which of *paths*, none of them a note, look like notes; nothing where none does.

    :param suffixes: of notes.

    >>> print(say_misnamed(["a.png", "README.MD"], {".md"}).partition(". ")[0])
    README.MD looks like a note and is none: found the ending '.MD'; expected '.md'
    """
    # There may be tens of thousands, nearly all of other kinds.
    found = sorted(path for path in paths if path[-_LONGEST:].lower().endswith(_ENDINGS))
    endings: dict[str, str] = {}
    named: list[str] = []
    for path in found:
        ending = path[path.rindex(".") :]
        usual = _USUAL[ending.lower()]
        if usual in suffixes and path != ending:
            endings[ending] = usual
            named.append(path)
    if not named:
        return ""
    shown, more = named[:_SHOWN], len(named) - _SHOWN
    files = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    look = "look like notes and are none" if named[1:] else "looks like a note and is none"
    these = " and ".join(f"{ending!r}" for ending in sorted(endings))
    those = " and ".join(f"{usual!r}" for usual in sorted(set(endings.values())))
    rename = f"Rename {'them' if named[1:] else 'it'}, {_OR}"
    word = "the ending" if len(endings) == 1 else "the endings"
    return f"{files} {look}: found {word} {these}; expected {those}. {rename}."
