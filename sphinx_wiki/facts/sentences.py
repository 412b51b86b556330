"""Where sentences begin: what ends one, and which full stops do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_wiki.facts.model import Span

# . ! ? with what closes a quotation or bracket, then a space; or an East Asian stop.
_STOP = re.compile(r"(?P<mark>[.!?…])(?P<closing>[\"'”’“‘»«›‹)\]]*)\s+|[。！？]")
_OPENING = "\"'“‘„‚«»‹›([¿¡"
_WORD_BEFORE = re.compile(r"[\w.\-]*$")
_LETTERS_AND_STOPS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]|(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
_ORDINAL = re.compile(r"\d{1,2}")

# Short forms after which a sentence goes on, whatever follows.
_ABBREVIATIONS = frozenset(
    {
        "abb",
        "al",
        "allg",
        "approx",
        "bspw",
        "bzw",
        "ca",
        "cf",
        "chap",
        "dipl",
        "dr",
        "eq",
        "eqs",
        "esp",
        "evtl",
        "fig",
        "figs",
        "ggf",
        "hrsg",
        "incl",
        "inkl",
        "jr",
        "kap",
        "mr",
        "mrs",
        "ms",
        "nr",
        "nrn",
        "prof",
        "resp",
        "sog",
        "sr",
        "st",
        "thm",
        "vgl",
        "viz",
        "vol",
        "vs",
        "zzgl",
    }
)
# Those that are words, too: short forms only before a number.
_BEFORE_NUMBERS = frozenset(
    {
        "abs",
        "app",
        "art",
        "aufl",
        "bd",
        "ch",
        "def",
        "ed",
        "ex",
        "lem",
        "max",
        "min",
        "no",
        "nos",
        "pp",
        "prop",
        "ref",
        "refs",
        "sec",
        "sect",
        "str",
        "tab",
    }
)
_AFTER_ORDINALS = frozenset(
    {
        "januar",
        "jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
        "jahrhundert",
        "jahrhunderts",
        "jh",
        "auflage",
        "kapitel",
    }
)
_PROSE = ("text", "em", "strong")


def beginnings(spans: Sequence[Span], index: int) -> list[int]:
    """Give the places in the text of one of *spans* at which a new sentence begins.

    A full stop in a formula or in code ends nothing, nor does one of an
    abbreviation, of initials or of a German ordinal.

    >>> beginnings([Span("text", "See e.g. Fig. 3, by D. Knuth. It is here.")], 0)
    [30]
    """
    span = spans[index]
    if span.kind not in _PROSE:
        return []
    following = spans[index + 1] if index + 1 < len(spans) else None
    return [
        stop.end()
        for stop in _STOP.finditer(span.text)
        if stop["mark"] is None or _ends(span.text, stop, following)
    ]


def _ends(text: str, stop: re.Match[str], following: Span | None) -> bool:
    rest = text[stop.end() :]
    if not rest:
        # What is set off by its style begins a sentence in any case.
        words = following.text if following and following.kind in _PROSE else ""
        return following is not None and not _is_short(text, stop, words)
    first = rest.lstrip(_OPENING)[:1]
    return first.isalnum() and not first.islower() and not _is_short(text, stop, rest)


def _is_short(text: str, stop: re.Match[str], rest: str) -> bool:
    """Tell whether the full stop belongs to the word before it."""
    if stop["mark"] != "." or stop["closing"]:
        return False
    found = _WORD_BEFORE.search(text, 0, stop.start())
    word = found[0].casefold() if found else ""
    if word in _ABBREVIATIONS or _LETTERS_AND_STOPS.fullmatch(word):
        return True
    if word in _BEFORE_NUMBERS:
        return not rest or rest[0].isdigit()
    if _ORDINAL.fullmatch(word):
        after = re.match(r"\w+", rest)
        return after is not None and after[0].casefold() in _AFTER_ORDINALS
    return False
