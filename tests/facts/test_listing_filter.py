"""What the filter of a listing means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import fold, matches, parse_query

CASES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "filter_cases.json").read_text(encoding="utf-8")
)
TEXTS = st.lists(st.text(max_size=12), max_size=4)


@pytest.mark.parametrize(("text", "folded"), CASES["fold"])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("query", "terms"), CASES["terms"])
def test_terms(query: str, terms: list[str]) -> None:
    assert list(parse_query(query)) == terms


@pytest.mark.parametrize(
    "case", CASES["matches"], ids=lambda case: f"{case['query']!r} in {case['texts']!r}"
)
def test_matches(case: dict[str, Any]) -> None:
    assert matches(case["texts"], parse_query(case["query"])) is case["found"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS, st.text(max_size=8), st.text(max_size=8))
def test_another_word_never_finds_more(texts: list[str], first: str, second: str) -> None:
    more = [*parse_query(first), *parse_query(second)]
    assert not matches(texts, more) or matches(texts, parse_query(first))


@given(TEXTS, st.text(max_size=8), st.text(max_size=8))
def test_another_text_never_hides_an_item(texts: list[str], other: str, query: str) -> None:
    terms = parse_query(query)
    assert not matches(texts, terms) or matches([*texts, other], terms)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_an_item_is_found_by_its_own_words(texts: list[str]) -> None:
    assert matches(texts, [word for text in texts for word in fold(text).split()])
