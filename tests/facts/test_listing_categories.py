"""Categories and their counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import category_counts, lineage
from sphinx_wiki.facts.model import Item


def counts(*categories: tuple[str, ...]) -> dict[str, int]:
    return dict(category_counts(Item({"categories": each}) for each in categories))


def test_a_category_counts_in_those_above() -> None:
    assert counts(("ml/nlp",)) == {"ml": 1, "ml/nlp": 1}


def test_an_item_counts_once_in_each() -> None:
    assert counts(("ml/nlp", "ml/vision", "ml"))["ml"] == 1


def test_case_does_not_distinguish_and_the_first_spelling_shows() -> None:
    assert counts(("NLP",), ("nlp",)) == {"NLP": 2}


def test_the_form_of_an_accent_does_not_distinguish() -> None:
    assert counts(("U\u0308bung",), ("\u00dcbung",)) == {"U\u0308bung": 2}


def test_accents_distinguish() -> None:
    assert counts(("Uber",), ("Über",)) == {"Uber": 1, "Über": 1}


def test_alphabetical_with_those_below_next_to_their_parent() -> None:
    items = [Item({"categories": ("ml-ops", "zoo", "ml/nlp", "Ähre", "ml")})]
    assert [name for name, _ in category_counts(items)] == ["Ähre", "ml", "ml/nlp", "ml-ops", "zoo"]


def test_a_single_text_is_one_category() -> None:
    assert dict(category_counts([Item({"categories": "maths"})])) == {"maths": 1}


def test_items_without_categories_count_nowhere() -> None:
    assert category_counts([Item({})]) == ()


def test_stray_slashes_and_spaces_are_no_levels() -> None:
    assert lineage("/ml // nlp/") == ("ml", "ml/nlp")


@given(st.lists(st.lists(st.text("aA/é "), max_size=3).map(tuple), max_size=5))
def test_no_count_exceeds_the_number_of_items(categories: list[tuple[str, ...]]) -> None:
    assert all(1 <= count <= len(categories) for count in counts(*categories).values())


@given(st.lists(st.lists(st.text("ab/"), max_size=3).map(tuple), max_size=5))
def test_what_is_above_counts_at_least_as_much(categories: list[tuple[str, ...]]) -> None:
    found = counts(*categories)
    assert all(
        found[name.rpartition("/")[0]] >= count for name, count in found.items() if "/" in name
    )
