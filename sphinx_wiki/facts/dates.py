"""Dates as people write them, read as ISO 8601 keeps them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from sphinx_wiki.facts.iso_dates import locale_of
from sphinx_wiki.facts.yaml_faults import shorten

_EXPECTED = "expected a date such as 2024-07-07"
_NUMERIC = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<month>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?)?"
    r"|(?P<compact>\d{8})"
)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_WITH_TIME = re.compile(
    r"(?P<day>.*?\d)(?:[Tt]|,?\s+(?:(?:at|um)\s+)?)"
    r"(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:[.,]\d*)?\s*(?P<half>[AaPp])?(?(half)\.?[Mm]\.?)\s*"
    r"(?:Uhr\b)?\s*(?P<zone>[Zz]|(?:UTC|GMT)?[-+]\d\d?(?::?\d\d)?|UTC|GMT)?"
)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_WRITTEN_OUT = re.compile(r"(?:(?:[^\W\d_]+|\d+(?:st|nd|rd|th|er)?)\.?(?:[\s,-]+|$))+")
_FILLERS = frozenset({"of", "the", "de", "del", "den", "der", "di", "st", "nd", "rd", "th", "er"})
_LONGEST = 60
"""Characters that no date has."""
_NOON = 12
# Years of two digits, as POSIX reads them: 69 to 99 are of the last century.
_LAST_CENTURY = 69


class DateError(ValueError):
    """A value that is no date; the message says what was found and expected."""


class AmbiguousDate(DateError):  # noqa: N818 (what it is says more)
    """A date with two readings."""

    def __init__(self, found: str, readings: tuple[str, str]) -> None:
        """Keep the two *readings*, as ISO dates."""
        super().__init__(
            f"found {found!r}, which can be {readings[0]} or {readings[1]}; "
            "expected the year first, as in one of these"
        )
        self.readings = readings


def parse_date(value: object, language: str = "en") -> str:
    """Give *value* as ISO 8601: ``2024-07-07``, or with a time ``2024-07-07T10:00:00+02:00``.

    A year or a month stands for its first day. With dots the day comes first,
    as nobody writes it otherwise; with slashes or hyphens it may be the month,
    so ``3/4/2024`` is refused where ``7/7/2024`` and ``13/4/2024`` are not. A
    year may have two digits where it can only be the year: ``7.7.24``.

    :param language: month names may be in this language, English or German.
    :raises AmbiguousDate: for a date with two readings.
    :raises DateError: for anything else that is no date.

    >>> parse_date("July 7, 2024"), parse_date("7. Juli 2024"), parse_date("7.7.2024")
    ('2024-07-07', '2024-07-07', '2024-07-07')
    >>> parse_date("2024-07-07 10:00 +0200"), parse_date("July 7, 2024, 3:30 pm")
    ('2024-07-07T10:00:00+02:00', '2024-07-07T15:30:00')
    """
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise DateError(f"found {shorten(repr(value))}; {_EXPECTED}")
    text = " ".join(str(value).split())
    if len(text) > _LONGEST:
        raise DateError(f"found {shorten(text)!r}; {_EXPECTED}")
    if text.casefold() in ("today", "now"):
        raise DateError(
            f"found {text!r}, which would make each build differ from the last; "
            f"{_EXPECTED}, or 'last-modified' for the date of the last commit"
        )
    return _with_time(text, language) or _date(text, language)


def _date(text: str, language: str) -> str:
    return _numeric(text) or _year_last(text) or _written_out(text, language)


def _iso(text: str, year: str, month: str = "1", day: str = "1") -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise DateError(f"found {text!r}, but {error}; {_EXPECTED}") from error


def _with_time(text: str, language: str) -> str | None:
    match = _WITH_TIME.fullmatch(text)
    if not match:
        return None
    day = _date(match["day"], language)
    zone = (match["zone"] or "").upper()
    if zone in ("UTC", "GMT"):
        zone = "Z"
    elif offset := re.search(r"([-+])(\d\d?):?(\d\d)?", zone):
        zone = f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}"
    hours, colon, rest = match["time"].partition(":")
    try:
        hours = _of_day(hours, match["half"])
        time = dt.time.fromisoformat(hours + colon + rest + zone)
    except ValueError as error:
        reason = str(error).rstrip(".")
        raise DateError(f"found {text!r}, but {reason}; {_EXPECTED} 10:00") from error
    return f"{dt.date.fromisoformat(day)}T{time.isoformat(timespec='seconds')}"


def _of_day(hours: str, half: str | None) -> str:
    """Give the hours of the day, of 24, for those of its first or second half."""
    if half is None:
        return hours.zfill(2)
    if not 1 <= int(hours) <= _NOON:
        raise ValueError(f"hour must be in 1..12 before {half}m")
    return f"{int(hours) % _NOON + _NOON * (half in 'pP'):02}"


def _numeric(text: str) -> str | None:
    """Read a date whose year comes first."""
    match = _NUMERIC.fullmatch(text)
    if not match:
        return None
    if compact := match["compact"]:
        return _iso(text, compact[:4], compact[4:6], compact[6:])
    return _iso(text, match["year"], match["month"] or "1", match["day"] or "1")


def _year_last(text: str) -> str | None:
    """Read a date of numbers whose year comes last."""
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return None
    first, separator, second, last = match.groups()
    year = _year(last)
    if separator == ".":
        return _iso(text, year, second, first)
    orders = [(year, first, second), (year, second, first)]
    # In 24-07-07 the year may come first as well.
    if len(last) < len("2024") and int(first) > _NOON:
        orders.append((_year(first), second, last))
    readings = list(dict.fromkeys(filter(None, (_reading(*order) for order in orders))))
    if len(readings) > 1:
        raise AmbiguousDate(text, (readings[0], readings[1]))
    return readings[0] if readings else _iso(text, year, first, second)


def _year(digits: str) -> str:
    if len(digits) == len("2024"):
        return digits
    return f"{'19' if int(digits) >= _LAST_CENTURY else '20'}{digits:0>2}"


def _reading(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _written_out(text: str, language: str) -> str:
    """Read a date with the name of a month, in any order of its parts."""
    wrong = DateError(f"found {text!r}; {_EXPECTED}, 'July 7, 2024' or 7.7.2024")
    if not _WRITTEN_OUT.fullmatch(text):
        raise wrong
    words = [word for word in _WORDS.findall(text.casefold()) if word not in _FILLERS]
    months, weekdays = _names(language)
    numbers = [word for word in words if word.isdecimal()]
    named = [months[word] for word in words if word in months]
    # Some words are both: French "mar." is Tuesday, and March elsewhere.
    days = [weekdays[word] for word in words if word in weekdays and word not in months]
    years = [number for number in numbers if len(number) == len("2024")]
    short = [number for number in numbers if len(number) <= len("31")]
    known = len(numbers) + len(named) + len(days) == len(words)
    if not (known and len(named) == len(years) == 1 and len(short) <= 1 and len(days) <= 1):
        raise wrong
    iso = _iso(text, years[0], str(named[0]), *short)
    if days and days[0] != (actual := dt.date.fromisoformat(iso)).weekday():
        raise DateError(f"found {text!r}, but {iso} is a {actual:%A}; {_EXPECTED}")
    return iso


@cache
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Give the numbers of months (from 1) and weekdays (from 0) by name, long and short."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for locale in dict.fromkeys(map(locale_of, (language, "en", "de", "de_AT"))):
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    months.setdefault(_bare(name), number)
                for number, name in locale.days[form][width].items():
                    weekdays.setdefault(_bare(name), number)
    months.setdefault("sept", 9)
    return months, weekdays


def _bare(name: str) -> str:
    return name.casefold().rstrip(".")
