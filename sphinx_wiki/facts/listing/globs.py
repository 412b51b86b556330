"""Patterns for paths and for texts, as regular expressions."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      (?P<folders>(?:(?<=/)|^)(?:\*\*/)+)          # any folders, or none
    | (?P<deep>\*\*+)
    | (?P<star>\*)
    | (?P<one>\?)
    | \[(?P<not>[!^]?)(?P<set>\]?[^\]]*)\]
    | \{(?P<either>[^{}]*,[^{}]*)\}
    | \\(?P<escaped>.)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def is_glob(text: str) -> bool:
    """Tell whether *text* is a pattern and not the name of one thing."""
    return re.search(r"[*?\[{\\]", text) is not None


def path_regex(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of paths, where ``*`` stays within a folder and ``**`` does not.

    >>> bool(path_regex("maths/**/*.md").fullmatch("maths/a/b.md"))
    True
    >>> bool(path_regex("*.md").fullmatch("maths/a.md"))
    False
    """
    return _compiled(pattern, any_character="[^/]")


def text_regex(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of texts, where ``*`` is any characters.

    >>> bool(text_regex("C*").fullmatch("C/C++"))
    True
    """
    return _compiled(pattern, any_character=".")


def literal(text: str) -> str:
    r"""Give the pattern that matches *text* alone.

    >>> literal("what is [a]*?")
    'what is \\[a\\]\\*\\?'
    """
    return re.sub(r"[\\*?\[\]{}!]", r"\\\g<0>", text)


def _compiled(pattern: str, any_character: str) -> re.Pattern[str]:
    try:
        return re.compile(_translate(pattern, any_character), re.DOTALL)
    except re.error:  # A range from high to low: as in a shell, it is plain text.
        return re.compile(re.escape(pattern))


def _translate(pattern: str, any_character: str) -> str:
    return "".join(_piece(match, any_character) for match in _TOKEN.finditer(pattern))


def _piece(match: re.Match[str], any_character: str) -> str:
    """Give the regular expression of one token of a pattern."""
    if match["set"]:
        members = re.sub(r"[\\\[\]&~|^]|(?<!\w)-|-(?!\w)", r"\\\g<0>", match["set"])
        return f"[{'^' if match['not'] else ''}{members}]"
    if match["either"] is not None:
        parts = match["either"].split(",")
        return f"(?:{'|'.join(_translate(part, any_character) for part in parts)})"
    if match["plain"] or match["escaped"]:
        return re.escape(match["plain"] or match["escaped"])
    wild = {"folders": "(?:[^/]+/)*", "deep": ".*", "star": f"{any_character}*"}
    return wild.get(str(match.lastgroup), any_character)
