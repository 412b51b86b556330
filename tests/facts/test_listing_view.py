"""What a renderer is given."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_wiki.facts.listing import (
    Field,
    Listing,
    build_listing,
    parse_listings,
    searched_fields,
    value,
)
from sphinx_wiki.facts.model import Item, text

ITEMS = (
    Item(
        {
            "title": text("A"),
            "path": "a.md",
            "filename": "a.md",
            "date": "2024-07-07",
            "description": text("words"),
            "categories": ("ml",),
            "reading-time": 3,
            "word-count": 500,
            "date-created": "2024",
            "citation": {"container-title": "Nature"},
        },
        docname="a",
    ),
)


def build(raw: object, items: tuple[Item, ...] = ITEMS, page: str = "index") -> Listing:
    (options,), problems = parse_listings(raw)
    assert problems == ()
    return build_listing(options, items, page)


def names(raw: object) -> list[str]:
    return [field.name for field in build(raw).fields]


def field(name: str, asked: dict[str, Any] | None = None) -> Field:
    return build({"fields": [name], **(asked or {})}).fields[0]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        # No item has an author or a subtitle; the image stays.
        ("default", ["date", "title", "image", "description"]),
        ("table", ["date", "title"]),
        ("grid", ["title", "date", "image", "description"]),
        ({"fields": ["title", "author"]}, ["title", "author"]),
        ({"fields": ["tags"]}, ["categories"]),
        ({"categories": True}, ["date", "title", "image", "description", "categories"]),
        ({"categories": "cloud", "fields": ["title"]}, ["title", "categories"]),
        ({"categories": True, "fields": ["categories", "title"]}, ["categories", "title"]),
        ({"categories": True, "type": "table"}, ["date", "title"]),
    ],
)
def test_shown_fields(raw: object, shown: list[str]) -> None:
    assert names(raw) == shown


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("date", "Date"),
        ("filename", "File Name"),
        ("file-modified", "Modified"),
        ("reading-time", "Reading Time"),
        ("word-count", "Word Count"),
        ("image", " "),
        ("date-created", "Date created"),
        ("citation.container-title", "Container title"),
    ],
)
def test_labels(name: str, label: str) -> None:
    assert field(name).label == label


@pytest.mark.parametrize(
    ("values", "kind"),
    [((1, 2.5, None), "number"), ((1, "two"), "string"), ((True,), "string"), ((None,), "string")],
)
def test_a_field_of_numbers_alone_is_a_column_of_numbers(
    values: tuple[object, ...], kind: str
) -> None:
    items = [Item({"own": value}, docname=f"n{i}") for i, value in enumerate(values)]
    (options,), _ = parse_listings({"fields": ["own"]})
    assert build_listing(options, items, "page").fields[0].type == kind


def test_a_label_of_the_author_is_not_translated() -> None:
    found = field("date", {"field-display-names": {"date": "Read on"}})
    assert (found.label, found.translate) == ("Read on", False)


def test_a_label_of_ours_is_translated() -> None:
    assert field("date").translate


def test_a_label_made_from_a_name_is_not_translated() -> None:
    assert not field("date-created").translate


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("date", "date"),
        ("date-modified", "date"),
        ("file-modified", "date"),
        ("reading-time", "minutes"),
        ("word-count", "number"),
        ("title", "string"),
        ("date-created", "string"),
    ],
)
def test_types(name: str, kind: str) -> None:
    assert field(name).type == kind


def test_the_type_of_the_author_wins() -> None:
    assert field("date-created", {"field-types": {"date-created": "date"}}).type == "date"


def test_titles_link_in_a_table() -> None:
    assert [each.link for each in build("table").fields] == [False, True]


def test_nothing_links_by_itself_in_a_list() -> None:
    assert not any(each.link for each in build("default").fields)


def offers(raw: object) -> list[tuple[str, bool, str]]:
    listing = build(raw)
    return [(each.field.name, each.descending, each.hint) for each in listing.sorts]


def test_both_directions_of_each_shown_field_are_offered() -> None:
    assert offers("table") == [
        ("date", False, "oldest"),
        ("date", True, "newest"),
        ("title", False, "ascending"),
        ("title", True, "descending"),
    ]


def test_fields_to_sort_by_are_offered_as_named_even_if_not_shown() -> None:
    asked = {"fields": ["date", "title"], "sort-ui": ["word-count", "title", "tags"]}
    assert [name for name, _, _ in offers(asked)[::2]] == ["word-count", "title", "categories"]


def test_what_no_item_has_is_nothing_to_sort_by() -> None:
    assert offers({"fields": ["author", "subtitle"], "sort-ui": True}) == []
    assert offers({"sort-ui": ["status"]}) == []


def test_numbers_are_offered_from_low_and_from_high() -> None:
    assert offers({"fields": ["word-count"], "sort-ui": True}) == [
        ("word-count", False, "lowest"),
        ("word-count", True, "highest"),
    ]


def test_descriptions_and_images_are_not_offered() -> None:
    assert {name for name, _, _ in offers({"sort-ui": True})} == {"date", "title"}


def test_nothing_is_offered_without_the_option() -> None:
    assert offers("default") == []


def searched(raw: object) -> tuple[str, ...]:
    listing = build(raw)
    return searched_fields(listing.options, listing.fields)


def test_what_identifies_a_note_is_searched_and_what_is_shown() -> None:
    assert searched("table") == ("title", "description", "categories", "author", "date")


def test_only_named_fields_are_searched() -> None:
    assert searched({"filter-ui": ["title", "tags"]}) == ("title", "categories")


def test_nothing_is_searched_without_a_filter() -> None:
    assert searched("default") == ()


@pytest.mark.parametrize("option", ["fields", "sort-ui", "filter-ui"])
def test_an_unknown_field_tells_the_nearest(option: str) -> None:
    (problem,) = build({option: ["titel"]}).problems
    assert "Did you mean 'title'?" in problem.message


def test_problems_of_the_selection_are_kept() -> None:
    assert len(build({"field-required": ["author"]}).problems) == 1


def test_listings_of_two_pages_have_two_keys() -> None:
    assert build(True, page="index").key != build(True, page="maths/index").key


def test_the_total_counts_what_the_cut_leaves_out() -> None:
    items = (*ITEMS, Item({"title": text("B"), "path": "b.md"}, docname="b"))
    listing = build({"max-items": 1}, items)
    assert (len(listing.items), listing.total) == (1, 2)


def test_a_name_with_a_dot_may_be_a_key_itself() -> None:
    assert value(Item({"a.b": 1}), "a.b") == 1


def test_a_name_with_a_dot_that_leads_nowhere() -> None:
    assert value(Item({"a": "text"}), "a.b") is None
