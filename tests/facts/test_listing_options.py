"""Reading what an author asks of a listing."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinx_wiki.facts.listing import (
    FEED_OPTIONS,
    OPTIONS,
    FeedOptions,
    ListingOptions,
    Option,
    SortKey,
    listing_schema,
    parse_directive_options,
    parse_listings,
)

SCHEMA = Draft202012Validator(listing_schema())

# Section by section of Quarto's reference: a value, and what it means.
GOOD: list[tuple[str, Any, Any]] = [
    ("id", "recent", "recent"),
    ("type", "grid", "grid"),
    ("contents", "*.md", ("*.md",)),
    ("contents", ["a.md", {"title": "A"}], ("a.md", {"title": "A"})),
    ("contents", {"path": "a.md"}, ({"path": "a.md"},)),
    ("contents", 2024, ("2024",)),
    ("include", {"categories": "ml"}, ({"categories": ("ml",)},)),
    ("include", {"order": [1, 2], "draft": False}, ({"order": (1, 2), "draft": (False,)},)),
    ("include", [{"a": "x"}, {"b": "y"}], ({"a": ("x",)}, {"b": ("y",)})),
    ("exclude", {"title": "Draft*"}, ({"title": ("Draft*",)},)),
    ("sort", "date", (SortKey("date"),)),
    ("sort", "date desc", (SortKey("date", True),)),
    ("sort", "date desc, title", (SortKey("date", True), SortKey("title"))),
    ("sort", ["date DESC", "title asc"], (SortKey("date", True), SortKey("title"))),
    ("sort", False, ()),
    ("sort", True, None),
    ("max-items", 5, 5),
    ("page-size", 50, 50),
    ("sort-ui", True, True),
    ("sort-ui", ["date", "title"], ("date", "title")),
    ("filter-ui", False, False),
    ("filter-ui", "title, date", ("title", "date")),
    ("categories", True, "numbered"),
    ("categories", False, None),
    ("categories", "numbered", "numbered"),
    ("categories", "unnumbered", "unnumbered"),
    ("categories", "cloud", "cloud"),
    ("fields", ["title", "citation.container-title"], ("title", "citation.container-title")),
    ("field-display-names", {"date": "Read on"}, {"date": "Read on"}),
    ("field-types", {"rating": "number"}, {"rating": "number"}),
    ("field-links", ["title"], ("title",)),
    ("field-required", ["date"], ("date",)),
    ("date-format", "YYYY-MM", "YYYY-MM"),
    ("max-description-length", 80, 80),
    ("image-placeholder", "/none.png", "/none.png"),
    ("image-lazy-loading", False, False),
    ("image-align", "left", "left"),
    ("image-height", "4em", "4em"),
    ("image-height", 80, "80px"),
    ("grid-columns", 2, 2),
    ("grid-item-border", False, False),
    ("grid-item-align", "center", "center"),
    ("table-striped", True, True),
    ("table-hover", True, True),
    ("feed", True, FeedOptions()),
    ("feed", False, None),
    ("feed", {"items": 5, "type": "partial"}, FeedOptions(items=5, type="partial")),
    ("feed", {"categories": ["ml", "maths"]}, FeedOptions(categories=("ml", "maths"))),
]

BAD: list[tuple[str, Any]] = [
    ("id", "two words"),
    ("id", 'a"b'),
    ("type", "tabel"),
    ("contents", [True]),
    ("contents", ""),
    ("include", "ml"),
    ("include", {"categories": [["ml"]]}),
    ("exclude", {"a": None}),
    ("sort", 5),
    ("sort", "date descending"),
    ("sort", []),
    ("max-items", 0),
    ("max-items", "many"),
    ("max-items", True),
    ("page-size", -1),
    ("page-size", 2.5),
    ("sort-ui", 1),
    ("filter-ui", {"title": True}),
    ("categories", "numberd"),
    ("fields", 3),
    ("field-display-names", ["Date"]),
    ("field-types", {"rating": "numeric"}),
    ("field-links", True),
    ("field-required", {}),
    ("date-format", 2024),
    ("max-description-length", "long"),
    ("image-placeholder", False),
    ("image-lazy-loading", "yes"),
    ("image-align", "center"),
    ("image-height", "4em; background: url(x)"),
    ("image-height", "tall"),
    ("grid-columns", 0),
    ("grid-item-border", 1),
    ("grid-item-align", "top"),
    ("table-striped", "true"),
    ("table-hover", []),
    ("feed", "rss"),
]

GOOD_IDS = [f"{name}: {raw!r}" for name, raw, _ in GOOD]
BAD_IDS = [f"{name}: {raw!r}" for name, raw in BAD]


def attribute(name: str) -> str:
    return name.replace("-", "_")


def one(raw: object) -> ListingOptions:
    (options,), problems = parse_listings(raw)
    assert problems == ()
    return options


def messages(raw: object) -> list[str]:
    return [problem.message for problem in parse_listings(raw)[1]]


@pytest.mark.parametrize(("name", "raw", "meaning"), GOOD, ids=GOOD_IDS)
def test_a_good_value(name: str, raw: object, meaning: object) -> None:
    assert getattr(one({name: raw}), attribute(name)) == meaning


@pytest.mark.parametrize(("name", "raw", "meaning"), GOOD, ids=GOOD_IDS)
def test_the_schema_takes_a_good_value(name: str, raw: object, meaning: object) -> None:
    assert SCHEMA.is_valid({name: raw})


@pytest.mark.parametrize(("name", "raw"), BAD, ids=BAD_IDS)
def test_a_wrong_value_gets_the_default(name: str, raw: object) -> None:
    (options,), _ = parse_listings({name: raw})
    assert getattr(options, attribute(name)) == getattr(ListingOptions(), attribute(name))


@pytest.mark.parametrize(("name", "raw"), BAD, ids=BAD_IDS)
def test_a_wrong_value_is_one_problem_that_names_the_option(name: str, raw: object) -> None:
    (message,) = messages({name: raw})
    assert repr(name) in message


def test_a_wrong_value_tells_what_was_found_and_expected() -> None:
    (message,) = messages({"page-size": "many"})
    assert message == (
        "The listing option 'page-size' is a whole number above zero, not 'many'. "
        "Its default is used."
    )


def test_a_wrong_choice_tells_the_nearest() -> None:
    assert "Did you mean 'table'?" in messages({"type": "tabel"})[0]


def test_an_unknown_option_tells_the_nearest() -> None:
    assert messages({"page-sise": 9}) == [
        "Unknown listing option 'page-sise'. Did you mean 'page-size'?"
    ]


def test_an_unknown_option_of_the_feed_tells_the_nearest() -> None:
    assert messages({"feed": {"item": 9}}) == [
        "Unknown option of 'feed' 'item'. Did you mean 'items'?"
    ]


def test_a_wrong_option_of_the_feed_leaves_the_others() -> None:
    (options,), problems = parse_listings({"feed": {"items": 0, "title": "News"}})
    assert (options.feed, len(problems)) == (FeedOptions(title="News"), 1)


def test_a_template_is_said_to_be_unsupported() -> None:
    assert messages({"template": "a.ejs"}) == [
        "The listing option 'template' of Quarto is not supported."
    ]


def test_a_problem_has_the_line_and_kind() -> None:
    problem = parse_listings({"x": 1}, 7)[1][0]
    assert (problem.line, problem.kind) == (7, "listing")


def test_an_option_without_a_value_is_absent() -> None:
    assert one({"sort": None}) == ListingOptions()


@pytest.mark.parametrize("raw", [False, None])
def test_no_listing(raw: object) -> None:
    assert parse_listings(raw) == ((), ())


def test_true_is_a_listing_by_default() -> None:
    assert one(True) == ListingOptions()


@pytest.mark.parametrize("name", ["default", "table", "grid"])
def test_a_type_alone(name: str) -> None:
    assert one(name).type == name


def test_an_unknown_type_alone_still_lists() -> None:
    (options,), (problem,) = parse_listings("tabel")
    assert (options, "'table'" in problem.message) == (ListingOptions(), True)


def test_a_number_is_no_listing() -> None:
    listings, (problem,) = parse_listings(5)
    assert (listings, "not 5" in problem.message) == ((), True)


def test_listings_of_a_list_are_numbered() -> None:
    listings, _ = parse_listings([{}, {"id": "mine"}, {}])
    assert [each.id for each in listings] == ["listing-1", "mine", "listing-3"]


def test_a_wrong_id_in_a_list_gets_its_number() -> None:
    listings, _ = parse_listings([{}, {"id": "my own"}])
    assert listings[1].id == "listing-2"


def test_two_listings_with_one_id() -> None:
    listings, (problem,) = parse_listings([{"id": "a"}, {"id": "a", "type": "grid"}])
    assert (len(listings), "'a'" in problem.message) == (1, True)


@pytest.mark.parametrize(
    ("kind", "name", "default"),
    [
        ("default", "page-size", 25),
        ("table", "page-size", 30),
        ("grid", "page-size", 18),
        ("default", "sort-ui", False),
        ("table", "sort-ui", True),
        ("grid", "sort-ui", False),
        ("default", "filter-ui", False),
        ("table", "filter-ui", True),
        ("grid", "filter-ui", False),
        ("default", "field-links", ()),
        ("table", "field-links", ("title", "filename")),
        ("default", "image-height", None),
        ("table", "image-height", "40px"),
        ("grid", "image-height", "150px"),
    ],
)
def test_defaults_of_types(kind: str, name: str, default: object) -> None:
    assert getattr(one(kind), attribute(name)) == default


def test_a_wrong_value_gets_the_default_of_the_type() -> None:
    assert parse_listings({"type": "grid", "page-size": 0})[0][0].page_size == 18


def test_dates_in_conditions_are_iso() -> None:
    found = one({"include": {"date": dt.date(2024, 7, 7)}})
    assert found.include == ({"date": ("2024-07-07",)},)


def test_the_table_declares_exactly_the_options() -> None:
    names = [field.name for field in dataclasses.fields(ListingOptions) if field.compare]
    assert [option.attribute for option in OPTIONS] == names


def test_the_table_and_the_class_agree_on_defaults() -> None:
    assert one({}) == ListingOptions()


def test_the_table_declares_exactly_the_options_of_the_feed() -> None:
    names = [field.name for field in dataclasses.fields(FeedOptions)]
    assert [option.attribute for option in FEED_OPTIONS] == names


@pytest.mark.parametrize("table", [OPTIONS, FEED_OPTIONS], ids=["listing", "feed"])
def test_every_option_has_help_that_is_a_sentence(table: tuple[Option, ...]) -> None:
    assert [option.name for option in table if not option.help.endswith(".")] == []


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(listing_schema())


@pytest.mark.parametrize("raw", [True, False, "table", {}, [{}, {"type": "grid"}]])
def test_the_schema_takes_every_form(raw: object) -> None:
    assert SCHEMA.is_valid(raw)


@pytest.mark.parametrize(
    "raw", [{"page-sise": 9}, {"feed": {"item": 9}}, 5, "tabel", {"type": "x"}]
)
def test_the_schema_refuses(raw: object) -> None:
    assert not SCHEMA.is_valid(raw)


def test_a_list_that_contains_itself() -> None:
    raw: list[object] = []
    raw.append(raw)
    assert len(messages({"contents": {"a": raw}})) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
NAMES = st.sampled_from([option.name for option in OPTIONS]) | st.text(max_size=6)


@given(JSON | st.dictionaries(NAMES, JSON))
def test_nothing_an_author_writes_raises(raw: object) -> None:
    parse_listings(raw)


# The directive


def directive(body: str = "", **options: str) -> ListingOptions:
    named = {name.replace("_", "-"): value for name, value in options.items()}
    found, problems = parse_directive_options(named, body)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("name", "written", "meaning"),
    [
        ("sort", "date desc, title", (SortKey("date", True), SortKey("title"))),
        ("sort", "[date desc, title]", (SortKey("date", True), SortKey("title"))),
        ("sort", "false", ()),
        ("sort_ui", "", True),
        ("page_size", "10", 10),
        ("contents", '"*.md"', ("*.md",)),
        ("contents", "*.md", ("*.md",)),
        ("contents", "[a.md, b.md]", ("a.md", "b.md")),
        ("include", "{categories: ml}", ({"categories": ("ml",)},)),
        ("feed", "{items: 3}", FeedOptions(items=3)),
    ],
)
def test_a_directive_option(name: str, written: str, meaning: object) -> None:
    assert getattr(directive(**{name: written}), name) == meaning


@pytest.mark.parametrize(
    ("body", "contents"),
    [
        ("", ()),
        ("*.md", ("*.md",)),
        ("a.md\nb.md\n", ("a.md", "b.md")),
        ("*.md\n\n!drafts\n", ("*.md", "!drafts")),
        ("- a.md\n- b.md", ("a.md", "b.md")),
        ("- *.md\n- !drafts/it's*", ("*.md", "!drafts/it's*")),
        ("- path: a.md\n  title: A", ({"path": "a.md", "title": "A"},)),
    ],
)
def test_the_body_of_a_directive(body: str, contents: object) -> None:
    assert directive(body).contents == contents


def test_the_body_of_a_directive_wins_over_its_option() -> None:
    assert directive("a.md", contents="b.md").contents == ("a.md",)


def test_an_option_that_is_no_yaml() -> None:
    found, (problem,) = parse_directive_options({"fields": "[title"}, "")
    assert (found.fields, "'fields'" in problem.message) == (None, True)


def test_a_wrong_directive_option_has_its_line() -> None:
    _, (problem,) = parse_directive_options({"page-size": "x"}, "", 12)
    assert problem.line == 12


@given(st.dictionaries(NAMES, st.text(max_size=12)), st.text(max_size=20))
def test_no_directive_raises(options: dict[str, str], body: str) -> None:
    parse_directive_options(options, body)
