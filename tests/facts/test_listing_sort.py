"""The order of listings."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import ListingOptions, SortKey, collate, sort_items
from sphinx_wiki.facts.model import Item, text

OPTIONS = ListingOptions()


def note(name: str, fields: dict[str, Any] | None = None) -> Item:
    return Item({"path": f"{name}.md", "title": text(name), **(fields or {})}, docname=name)


def order(items: list[Item], *keys: SortKey, options: ListingOptions = OPTIONS) -> list[str]:
    return [str(item.docname) for item in sort_items(items, keys, options)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("apple", "Banana"),
        ("Apple", "banana"),
        ("Ärger", "Arm"),
        ("Strasse 1", "Straße 2"),
        ("Straße 1", "Strasse 2"),
        ("note 2", "note 10"),
        ("note 002", "note 10"),
        ("2 notes", "apple"),
        ("«Apple»", "banana"),
        ("apple", "`banana`"),
        ("9" * 5000, "1" + "0" * 5000),
        ("note", "note 2"),
    ],
)
def test_collation(before: str, after: str) -> None:
    assert collate(before) < collate(after)


@given(st.lists(st.text()))
def test_any_titles_can_be_compared(titles: list[str]) -> None:
    assert sorted(sorted(titles, key=collate)) == sorted(titles)


@given(st.text(), st.text())
def test_only_equal_titles_collate_alike(one: str, other: str) -> None:
    assert (collate(one) == collate(other)) == (one == other)


def test_dates_descend() -> None:
    items = [note("old", {"date": "2023-01-01"}), note("new", {"date": "2024-01-01T09:00:00"})]
    assert order(items, SortKey("date", True)) == ["new", "old"]


@pytest.mark.parametrize("descending", [True, False])
def test_notes_without_a_value_come_last(descending: bool) -> None:
    items = [note("none"), note("one", {"date": "2023-01-01"})]
    assert order(items, SortKey("date", descending)) == ["one", "none"]


@pytest.mark.parametrize("empty", ["", (), None])
def test_an_empty_value_is_none(empty: object) -> None:
    items = [note("a", {"author": empty}), note("b", {"author": ("Ada",)})]
    assert order(items, SortKey("author")) == ["b", "a"]


def test_several_keys() -> None:
    items = [
        note("c", {"date": "2024-01-01"}),
        note("b", {"date": "2024-01-01"}),
        note("a", {"date": "2023-01-01"}),
    ]
    assert order(items, SortKey("date", True), SortKey("title")) == ["b", "c", "a"]


def test_the_second_key_may_descend_under_the_first() -> None:
    items = [note("a", {"status": "x"}), note("b", {"status": "x"}), note("c", {"status": "w"})]
    assert order(items, SortKey("status"), SortKey("title", True)) == ["c", "b", "a"]


def test_ties_go_by_path_whatever_the_direction() -> None:
    items = [note("n10", {"order": 1.0}), note("n9", {"order": 1.0})]
    assert order(items, SortKey("order", True)) == ["n9", "n10"]


def test_numbers_sort_as_numbers() -> None:
    items = [note("ten", {"rating": 10}), note("nine", {"rating": 9})]
    assert order(items, SortKey("rating")) == ["nine", "ten"]


def test_numbers_written_as_text_sort_as_numbers_where_the_type_says_so() -> None:
    options = ListingOptions(field_types={"rating": "number"})
    items = [note("minus", {"rating": "-2"}), note("minus-ten", {"rating": "-10"})]
    assert order(items, SortKey("rating"), options=options) == ["minus-ten", "minus"]


def test_dates_of_an_own_field_may_be_written_out() -> None:
    options = ListingOptions(field_types={"read": "date"})
    items = [
        note("june", {"read": "June 30, 2024"}),
        note("may", {"read": dt.date(2024, 5, 1)}),
        note("july", {"read": "2024-07-01"}),
    ]
    assert order(items, SortKey("read"), options=options) == ["may", "june", "july"]


def test_mixed_values_can_be_sorted() -> None:
    items = [
        note("word", {"rating": "good"}),
        note("list", {"rating": ["x"]}),
        note("number", {"rating": 3}),
        note("nan", {"rating": float("nan")}),
    ]
    assert order(items, SortKey("rating"))[0] == "number"


def test_items_without_an_address_keep_their_order_among_equals() -> None:
    items = [Item({"title": text("same"), "n": n}) for n in (2, 1, 3)]
    found = sort_items(items, [SortKey("title")], OPTIONS)
    assert [item.fields["n"] for item in found] == [2, 1, 3]


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from(["2023-01-01", "2024-05-05", "soon"]),
        "order": st.sampled_from([1.0, 2.0]),
        "rating": st.one_of(st.integers(), st.text(max_size=3), st.floats(), st.booleans()),
    },
)
KEYS = st.lists(
    st.builds(SortKey, st.sampled_from(["date", "order", "rating", "title"]), st.booleans()),
    max_size=3,
)


@st.composite
def notes(draw: st.DrawFn) -> list[Item]:
    paths = draw(st.lists(st.text("ab1/", min_size=1, max_size=4), unique=True, max_size=8))
    return [note(path, draw(FIELDS)) for path in paths]


@given(notes(), KEYS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    items: list[Item], keys: list[SortKey], random: Any
) -> None:
    mixed = list(items)
    random.shuffle(mixed)
    assert order(mixed, *keys) == order(items, *keys)


@given(notes(), KEYS)
def test_sorting_loses_and_adds_nothing(items: list[Item], keys: list[SortKey]) -> None:
    assert sorted(order(items, *keys)) == sorted(str(item.docname) for item in items)


@given(notes(), KEYS)
def test_sorting_twice_changes_nothing(items: list[Item], keys: list[SortKey]) -> None:
    once = sort_items(items, keys, OPTIONS)
    assert sort_items(once, keys, OPTIONS) == once
