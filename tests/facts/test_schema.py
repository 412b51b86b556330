"""The JSON Schema says what the declared fields say, and the shipped file is fresh."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sphinx_wiki.facts.fields import FIELDS
from sphinx_wiki.facts.schema import ITEMS_PATH, PATH, items_schema, main, note_schema


def is_valid(data: dict[str, Any]) -> bool:
    return Draft202012Validator(note_schema()).is_valid(data)


def test_the_shipped_schema_is_fresh() -> None:
    assert main(["--check"]) == 0, "run python -m sphinx_wiki.facts.schema"


def test_the_shipped_schema_is_the_one_that_is_built() -> None:
    assert json.loads(PATH.read_text("utf-8")) == note_schema()


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(note_schema())


def test_every_key_is_in_the_schema_with_its_help() -> None:
    properties = note_schema()["properties"]
    assert {field.name: field.help for field in FIELDS} == {
        field.name: properties[field.name]["description"] for field in FIELDS
    }


def test_other_names_of_a_key_mean_the_same() -> None:
    assert note_schema()["properties"]["abstract"] == {"$ref": "#/properties/description"}


@pytest.mark.parametrize(
    "data",
    [
        {"title": "LoRA", "date": "2024-07-07", "categories": ["a", "b"], "draft": False},
        {"title": 1984, "date": 2024, "tags": "a, b", "image": False},
        {"author": [{"name": "Ann"}, "Bob"], "order": 1.5, "lang": "pt-BR"},
        {"listing": {"contents": "posts"}, "execute": {"enabled": False}},
        {"listing": [{"id": "a"}, {"id": "b"}]},
        {"listing": {"sort": ["date desc", "title"], "feed": {"items": 5}, "max-items": None}},
        {"date": {"value": "2024-07-07", "format": "long"}},
        {"title": None, "draft": None},
        {"rating": 5, "own": {"key": []}},
    ],
)
def test_front_matter_as_people_write_it_is_valid(data: dict[str, Any]) -> None:
    assert is_valid(data)


@pytest.mark.parametrize(
    "data",
    [
        {"title": ["LoRA"]},
        {"draft": "maybe"},
        {"order": "first"},
        {"date": "today"},
        {"lang": "english"},
        {"image": True},
        {"categories": {"a": 1}},
        {"modified": "now"},
        {"listing": {"typ": "grid"}},
        {"listing": {"page-size": -1}},
        {"listing": {"feed": {"itmes": 3}}},
    ],
)
def test_what_a_build_would_report_is_invalid(data: dict[str, Any]) -> None:
    assert not is_valid(data)


def test_items_as_people_write_them_are_valid() -> None:
    rows = [
        {"title": "Attention", "href": "https://arxiv.org/abs/1706.03762", "date": 2017},
        {"path": "qlora.md", "rating": 5},
    ]
    assert Draft202012Validator(items_schema()).is_valid(rows)


@pytest.mark.parametrize("rows", [["a text"], [{"date": "today"}], "a text", [{"href": 1}]])
def test_items_that_a_build_would_report_are_invalid(rows: Any) -> None:
    assert not Draft202012Validator(items_schema()).is_valid(rows)


def test_the_shipped_schema_of_items_is_the_one_that_is_built() -> None:
    assert json.loads(ITEMS_PATH.read_text("utf-8")) == items_schema()


def test_the_place_of_the_schemas_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--where"]) == 0
    assert capsys.readouterr().out.strip() == str(PATH.parent)
