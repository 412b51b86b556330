"""Front matter in TOML."""

from __future__ import annotations

import pytest

from sphinx_wiki.facts.frontmatter import read_head
from sphinx_wiki.facts.metadata import parse_meta
from sphinx_wiki.facts.toml_block import find_toml, read_toml, without_toml

NOTE = """+++
title = "First"
date = 2024-07-07T10:00:00Z
draft = true

[taxonomies]
tags = ["a b"]
+++

Text.
"""


def test_keys_mean_what_they_mean_in_yaml() -> None:
    meta, problems = parse_meta(read_head(NOTE, ".md"))
    assert (meta.title, meta.draft, meta.categories) == ("First", True, ("a b",))
    assert meta.date is not None
    assert meta.date.startswith("2024-07-07T10:00:00")
    assert problems == ()


def test_lines_are_those_of_the_file() -> None:
    assert dict(read_head(NOTE, ".md").lines) == {"title": 2, "date": 3, "draft": 4, "tags": 7}


def test_the_rest_keeps_its_lines() -> None:
    assert without_toml(NOTE).splitlines()[9] == "Text."
    assert without_toml(NOTE).strip() == "Text."


def test_a_fault_is_said_with_its_line() -> None:
    (problem,) = read_head('+++\ntitle = "a"\ndate = soon\n+++\nText', ".md").problems
    assert problem.message.startswith("The front matter cannot be read: Invalid value;")
    assert problem.line == 3


NONE = ("+++\nText.\n+++\n", "+++\n", "Text\n+++\na = 1\n+++\n", "+++ a\n")


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_front_matter_stays(text: str) -> None:
    assert find_toml(text) is None
    assert without_toml(text) == text


def test_a_number_of_too_many_digits_is_a_problem() -> None:
    assert len(read_toml("order = " + "9" * 5000, 2).problems) == 1
