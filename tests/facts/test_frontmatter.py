"""What a note declares is found in each format, and faults are told in plain words."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.frontmatter import Head, read_head


def markdown(block: str, body: str = "Text\n") -> Head:
    return read_head(f"---\n{block}\n---\n{body}", ".md")


def notebook(metadata: dict[str, Any], *cells: tuple[str, str]) -> Head:
    listed = [{"cell_type": kind, "source": source} for kind, source in cells]
    return read_head(json.dumps({"metadata": metadata, "cells": listed}), ".ipynb")


def only_problem(head: Head) -> tuple[int | None, str]:
    (problem,) = head.problems
    return problem.line, problem.message


# Front matter


def test_values_keep_their_types() -> None:
    head = markdown("order: 3\ndraft: true\nrating: 4.5\ncategories: [a, b]")
    assert head.data == {"order": 3, "draft": True, "rating": 4.5, "categories": ["a", "b"]}


def test_an_unquoted_date_is_a_date() -> None:
    assert markdown("date: 2024-07-07").data["date"] == dt.date(2024, 7, 7)


def test_an_impossible_date_stays_text_and_spoils_nothing() -> None:
    head = markdown("date: 2024-02-30\ntitle: A")
    assert (head.data, head.problems) == ({"date": "2024-02-30", "title": "A"}, ())


def test_each_key_has_its_line() -> None:
    head = markdown("# a comment\ntitle: A\naliases:\n  - x\n  - y\norder: 1")
    assert head.lines == {"title": 3, "aliases": 4, "order": 7}


def test_the_body_begins_after_the_closing_line() -> None:
    assert markdown("title: A\norder: 1").body_line == 5


@pytest.mark.parametrize("closing", ["---", "...", "---  "])
def test_each_closing_line_closes(closing: str) -> None:
    head = read_head(f"---\ntitle: A\n{closing}\nText", ".md")
    assert (head.data, head.body_line) == ({"title": "A"}, 4)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_matter(end: str) -> None:
    text = end.join(["---", "title: A", "order: x", "---", "Text"])
    head = read_head(text, ".md")
    assert (head.data, head.lines["order"]) == ({"title": "A", "order": "x"}, 3)


def test_a_byte_order_mark_does_not_matter() -> None:
    assert read_head("\ufeff---\ntitle: A\n---\n", ".md").data == {"title": "A"}


@pytest.mark.parametrize("text", ["", "# Heading\n", "Text\n---\ntitle: no\n---\n", "---", "\n"])
def test_a_note_without_front_matter_declares_nothing(text: str) -> None:
    assert read_head(text, ".md") == Head({}, {}, 1, ())


def test_a_rule_across_the_page_is_no_front_matter() -> None:
    assert read_head("---\n\nProse without an end.\n", ".md") == Head({}, {}, 1, ())


def test_empty_front_matter_declares_nothing() -> None:
    assert read_head("---\n---\nText", ".md") == Head({}, {}, 3, ())


@pytest.mark.parametrize("word", ["no", "yes", "on", "12:30", "1_000", "010"])
def test_words_that_old_yaml_takes_for_something_else_stay_words(word: str) -> None:
    assert markdown(f"lang: {word}").data == {"lang": word}


def test_numbers_are_also_kept_as_written() -> None:
    head = markdown("title: 1.10\naliases: [2.0, x]")
    assert head.written == {"title": "1.10", "aliases": ["2.0", "x"]}


# Faults


@pytest.mark.parametrize(
    ("block", "line", "word"),
    [
        ("title: A\naliases:\n\t- x", 4, "tab"),
        ("title: A\nauthor:\n  - @ann", 4, "'@'"),
        ("created: {{date}}\ntitle: A", 2, "{{date}}"),
        ('title: "A\nauthor: "B"', 2, "nothing closes"),
        ("tags: [a, b\ntitle: A", 2, "'['"),
        ("order: 1\ntitle: Notes: part one", 3, "':'"),
        ("title: A\nsome prose\norder: 1", 3, "'some prose'"),
        ("contents: *.md", 2, "'*'"),
        ('title: "A" and B', 2, "'and B'"),
        ("title:A", 2, "space after the colon"),
        ("title: A\n  order: 1", 3, "spaces in front"),
        ("title: A\x00", 2, "U+0000"),
        ("title: A\n- b", 3, "'- b'"),
        ("- a\n- b", 2, "a list"),
        ("just a sentence", 2, "'just a sentence'"),
    ],
)
def test_a_fault_is_one_problem_with_line_and_reason(block: str, line: int, word: str) -> None:
    found, message = only_problem(markdown(block))
    assert found == line
    assert word in message


def test_a_fault_costs_only_its_own_key() -> None:
    head = markdown("title: A\ncreated: {{date}}\ntags:\n  - x\n  - y\norder: 2")
    assert head.data == {"title": "A", "tags": ["x", "y"], "order": 2}


def test_a_value_with_a_colon_is_taken_as_written() -> None:
    assert markdown("title: Notes: part one").data == {"title": "Notes: part one"}


def test_keys_after_a_fault_keep_their_lines() -> None:
    assert markdown("author: @ann\n\n# note\ntitle: A").lines == {"author": 2, "title": 5}


def test_of_a_key_that_stands_twice_the_last_counts() -> None:
    head = markdown("title: A\norder: 1\ntitle: B")
    assert head.data["title"] == "B"
    line, message = only_problem(head)
    assert line == 4
    assert "'title'" in message
    assert "2 and 4" in message


def test_front_matter_that_nothing_closes_is_reported_and_saved() -> None:
    head = read_head("---\ntitle: A\ntags:\n  - x\n\nProse follows.\n", ".md")
    assert head.data == {"title": "A", "tags": ["x"]}
    assert head.body_line == 5
    line, message = only_problem(head)
    assert line == 1
    assert "'---'" in message


# Twelve lists, each of nine references to the one before: 9**12 values.
MULTIPLIED = "k0: &k0 [x]\n" + "".join(
    f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 9)}]\n" for i in range(1, 13)
)


@pytest.mark.parametrize(
    "block",
    [
        "a: " + "[" * 200_000,
        "a: " + "- " * 200_000,
        "a: " + "x" * 2_000_000,
        "x: &x [*x]",
        MULTIPLIED,
    ],
    ids=["brackets", "entries", "length", "recursion", "multiplied"],
)
def test_hostile_front_matter_is_a_problem_and_nothing_worse(block: str) -> None:
    assert len(markdown(block).problems) == 1


@given(st.text(alphabet=st.sampled_from("a:-[]{}\"'&*!|>%@`#\t\n ,?~1é\u2028"), max_size=60))
def test_reading_never_raises(block: str) -> None:
    for suffix in (".md", ".rst", ".ipynb"):
        read_head(f"---\n{block}\n---\n", suffix)
        read_head(block, suffix)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True).filter(lambda key: key not in "null"),
        st.integers() | st.booleans() | st.text("abc :,#", max_size=9) | st.lists(st.integers()),
        max_size=6,
    )
)
def test_what_json_can_say_is_read_back(data: dict[str, Any]) -> None:
    block = "\n".join(f"{key}: {json.dumps(value)}" for key, value in data.items())
    assert markdown(block).data == data


# The directive


def test_a_directive_declares_what_front_matter_would() -> None:
    head = read_head("# A\n\n```{wiki:note}\n:status: seedling\n:order: 2\n```\n", ".md")
    assert head.data == {"status": "seedling", "order": "2"}
    assert head.lines == {"status": 4, "order": 5}


def test_a_directive_overrides_front_matter() -> None:
    head = markdown("title: A\norder: 1", "```{wiki:note}\n:title: B\n```\n")
    assert head.data == {"title": "B", "order": 1}
    assert head.lines == {"title": 6, "order": 3}


def test_a_directive_reads_flags_and_lists() -> None:
    head = read_head("```{wiki:note}\n:draft: true\n:tags: [a, b]\n```\n", ".md")
    assert head.data == {"draft": True, "tags": ["a", "b"]}


def test_a_directive_takes_yaml_between_dashes() -> None:
    head = read_head("```{wiki:note}\n---\ntitle: A\ndate: 2024-07-07\n---\nIt is.\n```\n", ".md")
    assert head.data == {"title": "A", "date": dt.date(2024, 7, 7), "description": "It is."}
    assert head.lines == {"title": 3, "date": 4, "description": 6}


def test_the_content_of_a_directive_is_the_description() -> None:
    head = read_head("```{wiki:note}\n:order: 1\n\nAll of *it*.\n```\n", ".md")
    assert head.data["description"] == "All of *it*."


@pytest.mark.parametrize("key", ["description", "abstract"])
def test_the_content_of_a_directive_replaces_no_description(key: str) -> None:
    head = markdown(f"{key}: first", "```{wiki:note}\nsecond\n```\n")
    assert head.data == {key: "first"}


@pytest.mark.parametrize("fence", ["````", "~~~", ":::::"])
def test_any_fence_makes_a_directive(fence: str) -> None:
    assert read_head(f"{fence}{{wiki:note}}\n:order: 1\n{fence}\n", ".md").data == {"order": "1"}


@pytest.mark.parametrize(
    "around",
    [
        "````\n{}\n````\n",
        "````markdown\n{}\n````\n",
        "::::{{tip}}\n{}\n::::\n",
        "<!--\n{}\n-->\n",
    ],
)
@pytest.mark.parametrize("fence", ["```", ":::"])
def test_a_directive_shown_as_an_example_declares_nothing(around: str, fence: str) -> None:
    shown = f"{fence}{{wiki:note}}\n:title: Example\n{fence}"
    assert read_head(around.format(shown), ".md").data == {}


def test_a_directive_in_a_quote_or_list_declares_nothing() -> None:
    text = "> ```{wiki:note}\n> :order: 1\n> ```\n\n- ```{wiki:note}\n  :order: 2\n  ```\n"
    assert read_head(text, ".md").data == {}


# reStructuredText


@pytest.mark.parametrize(
    "text",
    [
        ":status: done\n\nTitle\n=====\n",
        "Title\n=====\n\n:status: done\n\nText\n",
        "=====\nTitle\n=====\n\n:status: done\n",
        ".. _target:\n\nTitle\n=====\n:status: done\n",
        ".. A comment.\n   Goes on.\n\n:status: done\n",
    ],
)
def test_a_field_list_at_the_top_declares(text: str) -> None:
    assert read_head(text, ".rst").data == {"status": "done"}


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=====\n\nProse.\n\n:status: done\n",
        ".. image:: a.png\n\n:status: done\n",
        ":ref:`a role` begins the text\n",
    ],
)
def test_a_field_list_elsewhere_declares_nothing(text: str) -> None:
    assert read_head(text, ".rst").data == {}


def test_fields_are_text_but_for_flags_and_lists() -> None:
    head = read_head(":order: 3\n:draft: true\n:tags: [a, 1]\n:date: 2024-07-07\n", ".rst")
    assert head.data == {"order": "3", "draft": True, "tags": ["a", 1], "date": "2024-07-07"}


def test_a_field_goes_on_in_indented_lines() -> None:
    head = read_head(":description: One\n   two: three\n:aliases:\n   - a\n   - b\n", ".rst")
    assert head.data == {"description": "One\ntwo: three", "aliases": ["a", "b"]}
    assert head.lines == {"description": 1, "aliases": 3}


def test_the_body_begins_after_the_fields() -> None:
    assert read_head("T\n=\n\n:a: b\n:c: d\n\nText\n", ".rst").body_line == 1
    assert read_head("Title\n=====\n\n:a: b\n:c: d\n\nText\n", ".rst").body_line == 6


def test_an_rst_directive_declares() -> None:
    directive = ".. wiki:note::\n   :order: 1\n   :draft: true\n\n   All of it.\n"
    head = read_head(f"Title\n=====\n\n{directive}\nText\n", ".rst")
    assert head.data == {"order": "1", "draft": True, "description": "All of it."}
    assert head.lines == {"order": 5, "draft": 6, "description": 8}


def test_an_rst_directive_in_a_literal_block_declares_nothing() -> None:
    assert read_head("Like so::\n\n   .. wiki:note::\n      :order: 1\n", ".rst").data == {}


# Notebooks


def test_notebook_metadata_declares() -> None:
    assert notebook({"title": "A", "rating": 5}).data == {"title": "A", "rating": 5}


def test_what_programs_write_into_notebooks_is_left_out() -> None:
    metadata = {"kernelspec": {"name": "python3"}, "language_info": {}, "jupytext": {}, "toc": {}}
    assert notebook(metadata).data == {}


@pytest.mark.parametrize("kind", ["raw", "markdown"])
def test_a_first_cell_of_yaml_declares(kind: str) -> None:
    head = notebook({"title": "A"}, (kind, "---\ntitle: B\n---\n# Heading"))
    assert (head.data, head.lines) == ({"title": "B"}, {})


def test_yaml_in_a_later_or_a_code_cell_declares_nothing() -> None:
    cells = [("code", "---\ntitle: A\n---"), ("raw", "---\ntitle: B\n---")]
    assert notebook({}, *cells).data == {}


def test_a_cell_may_be_a_list_of_lines() -> None:
    cell = {"cell_type": "raw", "source": ["---\n", "title: A\n", "---"]}
    assert read_head(json.dumps({"cells": [cell]}), ".ipynb").data == {"title": "A"}


def test_a_directive_in_any_markdown_cell_declares() -> None:
    cells = [("code", "1"), ("markdown", "```{wiki:note}\n:order: 1\n```")]
    assert notebook({}, *cells).data == {"order": "1"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"cells": 1, "metadata": 2}'])
def test_what_is_no_notebook_declares_nothing(text: str) -> None:
    assert read_head(text, ".ipynb") == Head({}, {}, 1, ())


def test_keys_beside_references_that_multiply_are_kept() -> None:
    assert markdown("title: A title\n" + MULTIPLIED).data["title"] == "A title"


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('{"cells": [], "metadata": {"a": ' + "[" * 300 + "]" * 300 + ', "title": "T"}}', ".ipynb"),
        ("+++\ntitle = 'T'\na = " + "[" * 150 + "]" * 150 + "\n+++\n", ".md"),
    ],
    ids=["notebook", "toml"],
)
def test_a_value_that_is_nested_too_deep_is_left_out(text: str, suffix: str) -> None:
    head = read_head(text, suffix)
    assert head.data == {"title": "T"}
    assert "within one another" in only_problem(head)[1]
