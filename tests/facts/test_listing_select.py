"""Which notes a listing shows."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import (
    ListingOptions,
    Selection,
    SortKey,
    literal,
    parse_listings,
    select,
)
from sphinx_wiki.facts.model import Item, plain, text

PATHS = (
    "index.md",
    "about.md",
    "lora.ipynb",
    "maths/index.md",
    "maths/chain rule.md",
    "maths/dot.md",
    "maths/deep/tensor.rst",
    "maths/drafts/idea.md",
    "papers/dot.md",
    "papers/2024/qlora.md",
    "papers [old]/a.md",
)


def note(path: str, fields: dict[str, Any] | None = None) -> Item:
    base = {"path": path, "filename": PurePosixPath(path).name, "title": text(path)}
    return Item({**base, **(fields or {})}, docname=path.rpartition(".")[0])


NOTES = tuple(note(path) for path in PATHS)


def ask(raw: object, page: str = "index", items: tuple[Item, ...] = NOTES) -> Selection:
    (options,), problems = parse_listings(raw)
    assert problems == ()
    return select(options, items, page)


def listed(contents: object, page: str = "index") -> list[str]:
    """Give the paths of what *contents* in *page* list, in the order of contents."""
    found = ask({"contents": contents, "sort": False}, page)
    assert found.problems == ()
    return [item.fields["path"] for item in found.items]


@pytest.mark.parametrize(
    ("page", "contents", "paths"),
    [
        # A name, with or without its suffix, from the page's folder or the root.
        ("index", "about.md", ["about.md"]),
        ("index", "about", ["about.md"]),
        ("index", "lora.qmd", ["lora.ipynb"]),
        ("index", "./about.md", ["about.md"]),
        ("maths/index", "dot.md", ["maths/dot.md"]),
        ("maths/index", "/papers/dot.md", ["papers/dot.md"]),
        ("maths/index", "../papers/dot", ["papers/dot.md"]),
        ("maths/index", "chain rule", ["maths/chain rule.md"]),
        # A folder stands for all below it.
        ("index", "papers", ["papers/2024/qlora.md", "papers/dot.md"]),
        ("index", "papers/", ["papers/2024/qlora.md", "papers/dot.md"]),
        ("index", "papers/2024", ["papers/2024/qlora.md"]),
        ("maths/index", "deep", ["maths/deep/tensor.rst"]),
        ("maths/index", "/papers/2024", ["papers/2024/qlora.md"]),
        ("maths/index", "../papers/2024/", ["papers/2024/qlora.md"]),
        # A pattern reaches into subfolders unless it begins with a slash or dots.
        ("index", "dot.*", ["maths/dot.md", "papers/dot.md"]),
        ("index", "*.ipynb", ["lora.ipynb"]),
        ("index", "*.rst", ["maths/deep/tensor.rst"]),
        ("index", "**.rst", ["maths/deep/tensor.rst"]),
        ("index", "**/*.rst", ["maths/deep/tensor.rst"]),
        ("index", "2024/*", ["papers/2024/qlora.md"]),
        ("index", "/*.md", ["about.md"]),
        ("index", "/papers/*", ["papers/dot.md"]),
        ("index", "/papers/**", ["papers/2024/qlora.md", "papers/dot.md"]),
        ("index", "/papers/**/*.md", ["papers/2024/qlora.md", "papers/dot.md"]),
        ("index", "./*.md", ["about.md"]),
        ("maths/index", "*.rst", ["maths/deep/tensor.rst"]),
        ("maths/index", "../papers/*", ["papers/dot.md"]),
        ("maths/index", "/**/dot.md", ["maths/dot.md", "papers/dot.md"]),
        ("index", "papers/20[0-9][0-9]/*", ["papers/2024/qlora.md"]),
        ("index", "/{about,lora}.*", ["about.md", "lora.ipynb"]),
        ("index", "/a?out.md", ["about.md"]),
        ("index", "/[!l]*.md", ["about.md"]),
        # Lists, exclusions and repetitions.
        ("index", ["lora", "about"], ["lora.ipynb", "about.md"]),
        ("index", ["about", "/*.md"], ["about.md"]),
        ("index", ["papers", "!2024/*"], ["papers/dot.md"]),
        ("index", ["!papers/2024", "papers"], ["papers/dot.md"]),
        ("index", ["/maths/*", "!dot"], ["maths/chain rule.md", "maths/dot.md", "maths/index.md"]),
        ("index", ["/maths/*", "!/maths/dot.md", "!index*"], ["maths/chain rule.md"]),
    ],
)
def test_contents(page: str, contents: object, paths: list[str]) -> None:
    assert listed(contents, page) == paths


def test_a_pattern_in_a_folder_whose_name_looks_like_one() -> None:
    found = ask({"contents": "*.md"}, "papers [old]/index")
    assert [item.docname for item in found.items] == ["papers [old]/a"]


def test_all_notes_below_the_page_by_default() -> None:
    found = {item.docname for item in ask(True, "maths/index").items}
    assert found == {"maths/chain rule", "maths/dot", "maths/deep/tensor", "maths/drafts/idea"}


def test_all_notes_on_the_first_page_by_default() -> None:
    assert len(ask(True).items) == len(NOTES) - 1


def test_only_exclusions_leave_out_of_all() -> None:
    found = {item.docname for item in ask({"contents": "!drafts"}, "maths/index").items}
    assert found == {"maths/chain rule", "maths/dot", "maths/deep/tensor"}


def test_a_folder_comes_before_a_note_of_the_same_name() -> None:
    found = ask({"contents": "a"}, items=(note("a.md"), note("a/b.md")))
    assert [item.docname for item in found.items] == ["a/b"]


@pytest.mark.parametrize("pattern", ["[z-a].md", "x[.md", "{a,b.md", "a: b.md"])
def test_a_name_that_is_nearly_a_pattern(pattern: str) -> None:
    found = ask({"contents": pattern}, "maths/index", (note(f"maths/{pattern}"),))
    assert len(found.items) == (pattern != "[z-a].md")


def test_composed_and_decomposed_names_are_one() -> None:
    found = ask({"contents": "U\u0308bung.md"}, items=(note("\u00dcbung.md"),))
    assert [item.docname for item in found.items] == ["\u00dcbung"]


def test_nothing_found_is_a_problem_with_the_nearest_name() -> None:
    (problem,) = ask({"contents": "abuot.md"}).problems
    assert "No note matches 'abuot.md'" in problem.message
    assert "Did you mean 'about.md'?" in problem.message


def test_each_pattern_that_finds_nothing_is_a_problem() -> None:
    assert len(ask({"contents": ["about", "*.xyz", "nowhere/"]}).problems) == 2


def test_an_exclusion_that_finds_nothing_is_none() -> None:
    assert ask({"contents": ["about", "!*.xyz"]}).problems == ()


def test_an_empty_wiki_is_no_problem() -> None:
    assert ask({"contents": "/**"}, items=(note("index.md"),)) == Selection((), (), 0)


def test_a_lonely_page_in_its_folder_is_told_so() -> None:
    (problem,) = ask(True, "blog/index").problems
    assert problem.message == "A listing finds no other note in the folder of its page, 'blog'."


# include and exclude

FILED = (
    note(
        "a.md", {"categories": ("ml/nlp",), "author": ("Ada",), "order": 1.0, "date": "2024-07-07"}
    ),
    note("b.md", {"categories": ("ML", "C/C++"), "author": ("Bob", "Ada"), "order": 2.0}),
    note("c.md", {"categories": ("mlops",), "draft": True, "rating": 1, "x": {"y": "deep"}}),
)


@pytest.mark.parametrize(
    ("include", "names"),
    [
        ({"categories": "ml"}, "ab"),
        ({"categories": "ML/NLP"}, "a"),
        ({"categories": "ml*"}, "abc"),
        ({"tags": "mlops"}, "c"),
        ({"categories": "C/C++"}, "b"),
        ({"categories": ["ml/nlp", "mlops"]}, "ac"),
        ({"author": "Ada"}, "ab"),
        ({"author": "ada"}, ""),
        ({"author": "B*"}, "b"),
        ({"author": "{Bob,Eve}"}, "b"),
        ({"order": 1}, "a"),
        ({"order": "1"}, ""),
        ({"draft": True}, "c"),
        ({"rating": True}, ""),
        ({"rating": 1}, "c"),
        ({"date": "2024-*"}, "a"),
        ({"title": "?.md"}, "abc"),
        ({"x.y": "deep"}, "c"),
        ({"author": "Ada", "order": 2}, "b"),
        ([{"order": 1}, {"draft": True}], "ac"),
    ],
)
def test_include(include: object, names: str) -> None:
    found = ask({"include": include}, items=FILED).items
    assert "".join(str(item.docname) for item in found) == names


@pytest.mark.parametrize(
    ("exclude", "names"),
    [
        ({"categories": "ml"}, "c"),
        ({"order": 1, "draft": True}, "b"),
        ([{"order": 1}, {"draft": True}], "b"),
        ({"nothing": "x"}, "abc"),
    ],
)
def test_exclude(exclude: object, names: str) -> None:
    found = ask({"exclude": exclude}, items=FILED).items
    assert "".join(str(item.docname) for item in found) == names


def test_exclude_wins_over_include() -> None:
    asked = {"include": {"author": "Ada"}, "exclude": {"order": 2}}
    assert [item.docname for item in ask(asked, items=FILED).items] == ["a"]


def test_conditions_that_leave_nothing_are_one_problem() -> None:
    (problem,) = ask({"include": {"author": "Eve"}}, items=FILED).problems
    assert "'include'" in problem.message


@given(st.text(max_size=10), st.text(max_size=10))
def test_a_literal_matches_itself_alone(wanted: str, other: str) -> None:
    items = (note("w.md", {"status": wanted}), note("o.md", {"status": other}))
    found = select(ListingOptions(include=({"status": (literal(wanted),)},)), items, "index").items
    statuses = {item.fields["status"] for item in found}
    assert statuses <= {wanted}
    assert not wanted or statuses == {wanted}


# Order, cut and required fields


def test_order_then_title_by_default() -> None:
    items = (
        note("last.md", {"title": text("A")}),
        note("second.md", {"order": 2.0}),
        note("first.md", {"order": 1.0}),
    )
    assert [item.docname for item in ask(True, items=items).items] == ["first", "second", "last"]


def test_cut_after_sorting() -> None:
    asked = {"sort": "order desc", "max-items": 1}
    found = ask(asked, items=FILED)
    assert ([item.docname for item in found.items], found.total) == (["b"], 3)


def test_sorting_by_an_unknown_field_tells_the_nearest() -> None:
    (problem,) = ask({"sort": "dat desc"}, items=FILED).problems
    assert problem.message == (
        "A listing sorts by 'dat', a field that no note has. Did you mean 'date'?"
    )


@pytest.mark.parametrize("name", ["rating", "x.y", "status", "tags"])
def test_sorting_by_a_field_that_some_note_has_or_that_we_know(name: str) -> None:
    assert ask({"sort": name}, items=FILED).problems == ()


def test_a_missing_required_field_is_a_problem_for_each_note() -> None:
    problems = ask({"field-required": ["date"]}, items=FILED).problems
    assert [problem.message.split()[0] for problem in problems] == ["b.md", "c.md"]


def test_a_note_without_a_required_field_is_kept() -> None:
    assert len(ask({"field-required": ["date"]}, items=FILED).items) == 3


# Items without notes


def entries(contents: object, page: str = "index", **asked: object) -> Selection:
    return ask({"contents": contents, **asked}, page)


def test_an_entry_of_its_own() -> None:
    (item,) = entries({"title": "A *fine* talk", "date": "7.7.2024", "url": "https://a.org"}).items
    assert (item.docname, item.href, item.fields["date"]) == (None, "https://a.org", "2024-07-07")


def test_the_title_of_an_entry_keeps_its_formulas() -> None:
    (item,) = entries({"title": "On $a^2$"}).items
    assert [span.kind for span in item.fields["title"]] == ["text", "math"]


@pytest.mark.parametrize("name", ["path", "href", "url"])
def test_the_address_of_an_entry_has_three_names(name: str) -> None:
    assert entries({"title": "A", name: "https://a.org"}).items[0].href == "https://a.org"


def test_the_address_of_an_entry_is_relative_to_the_page() -> None:
    (item,) = entries({"title": "A", "path": "../a.pdf"}, "maths/index").items
    assert item.href == "a.pdf"


def test_the_image_of_an_entry_is_relative_to_the_page() -> None:
    (item,) = entries({"title": "A", "image": "a.png"}, "maths/index").items
    assert item.fields["image"] == "maths/a.png"


def test_an_entry_that_is_a_note_overrides_its_fields() -> None:
    (item,) = entries({"path": "about.md", "title": "Who"}).items
    assert (item.docname, plain(item.fields["title"]), item.fields["filename"]) == (
        "about",
        "Who",
        "about.md",
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:x", "java\nscript:x", " data:text/html,x"]
)
def test_an_address_that_runs_code_is_refused(address: str) -> None:
    found = entries({"title": "A", "href": address})
    assert (found.items[0].href, len(found.problems)) == (None, 1)


def test_a_date_that_is_none_is_a_problem_and_stays_as_written() -> None:
    found = entries({"title": "A", "date": "20XX-01-01"})
    assert (found.items[0].fields["date"], len(found.problems)) == ("20XX-01-01", 1)


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ada", ("Ada",)),
        (["Ada", "Bob"], ("Ada", "Bob")),
        ({"name": "Ada", "orcid": "0"}, ("Ada",)),
        ([{"name": "Ada"}], ("Ada",)),
    ],
)
def test_the_authors_of_an_entry(author: object, names: tuple[str, ...]) -> None:
    assert entries({"title": "A", "author": author}).items[0].fields["author"] == names


def test_the_description_of_an_entry_is_an_explicit_one() -> None:
    (item,) = entries({"title": "A", "description": "words"}).items
    assert item.fields["description-explicit"] is True


def test_entries_keep_their_order_by_default() -> None:
    found = entries([{"title": "b"}, {"title": "a"}]).items
    assert [plain(item.fields["title"]) for item in found] == ["b", "a"]


def test_entries_among_notes_are_sorted_by_default() -> None:
    found = entries([{"title": "b"}, "about", {"title": "a0"}]).items
    assert [plain(item.fields["title"]) for item in found] == ["a0", "about.md", "b"]


def from_file(contents: str, files: dict[str, str], page: str = "index") -> Selection:
    def read(path: str) -> object:
        try:
            return yaml.safe_load(files[path])
        except KeyError:
            raise FileNotFoundError(path) from None

    return select(ListingOptions(contents=(contents,)), NOTES, page, read_yaml=read)


def test_items_of_a_file() -> None:
    found = from_file("a.yml", {"a.yml": "- title: A\n- title: B\n"})
    assert [plain(item.fields["title"]) for item in found.items] == ["A", "B"]


def test_a_file_may_hold_one_item() -> None:
    assert len(from_file("a.yaml", {"a.yaml": "title: A"}).items) == 1


def test_a_file_is_relative_to_the_page() -> None:
    assert len(from_file("a.yml", {"maths/a.yml": "title: A"}, "maths/index").items) == 1


def test_addresses_in_a_file_are_relative_to_it() -> None:
    (item,) = from_file("data/a.yml", {"data/a.yml": "{title: A, path: a.pdf}"}).items
    assert item.href == "data/a.pdf"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "cannot read 'a.yml'"),
        ({"a.yml": "[1"}, "cannot read 'a.yml'"),
        ({"a.yml": "- word"}, "Row 1 of 'a.yml'"),
        ({"a.yml": ""}, "Row 1 of 'a.yml'"),
    ],
)
def test_a_file_that_is_no_list_of_items(files: dict[str, str], told: str) -> None:
    found = from_file("a.yml", files)
    assert (found.items, told in found.problems[0].message) == ((), True)


def test_a_wrong_row_leaves_the_others() -> None:
    found = from_file("a.yml", {"a.yml": "- word\n- title: A\n"})
    assert (len(found.items), len(found.problems)) == (1, 1)


# Laws

PATTERNS = st.lists(
    st.sampled_from(
        ["*", "**", "/**", "*.md", "maths", "/maths/*", "!dot", "!*.md", "about", "../*", "[a", "!"]
    )
    | st.text("ab-*/!.[]{},?\\", min_size=1, max_size=8),
    max_size=4,
)
PAGES = st.sampled_from([str(item.docname) for item in NOTES])


@given(PATTERNS, PAGES)
def test_the_page_never_lists_itself(patterns: list[str], page: str) -> None:
    found = select(ListingOptions(contents=tuple(patterns)), NOTES, page).items
    assert page not in {item.docname for item in found}


@given(PATTERNS, PAGES)
def test_no_note_comes_twice(patterns: list[str], page: str) -> None:
    found = select(ListingOptions(contents=tuple(patterns)), NOTES, page).items
    assert len({item.docname for item in found}) == len(found)


@given(PATTERNS, PAGES, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_notes_does_not_matter(
    patterns: list[str], page: str, random: Any, keep: bool
) -> None:
    options = ListingOptions(contents=tuple(patterns), sort=() if keep else (SortKey("path"),))
    mixed = list(NOTES)
    random.shuffle(mixed)
    assert select(options, mixed, page) == select(options, NOTES, page)


@given(PATTERNS, PAGES, st.integers(1, 12))
def test_a_cut_listing_is_the_beginning_of_the_whole(
    patterns: list[str], page: str, most: int
) -> None:
    whole = select(ListingOptions(contents=tuple(patterns)), NOTES, page).items
    cut = select(ListingOptions(contents=tuple(patterns), max_items=most), NOTES, page).items
    assert cut == whole[:most]
