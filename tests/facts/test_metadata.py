"""Metadata is what its author meant; what cannot be understood is said once, with its line."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.fields import FIELDS
from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.model import Meta, Problem

CEST = dt.timezone(dt.timedelta(hours=2))


def parse(block: str) -> tuple[Meta, tuple[Problem, ...]]:
    head = read_head(f"---\n{block}\n---\n", ".md")
    assert head.problems == ()
    return parse_meta(head)


def meta(block: str) -> Meta:
    """Give the metadata of front matter that has no problem."""
    found, problems = parse(block)
    assert problems == ()
    return found


def wrong(block: str) -> tuple[Meta, int | None, str]:
    """Give the metadata of front matter that has one problem, and its line and message."""
    found, (problem,) = parse(block)
    return found, problem.line, problem.message


def test_every_attribute_has_a_key() -> None:
    # The latter is what one value of the key for the date means.
    others = {"extra", "dated_by_change"}
    assert {f.attribute for f in FIELDS} | others == {f.name for f in fields(Meta)}


def test_no_key_is_declared_twice() -> None:
    keys = [key for f in FIELDS for key in (f.name, *f.also)]
    assert len(keys) == len(set(keys))


def test_defaults_are_those_of_the_model() -> None:
    assert {f.attribute: f.default for f in FIELDS} == {
        f.attribute: getattr(Meta(), f.attribute) for f in FIELDS
    }


def test_a_note_that_declares_nothing_has_the_defaults() -> None:
    assert parse_meta(read_head("", ".md")) == (Meta(), ())


@pytest.mark.parametrize("key", [key for f in FIELDS for key in (f.name, *f.also)])
@pytest.mark.parametrize("empty", ["", " null", " ~"], ids=["nothing", "null", "tilde"])
def test_an_empty_key_is_an_absent_one(key: str, empty: str) -> None:
    assert meta(f"{key}:{empty}") == Meta()


@pytest.mark.parametrize(
    ("block", "attribute", "value"),
    [
        ("title: LoRA", "title", "LoRA"),
        ("title: 1984", "title", "1984"),
        ("title: 1.10", "title", "1.10"),
        ("title: True", "title", "True"),
        ("title: 2024-07-07", "title", "2024-07-07"),
        ('title: ""', "title", None),
        ("subtitle: More", "subtitle", "More"),
        ("description: A *few* words", "description", "A *few* words"),
        ("abstract: A few words", "description", "A few words"),
        ("abstract: No\ndescription: Yes", "description", "Yes"),
        ("date: 2024-07-07", "date", "2024-07-07"),
        ("date: July 7, 2024", "date", "2024-07-07"),
        ("lang: fr\ndate: 7 juillet 2024", "date", "2024-07-07"),
        ("date: 2024", "date", "2024-01-01"),
        ("date: {value: 2024-07-07, format: long}", "date", "2024-07-07"),
        ("date: 2024-07-07T10:00:00+02:00", "date", "2024-07-07T10:00:00+02:00"),
        ("date: [2024-07-07]", "date", "2024-07-07"),
        ("date-modified: 7.7.2024", "date_modified", "2024-07-07"),
        ("date-modified: last-modified", "date_modified", "last-modified"),
        ("date: last-modified", "date_modified", "last-modified"),
        ("date: last-modified", "date", None),
        ("modified: 2024-07-07", "date_modified", "2024-07-07"),
        ("last-modified: 2024-07-07", "date_modified", "2024-07-07"),
        ("updated: 2024-07-07", "date_modified", "2024-07-07"),
        ("updated: 2023-01-01\ndate-modified: 2024-07-07", "date_modified", "2024-07-07"),
        ("author: Ann Lee", "authors", ("Ann Lee",)),
        ("authors: [Ann, Bob, ann]", "authors", ("Ann", "Bob")),
        ("author: {name: Ann, orcid: 1}", "authors", ("Ann",)),
        ("author:\n  - name: {given: Ann, family: Lee}\n  - Bob", "authors", ("Ann Lee", "Bob")),
        ("author: {name: {literal: The Team}}", "authors", ("The Team",)),
        ("author: {given: Ann, family: Lee}", "authors", ("Ann Lee",)),
        ("authors: [{id: ann}]", "authors", ("ann",)),
        ('author: ["[[Ann Lee]]"]', "authors", ("Ann Lee",)),
        ("categories: [LLM, maths, llm]", "categories", ("LLM", "maths")),
        ("categories: Maschinelles Lernen", "categories", ("Maschinelles Lernen",)),
        ("categories: ml/nlp, maths", "categories", ("ml/nlp", "maths")),
        ('categories: ["Paris, France"]', "categories", ("Paris, France",)),
        ("categories: [2024, 3.10]", "categories", ("2024", "3.10")),
        ("categories: [a, null, '']", "categories", ("a",)),
        ('categories: ["/ml//nlp/", "ml / nlp"]', "categories", ("ml/nlp",)),
        ("category: one", "categories", ("one",)),
        ("tags: deep learning", "categories", ("deep", "learning")),
        ("tags: deep learning, nlp", "categories", ("deep learning", "nlp")),
        ("tags: '#deep #learning'", "categories", ("deep", "learning")),
        ("tags: ['#a', b]\ncategories: [B, c]", "categories", ("B", "c", "a")),
        ('categories: ["[[Posts]]"]', "categories", ("Posts",)),
        ('categories: ["Cafe\\u0301"]', "categories", ("Café",)),
        ("aliases: [a, b]", "aliases", ("a", "b")),
        ("alias: Rule, chain", "aliases", ("Rule, chain",)),
        ("image: a.png", "image", "a.png"),
        ("image: false", "image", False),
        ('cover: "![[a b.png]]"', "image", "a b.png"),
        ("image-alt: A cat", "image_alt", "A cat"),
        ("draft: true", "draft", True),
        ("draft: yes", "draft", True),
        ("publish: false", "draft", True),
        ("publish: true", "draft", False),
        ("published: false", "draft", True),
        ("published: 2024-07-07", "draft", False),
        ("date: {created: 2024-07-07, updated: 2024-08-01}", "date", "2024-07-07"),
        ("publish: true\ndraft: true", "draft", True),
        ("publish: false\ndraft: false", "draft", True),
        ("order: 2", "order", 2.0),
        ("order: '1.5'", "order", 1.5),
        ("status: seedling", "status", "seedling"),
        ('status: ["[[Published]]"]', "status", "Published"),
        ("lang: de", "lang", "de"),
        ("lang: pt_BR", "lang", "pt-BR"),
        ("lang: no", "lang", "no"),
        ("cssclasses: [wide, a-b]", "cssclasses", ("wide", "a-b")),
        ("cssclass: wide a-b", "cssclasses", ("wide", "a-b")),
        ("cssclasses:", "cssclasses", ()),
        ("cssclasses: [null, größer]", "cssclasses", ("größer",)),
        ("permalink: notes/limits", "permalink", "/notes/limits"),
        ("permalink: /limits/", "permalink", "/limits"),
        ("permalink:", "permalink", None),
        ("tags:\naliases:\npublish:\n", "categories", ()),
        ("tags:\naliases:\npublish:\n", "draft", False),
        ("requires: [lora, Chain rule]", "requires", ("lora", "Chain rule")),
        ('requires: "[[Chain rule|rule]]"', "requires", ("Chain rule",)),
        ("requires: [[Chain rule]]", "requires", ("Chain rule",)),
        ("listing: {contents: posts}", "listing", {"contents": "posts"}),
        ("listing: true", "listing", True),
        ("toc: false", "toc", False),
        ("backlinks: false", "backlinks", False),
        ("execute: {enabled: false}", "execute", {"enabled": False}),
        ("execute: false", "execute", {"enabled": False}),
    ],
)
def test_a_key_means(block: str, attribute: str, value: object) -> None:
    assert getattr(meta(block), attribute) == value


def test_an_author_without_a_name_takes_no_other_along() -> None:
    found, _line, message = wrong("author: [Ann, {affiliation: X}, Bob]")
    assert found.authors == ("Ann", "Bob")
    assert "a mapping without a name" in message


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("title: [a]", ["title", "a list", "a text"]),
        ("date: soon", ["date", "'soon'", "2024-07-07"]),
        ("date: 3/4/2024", ["date", "2024-03-04 or 2024-04-03"]),
        ("date: today", ["date", "each build"]),
        ("date: 2024-02-30", ["date", "'2024-02-30'"]),
        ("author: {url: x}", ["author", "a mapping without a name"]),
        ("categories: [{a: 1}]", ["categories", "a mapping"]),
        ("tags: {a: 1}", ["tags", "a mapping"]),
        ("image: true", ["image", "true", "path"]),
        ("order: first", ["order", "'first'", "a number"]),
        ("order: .nan", ["order", "a finite number"]),
        ("lang: english", ["lang", "'english'", "pt-BR"]),
        ("toc: deep", ["toc", "'deep'", "true or false"]),
        ("backlinks: 7", ["backlinks", "the number 7", "true or false"]),
        ("execute: fast", ["execute", "'fast'"]),
        ("permalink: ../out", ["permalink", "within the site"]),
        ("permalink: https://example.org/x", ["permalink", "within the site"]),
        ("permalink: //example.org/x", ["permalink", "within the site"]),
        ("permalink: a/../../b", ["permalink", "within the site"]),
        ("cssclasses: ['a\"><script>']", ["cssclasses", "script", "letters"]),
        ("listing: 3", ["listing", "the number 3"]),
    ],
)
def test_a_wrong_value_is_one_problem_and_the_default(block: str, words: list[str]) -> None:
    found, line, message = wrong("# first\n" + block)
    assert (found, line) == (Meta(), 3)
    for word in words:
        assert word in message


@pytest.mark.parametrize("block", ["draft: maybe", "publish: maybe", "draft: [x]"])
def test_a_note_whose_draft_cannot_be_understood_is_not_published(block: str) -> None:
    found, _, message = wrong(block)
    assert found.draft
    assert "kept as a draft" in message


def test_a_very_long_category_is_kept_and_reported() -> None:
    found, line, message = wrong(f"categories: [a, {'x' * 101}]")
    assert found.categories == ("a", "x" * 101)
    assert line == 2
    assert "101 characters" in message


def test_unknown_keys_are_kept_as_json() -> None:
    found = meta("rating: 4.5\nbanners: [wide]\nread: 2024-07-07\nplace: {lat: 1, on: 2024-01-01}")
    assert found.extra == {
        "rating": 4.5,
        "banners": ["wide"],
        "read": "2024-07-07",
        "place": {"lat": 1, "on": "2024-01-01"},
    }


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("titel", "title"),
        ("catagories", "categories"),
        ("draff", "draft"),
        ("Title", "title"),
        ("date_modified", "date-modified"),
        ("desciption", "description"),
        ("alaises", "aliases"),
        ("Tags", "tags"),
    ],
)
def test_a_slip_of_the_pen_is_told_the_key_that_was_meant(key: str, name: str) -> None:
    found, line, message = wrong(f"order: 1\n{key}: x")
    assert found.extra == {key: "x"}
    assert line == 3
    assert repr(key) in message
    assert repr(name) in message


OWN_KEYS = """
    bibliography canonical color created data density dates doi episode excerpt format
    genre guests host icon id images isbn jupyter jupytext kernelspec keywords label language last
    layout license location maker myst name notes number org pages parent people plugin
    process producer published publisher rating redirect related section series site slug source
    start state subject system template theme toc-depth toc-title topics type url version weight
    year zotero-key
"""


@pytest.mark.parametrize("key", OWN_KEYS.split())
def test_ordinary_keys_of_ones_own_are_not_questioned(key: str) -> None:
    assert meta(f"{key}: x").extra == {key: "x"}


def test_metadata_can_be_pickled() -> None:
    found = meta("title: A\nlisting: {a: [1]}\nmine: 2024-07-07\nexecute: {cache: true}")
    assert pickle.loads(pickle.dumps(found)) == found


def test_an_rst_field_without_a_value_is_a_flag() -> None:
    found, problems = parse_meta(read_head(":draft:\n:title:\n:order:\n:date:\n:lang:\n", ".rst"))
    assert (found, problems) == (Meta(draft=True), ())


def test_fields_of_rst_mean_what_front_matter_means() -> None:
    text = ":date: 2024-07-07\n:order: 3\n:categories: a, b\n:tags: [c]\n:backlinks: false\n"
    found, _ = parse_meta(read_head(text, ".rst"))
    assert found == Meta(date="2024-07-07", order=3.0, categories=("a", "b", "c"), backlinks=False)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "value", "a"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([f.name for f in FIELDS] + ["mine", "titel"]), JSON))
def test_any_value_gives_metadata_that_json_can_hold(data: dict[str, Any]) -> None:
    text = json.dumps({"metadata": data, "cells": []})
    found, problems = parse_meta(read_head(text, ".ipynb"))
    json.dumps([found.extra, found.listing, dict(found.execute)], allow_nan=False)
    assert all(problem.message for problem in problems)
