"""Dates are read as people write them, refused where misread, and shown in a language."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.dates import AmbiguousDate, DateError, parse_date
from sphinx_wiki.facts.iso_dates import format_date, sort_key

CEST = dt.timezone(dt.timedelta(hours=2))


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2024, 7, 7),
        "2024-07-07",
        "2024/07/07",
        "2024-7-7",
        "2024.07.07",
        "20240707",
        pytest.param(20240707, id="number"),
        "  2024-07-07 ",
        "July 7, 2024",
        "July 7th, 2024",
        "7 July 2024",
        "7th of July 2024",
        "Jul 7 2024",
        "Jul. 7, 2024",
        "7-Jul-2024",
        "JULY 7, 2024",
        "7. Juli 2024",
        "2024 July 7",
        "Sunday, July 7, 2024",
        "Sun, 7 Jul 2024",
        "Sonntag, 7. Juli 2024",
        "07/07/2024",
        "7.7.2024",
        "7-7-2024",
        "7.7.24",
        "07.07.24",
        "7/7/24",
    ],
)
def test_each_way_to_write_a_day_is_read(value: object) -> None:
    assert parse_date(value) == "2024-07-07"


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-07-07T10:00:00+02:00", "2024-07-07T10:00:00+02:00"),
        ("Sun, 07 Jul 2024 10:00:00 +0200", "2024-07-07T10:00:00+02:00"),
        ("Sun, 07 Jul 2024 10:00:00 GMT", "2024-07-07T10:00:00+00:00"),
        ("July 7, 2024 10:00 PM", "2024-07-07T22:00:00"),
        ("July 7, 2024 at 12:05 a.m.", "2024-07-07T00:05:00"),
        ("7.7.2024, 9:30", "2024-07-07T09:30:00"),
        ("7. Juli 2024 um 9:30 Uhr", "2024-07-07T09:30:00"),
        ("2024-07-07 10:00:00 +0200", "2024-07-07T10:00:00+02:00"),
        ("2024-07-07 9:05 +2", "2024-07-07T09:05:00+02:00"),
        ("2024-07-07T10:00:00Z", "2024-07-07T10:00:00+00:00"),
        ("2024-07-07T10:00:00.123Z", "2024-07-07T10:00:00+00:00"),
        ("2024-07-07 10:00", "2024-07-07T10:00:00"),
        (dt.datetime(2024, 7, 7, 10, tzinfo=CEST), "2024-07-07T10:00:00+02:00"),
        (dt.datetime(2024, 7, 7, 10, 0, 0, 5), "2024-07-07T10:00:00"),
    ],
)
def test_a_time_and_its_zone_are_kept(value: object, iso: str) -> None:
    assert parse_date(value) == iso


@pytest.mark.parametrize("value", ["2024-07", "2024/7", "July 2024", "Juli 2024"])
def test_a_month_stands_for_its_first_day(value: str) -> None:
    assert parse_date(value) == "2024-07-01"


@pytest.mark.parametrize("value", ["2024", 2024], ids=["text", "number"])
def test_a_year_stands_for_its_first_day(value: object) -> None:
    assert parse_date(value) == "2024-01-01"


@pytest.mark.parametrize(
    ("value", "language"), [("7 juillet 2024", "fr"), ("7 de julio de 2024", "es-MX")]
)
def test_months_may_be_in_the_language_of_the_note(value: str, language: str) -> None:
    assert parse_date(value, language) == "2024-07-07"


def test_months_of_an_unknown_language_are_english() -> None:
    assert parse_date("July 7, 2024", "xx-unknown") == "2024-07-07"


def test_with_dots_the_day_comes_first() -> None:
    assert parse_date("3.4.2024") == "2024-04-03"


@pytest.mark.parametrize("value", ["3/4/2024", "03/04/2024", "3-4-2024", "03/04/24"])
def test_what_can_be_two_days_is_refused_with_both(value: str) -> None:
    with pytest.raises(AmbiguousDate) as caught:
        parse_date(value)
    assert caught.value.readings == ("2024-03-04", "2024-04-03")
    assert "2024-03-04 or 2024-04-03" in str(caught.value)


def test_a_short_year_may_come_first_as_well() -> None:
    with pytest.raises(AmbiguousDate) as caught:
        parse_date("24-07-06")
    assert caught.value.readings == ("2006-07-24", "2024-07-06")


def test_short_years_from_69_on_are_of_the_last_century() -> None:
    assert (parse_date("1.2.69"), parse_date("1.2.68")) == ("1969-02-01", "2068-02-01")


def test_there_is_no_hour_13_in_half_a_day() -> None:
    with pytest.raises(DateError, match="hour must be in"):
        parse_date("2024-07-07 13:00 pm")


def test_the_first_month_has_its_austrian_name() -> None:
    assert parse_date("7. Jänner 2024") == "2024-01-07"


@pytest.mark.parametrize("value", ["13/4/2024", "4/13/2024", "4/13/24"])
def test_what_can_be_one_day_only_is_that_day(value: str) -> None:
    assert parse_date(value) == "2024-04-13"


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-30",
        "2024-13-01",
        "7.13.2024",
        "31 June 2024",
        "0000-01-01",
        "2024-07-07T25:00",
        "2024-W27-7",
        "July 7 2024 or so",
        "soon",
        "July",
        "",
        True,
        None,
        2024.5,
        99999,
        ["2024-07-07"],
    ],
)
def test_anything_else_is_refused_with_what_was_found(value: object) -> None:
    with pytest.raises(DateError, match=r"^found .*expected a date such as 2024-07-07"):
        parse_date(value)


@pytest.mark.parametrize("word", ["today", "now", "Today"])
def test_a_date_that_changes_by_itself_is_refused_with_the_reason(word: str) -> None:
    with pytest.raises(DateError, match=r"each build differ"):
        parse_date(word)


def test_a_weekday_that_contradicts_the_date_is_refused() -> None:
    with pytest.raises(DateError, match="Sunday"):
        parse_date("Monday, July 7, 2024")


@given(st.dates())
def test_every_day_is_read_back_from_iso(date: dt.date) -> None:
    assert parse_date(date.isoformat()) == date.isoformat()


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(["full", "long", "medium"]))
@pytest.mark.parametrize("language", ["en", "de", "es", "nl"])
def test_what_a_page_shows_can_be_read(language: str, date: dt.date, pattern: str) -> None:
    iso = date.isoformat()
    shown = format_date(iso, pattern, language)
    if language in ("en", "de") or pattern == "long":
        assert parse_date(shown, language) == iso


@given(st.text(max_size=30))
def test_reading_a_text_gives_a_date_or_says_why_not(text: str) -> None:
    try:
        dt.date.fromisoformat(parse_date(text)[:10])
    except DateError as error:
        assert str(error).startswith("found ")


def test_dates_sort_by_the_moment_they_name() -> None:
    names = ["2024-07-07T01:00:00+02:00", "2024-07-07", "2024-07-07T00:30:00"]
    assert sorted(names, key=sort_key) == names


def test_a_day_sorts_as_its_midnight_in_utc() -> None:
    assert sort_key("2024-07-07") == dt.datetime(2024, 7, 7, tzinfo=dt.UTC).timestamp()


def test_the_first_year_can_be_sorted() -> None:
    assert sort_key("0001-01-01T00:00:00+02:00") < sort_key("0001-01-01")


def test_the_day_of_a_moment_is_the_one_its_author_saw() -> None:
    assert format_date("2024-07-07T01:00:00+02:00", "iso") == "2024-07-07"


@pytest.mark.parametrize(
    ("pattern", "language", "shown"),
    [
        ("full", "en", "Sunday, July 7, 2024"),
        ("long", "en", "July 7, 2024"),
        ("medium", "en", "Jul 7, 2024"),
        ("short", "en", "7/7/24"),
        ("iso", "en", "2024-07-07"),
        ("long", "de", "7. Juli 2024"),
        ("medium", "de", "07.07.2024"),
        ("long", "pt-BR", "7 de julho de 2024"),
        ("long", "not a language", "July 7, 2024"),
        ("YYYY-MM-DD", "en", "2024-07-07"),
        ("MMM D, YYYY", "en", "Jul 7, 2024"),
        ("D. MMMM YYYY", "de", "7. Juli 2024"),
        ("dddd", "en", "Sunday"),
        ("ddd", "en", "Sun"),
        ("d", "en", "0"),
        ("Do MMMM", "en", "7th July"),
        ("D [of] MMMM 'YY", "en", "7 of July '24"),
        ("H:mm", "en", "9:05"),
        ("hh:mm A Z", "en", "09:05 AM +02:00"),
        ("yyyy/MM/DD", "en", "2024/07/07"),
        ("[day]", "en", "day"),
    ],
)
def test_a_pattern_shows_a_date(pattern: str, language: str, shown: str) -> None:
    assert format_date("2024-07-07T09:05:00+02:00", pattern, language) == shown


@pytest.mark.parametrize(
    ("days", "ending"),
    [
        ((1, 21, 31), "st"),
        ((2, 22), "nd"),
        ((3, 23), "rd"),
        ((4, 10, 11, 12, 13, 20, 24, 30), "th"),
    ],
)
def test_a_day_has_the_ending_of_its_number(days: tuple[int, ...], ending: str) -> None:
    shown = [format_date(f"2024-07-{day:02}", "Do") for day in days]
    assert shown == [f"{day}{ending}" for day in days]


def test_a_day_in_german_has_a_dot() -> None:
    assert format_date("2024-07-01", "Do", "de") == "1."


def test_a_day_in_other_languages_has_no_ending() -> None:
    assert format_date("2024-07-01", "Do", "fr") == "1"


def test_days_of_the_week_count_from_sunday() -> None:
    shown = [format_date(f"2024-07-{day:02}", "d") for day in range(7, 14)]
    assert shown == ["0", "1", "2", "3", "4", "5", "6"]


def test_a_day_without_a_time_is_shown_from_midnight() -> None:
    assert format_date("2024-07-07", "YYYY HH:mm") == "2024 00:00"


def test_a_date_of_a_thousand_characters_is_not_repeated_in_full() -> None:
    with pytest.raises(DateError) as raised:
        parse_date("9" * 1000)
    assert len(str(raised.value)) < 150
