"""What is made of a date in ISO 8601: a key to sort by, and how a page shows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

_DAYJS = re.compile(
    r"\[(?P<fixed>[^\]]*)\]|[Yy]{4}|YY|M{1,4}|Do|DD?|d{1,4}|HH?|hh?|mm?|SSS|ss?|A|a|ZZ?"
)
_TO_BABEL: Mapping[str, str] = MappingProxyType(
    {
        "YYYY": "yyyy",
        "YY": "yy",
        "DD": "dd",
        "D": "d",
        "dd": "EEEEEE",
        "ddd": "EEE",
        "dddd": "EEEE",
        "A": "a",
        "ZZ": "xx",
        "Z": "xxx",
    }
)


def sort_key(iso: str) -> float:
    """Give the seconds since 1970 of an ISO date; without a zone it counts as UTC.

    >>> sort_key("1970-01-02"), sort_key("1970-01-01T01:00:00+01:00")
    (86400.0, 0.0)
    """
    moment = dt.datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return (moment - _EPOCH).total_seconds()


def format_date(iso: str, pattern: str = "medium", language: str = "en") -> str:
    """Give an ISO date as a page in *language* shows it.

    :param pattern: ``full``, ``long``, ``medium``, ``short`` or ``iso``, or a
        pattern as Quarto takes it: ``MMM D, YYYY``, with fixed text in ``[…]``.

    >>> format_date("2024-07-07", "long", "de"), format_date("2024-07-07", "MMM D, YYYY")
    ('7. Juli 2024', 'Jul 7, 2024')
    """
    if pattern == "iso":
        return iso[:10]
    locale = locale_of(language)
    moment = dt.datetime.fromisoformat(iso)
    if pattern in ("full", "long", "medium", "short"):
        return babel_dates.format_date(moment.date(), pattern, locale=locale)
    return _DAYJS.sub(lambda match: _token(match, moment, locale), pattern)


def _token(match: re.Match[str], moment: dt.datetime, locale: Locale) -> str:
    """Give one part of a pattern of Day.js for *moment*."""
    token = match[0]
    if match["fixed"] is not None:
        return match["fixed"]
    if token == "Do":
        return _ordinal(moment.day, locale)
    if token == "d":
        return str(moment.isoweekday() % 7)
    return babel_dates.format_datetime(moment, _TO_BABEL.get(token, token), locale=locale)


def _ordinal(number: int, locale: Locale) -> str:
    if locale.language != "en":
        return f"{number}." if locale.language == "de" else str(number)
    teens = number in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


@cache
def locale_of(language: str) -> Locale:
    """Give the locale of *language*, English where it is unknown."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return locale_of("en")
