"""The shared data files: complete, safe in a script, and small."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from sphinx_wiki.facts.listing import Listing, build_listing, parse_listings
from sphinx_wiki.facts.model import Item, text
from sphinx_wiki.html.data import nav_script, notes_script
from sphinx_wiki.html.site import Site

SITE = Site(
    uri=lambda item: f"{item.docname}.html" if item.docname else item.href or "",
    image_uri=lambda path: path,
    category_uri=lambda name: f"category/{name}.html",
    date=lambda iso, pattern: f"{pattern} {iso}",
    text=lambda words: f"[{words}]",
)


def note(name: str, **fields: Any) -> Item:
    return Item({"title": text(name), "path": f"{name}.md", **fields}, docname=name)


def listing(page: str, *items: Item, **options: Any) -> Listing:
    (parsed,), _ = parse_listings({key.replace("_", "-"): each for key, each in options.items()})
    return build_listing(parsed, items, page)


def read(script: str) -> Any:
    """Give the data of a script, as JavaScript would."""
    found = re.fullmatch(
        r"window\.sphinxWiki(?:Notes|Nav)=JSON\.parse\('((?:[^'\\\n]|\\.)*)'\);\n", script
    )
    assert found is not None
    return json.loads(re.sub(r"\\(.)", r"\1", found[1]))


def test_each_listing_has_its_own_order_of_shared_entries() -> None:
    a, b = note("a"), note("b")
    up = listing("up", a, b, contents="/**", sort="title")
    down = listing("down", a, b, contents="/**", sort="title desc")
    data = read(notes_script([up, down], SITE))
    assert data["count"] == 2
    assert data["listings"]["up#listing"] == data["listings"]["down#listing"][::-1]


def test_a_date_is_kept_once_for_each_format() -> None:
    items = [note(name, date="2024-07-07") for name in "abc"]
    data = read(notes_script([listing("p", *items, date_format="long")], SITE))
    assert data["dates"] == {"long": {"2024-07-07": "long 2024-07-07"}}


def test_a_category_names_those_above_it() -> None:
    data = read(notes_script([listing("p", note("a", categories=("ml/nlp",)))], SITE))
    assert data["paths"] == ["ml", "ml/nlp"]
    assert data["categories"] == [["ml/nlp", "category/ml/nlp.html", [0, 1]]]


def test_two_spellings_of_a_category_are_one_path() -> None:
    items = [note("a", categories=("NLP",)), note("b", categories=("nlp",))]
    data = read(notes_script([listing("p", *items)], SITE))
    assert [paths for _, _, paths in data["categories"]] == [[0], [0]]


def test_a_rare_field_costs_only_where_it_is() -> None:
    items = [note(f"n{i}") for i in range(50)] + [note("z", status="done")]
    data = read(notes_script([listing("p", *items, fields=["title", "status"])], SITE))
    assert list(data["columns"]["=status"].values()) == ["done"]


@pytest.mark.parametrize("nasty", ["</script>", "<!--", "\u2028", "\u2029", '"', "'", "\\", "\n"])
def test_nothing_in_a_note_ends_the_script(nasty: str) -> None:
    script = notes_script([listing("p", note(nasty))], SITE)
    assert read(script)["columns"]["=title"] == [nasty]
    assert not {"<", "\u2028", "\u2029"} & set(script)


def test_the_order_of_the_listings_does_not_matter() -> None:
    one, two = listing("one", note("a"), contents="/**"), listing("two", note("b"), contents="/**")
    assert notes_script([one, two], SITE) == notes_script([two, one], SITE)


def test_a_note_costs_little_more_than_its_words() -> None:
    words = "w" * 170
    items = [note(f"n{i:05}", description=text(words), date="2024-07-07") for i in range(1000)]
    assert len(notes_script([listing("p", *items)], SITE)) < 1000 * (170 + 100)


def test_texts_are_translated() -> None:
    assert read(notes_script([], SITE))["texts"]["Clear"] == "[Clear]"


def test_the_left_column_shows_the_notes_changed_last() -> None:
    items = [
        note("old", date="2020-01-01"),
        note("undated"),
        note("touched", **{"date": "2019-01-01", "date-modified": "2024-02-02"}),
        note("new", date="2024-01-01"),
    ]
    recent = read(nav_script(items, SITE))["recent"]
    assert [each["title"] for each in recent] == ["touched", "new", "old"]


def test_the_left_column_does_not_grow() -> None:
    few = [note(f"n{i:05}", date="2024-01-01", categories=(f"c{i:05}",)) for i in range(20)]
    many = [note(f"n{i:05}", date="2024-01-01", categories=(f"c{i:05}",)) for i in range(2000)]
    assert len(nav_script(few, SITE)) == len(nav_script(many, SITE))


def test_a_field_to_sort_by_is_there_though_another_listing_of_the_note_needs_it_not() -> None:
    item = note("a", level=3)
    plain = listing("a-page", item, contents="/**", fields=["title"], sort_ui=["title"])
    sorting = listing("b-page", item, contents="/**", fields=["title"], sort_ui=["level"])
    assert read(notes_script([plain, sorting], SITE))["columns"]["=level"] == [3]


def test_the_left_column_has_categories_below_the_one_they_are_within() -> None:
    names = (["maths"], ["ml/nlp"], ["ml/nlp"], ["ml/cv"], ["maths/algebra"], ["maths"])
    items = [note(f"n{number}", categories=tuple(each)) for number, each in enumerate(names)]
    found = [(each["name"], each["level"]) for each in read(nav_script(items, SITE))["categories"]]
    assert found == [("maths", 0), ("maths/algebra", 1), ("ml", 0), ("ml/nlp", 1), ("ml/cv", 1)]


def test_the_left_column_has_a_category_though_a_note_took_the_page_of_the_one_above() -> None:
    site = replace(SITE, category_uri=lambda name: f"{name}.html" if "/" in name else None)
    items = [note("a", categories=("places/cities",))]
    found = read(nav_script(items, site))["categories"]
    assert [each["name"] for each in found] == ["places/cities"]
