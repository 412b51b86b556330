"""The browser's idea of a listing agrees with Python's, tried in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sphinx_wiki
from sphinx_wiki.facts.listing import fold, parse_query
from sphinx_wiki.html.entries import address
from sphinx_wiki.html.markup import spans_html

STATIC = Path(sphinx_wiki.__file__).parent / "static"
CASES = json.loads((Path(__file__).parents[1] / "facts" / "filter_cases.json").read_text("utf-8"))
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(NODE is None, reason="NO NODE: pure scripts are not tested")


def run(script: str, data: Any) -> Any:
    """Give what the expression *script* of our scripts' names and ``data`` gives in Node."""
    program = (
        f"const model = require({json.dumps(str(STATIC / 'wiki-listing-model.js'))});"
        f"const entries = require({json.dumps(str(STATIC / 'wiki-listing-entries.js'))});"
        f"const columns = require({json.dumps(str(STATIC / 'wiki-listing-data.js'))});"
        "const data = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"process.stdout.write(JSON.stringify({script}));"
    )
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-e", program], input=json.dumps(data), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_folding_agrees_with_python() -> None:
    texts = [text for text, _ in CASES["fold"]]
    assert run("data.map(model.fold)", texts) == [folded for _, folded in CASES["fold"]]


def test_terms_agree_with_python() -> None:
    queries = [query for query, _ in CASES["terms"]]
    assert run("data.map(model.terms)", queries) == [terms for _, terms in CASES["terms"]]


def test_matching_agrees_with_python() -> None:
    script = (
        "data.map(({texts, query}) => model.select(model.facts(1, () => texts, () => []),"
        " 0, [0], model.terms(query), []).shown.length === 1)"
    )
    assert run(script, CASES["matches"]) == [case["found"] for case in CASES["matches"]]


def test_without_words_no_text_is_folded() -> None:
    script = (
        "(() => { let asked = 0; const texts = () => { asked++; return ['a']; };"
        " const known = model.facts(2, texts, () => []);"
        " const counts = [[], ['a'], ['b'], []].map((words) => {"
        "   model.select(known, 0, [0, 1], words, []); return asked; });"
        " return counts; })()"
    )
    assert run(script, None) == [0, 2, 2, 2]


# Each example starts a process, so one example holds many texts.
LETTERS = st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cs", "Cn"])


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(LETTERS | st.sampled_from('"“„ ')), min_size=40))
def test_folding_and_terms_agree_on_latin_text(texts: list[str]) -> None:
    assert run("data.map(model.fold)", texts) == [fold(text) for text in texts]
    # Whether a word that is typed twice is one term or two changes nothing.
    expected = [list(dict.fromkeys(parse_query(text))) for text in texts]
    assert run("data.map(model.terms)", texts) == expected


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(), min_size=40))
def test_escaping_agrees_with_python(texts: list[str]) -> None:
    assert run("data.map(entries.escape)", texts) == [spans_html(text) for text in texts]


def test_addresses_agree_with_python() -> None:
    urls = ["a.html", "https://x.org/", "//x.org", "mailto:a@b.c", "a/b:c.html", "x+y:z", ":a", ""]
    expected = [address(url, "../") for url in urls]
    assert run("data.map((url) => entries.address(url, '../'))", urls) == expected
    assert expected[:5] == [
        "../a.html",
        "https://x.org/",
        "//x.org",
        "mailto:a@b.c",
        "../a/b:c.html",
    ]


def test_a_match_is_found_where_it_stands_in_the_text() -> None:
    cases = [
        ["Übung", ["ubung"], ["Übung"]],
        ["Straße", ["ss"], ["ß"]],
        ["Straße", ["s"], ["S", "ß"]],
        ["a\u0308hnlich", ["ahn"], ["a\u0308hn"]],
        ["abcabc", ["abc"], ["abcabc"]],
        ["abab", ["aba", "bab"], ["abab"]],
        ["𝔸 x", ["x"], ["x"]],
        ["none", [], []],
        ["none", ["x"], []],
    ]
    script = (
        "data.map(([text, words]) =>"
        " model.occurrences(text, words).map(([a, b]) => text.slice(a, b)))"
    )
    assert run(script, [case[:2] for case in cases]) == [case[2] for case in cases]


def test_entries_without_a_value_come_last_in_both_directions() -> None:
    compare = "(a, b) => (a < b ? -1 : Number(a > b))"
    script = f"[false, true].map((down) => model.order(data, down, {compare}))"
    assert run(script, ["b", None, "a", "b"]) == [[2, 0, 3, 1], [0, 3, 2, 1]]


def test_numbers_sort_by_value() -> None:
    assert run("model.order(data, false, () => 0)", [10, 9, 100]) == [1, 0, 2]


def test_numbers_below_zero_and_fractions_sort_by_value_and_before_texts() -> None:
    values = ["b", 1.5, -3, 1.25, -5, "a"]
    script = "model.order(data, false, (a, b) => (a < b ? -1 : 1)).map((i) => data[i])"
    assert run(script, values) == [-5, -3, 1.25, 1.5, "a", "b"]


def test_marks_before_the_first_letter_do_not_sort() -> None:
    titles = ["«Zebra»", "(b)", "a", "?"]
    script = "model.order(data, false, (a, b) => (a < b ? -1 : 1)).map((i) => data[i])"
    assert run(script, titles) == ["?", "«Zebra»", "a", "(b)"]


def test_dates_sort_by_the_moment_that_they_name() -> None:
    dates = [
        "2024-07-07T23:00:00-05:00",
        "2024-07-08",
        "2024-07-08T02:00:00",
        "2024-07-08T02:00:00+03:00",
        "soon",
    ]
    notes = {"columns": {"=date": dates}, "cuts": {}, "dates": {}, "listings": {"x": [*range(5)]}}
    view = {"key": "x", "fields": [{"name": "date", "type": "date"}], "searched": []}
    script = "model.order(columns.open(data[0], data[1]).sortable('date'), false, () => 0)"
    assert run(script, [notes, view]) == [3, 1, 2, 0, 4]


def test_minutes_are_searched_as_they_are_shown() -> None:
    notes = {"columns": {"=reading-time": [7]}, "cuts": {}, "dates": {}, "listings": {"x": [0]}}
    field = {"name": "reading-time", "type": "minutes", "pattern": "{n} min"}
    view = {"key": "x", "fields": [field], "searched": ["reading-time"]}
    assert run("columns.open(data[0], data[1]).searched(0)", [notes, view]) == ["7 min"]


@pytest.mark.parametrize("last", [1, 2, 7, 8, 400])
def test_page_numbers_hold_first_last_and_neighbours(last: int) -> None:
    drawn = run(f"Array.from({{length: {last}}}, (_, i) => model.pages(i + 1, {last}))", None)
    for current, numbers in enumerate(drawn, start=1):
        assert {1, last, max(1, current - 1), current, min(last, current + 1)} <= set(numbers)
        shown = [number for number in numbers if number]
        assert shown == sorted(set(shown))
        assert len(numbers) <= 7


STATES = st.fixed_dictionaries(
    {
        "q": st.text(),
        "categories": st.lists(st.text(), max_size=3),
        "sort": st.text(max_size=5),
        "page": st.integers(1, 99),
    }
)
IDS = st.text(min_size=1)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.tuples(IDS, STATES, IDS, STATES).filter(lambda c: c[0] != c[2]), min_size=20))
def test_an_address_gives_back_the_state_it_was_made_from(cases: list[Any]) -> None:
    script = (
        "data.map(([a, s, b, t]) => { const read = model.fromFragment("
        "model.toFragment([[a, s], [b, t]]), [a, b]);"
        " return [read?.get(a) ?? model.initial(), read?.get(b) ?? model.initial()]; })"
    )
    # A lone surrogate has no place in an address.
    assert run(script, cases) == [[s, t] for _, s, _, t in cases]


def test_an_address_about_something_else_is_no_state() -> None:
    fragments = ["section", "listing", "listing-2:q=a", "%E0%A4%A", "q=a"]
    assert run("data.map((f) => model.fromFragment(f, ['listing']))", fragments) == [None] * 5


def test_an_empty_address_is_the_first_state() -> None:
    assert run("model.fromFragment('', ['listing']).size", None) == 0
