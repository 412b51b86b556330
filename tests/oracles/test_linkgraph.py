"""Links and backlinks of the demo wiki, against a program that shares nothing with ours."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.oracles import linkgraph
from tests.wikis import ROOT, Wiki

NOTES = ROOT / "notes"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """The demo wiki; its code is not what this is about."""
    folder = tmp_path_factory.mktemp("demo")
    wiki = Wiki(NOTES, folder / "site", folder / "doctrees")
    return wiki.build(overrides={"nb_execution_mode": "off"})


@pytest.fixture(scope="module")
def counted() -> Counter[linkgraph.Edge]:
    """The links as the other program counts them."""
    return linkgraph.edges(linkgraph.notes(NOTES))


def test_the_demo_wiki_has_links_to_count(counted: Counter[linkgraph.Edge]) -> None:
    assert counted.total() > 50


def test_links_are_those_counted_apart(demo: Wiki, counted: Counter[linkgraph.Edge]) -> None:
    assert linkgraph.compare(counted, linkgraph.published(demo.outdir)[0]) == []


def test_backlinks_are_those_counted_apart(demo: Wiki, counted: Counter[linkgraph.Edge]) -> None:
    assert linkgraph.compare(counted, linkgraph.published(demo.outdir)[1]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b.md)", {"b": 1}),
        ("[a](b) and [](b.md#part)", {"b": 2}),
        ("[a](<c d.md>) and [a](c%20d.md)", {"c d": 2}),
        ("`[a](b.md)`", {}),
        ("```\n[a](b.md)\n```", {}),
        ("![a](b.md)", {}),
        ("[a][r]\n\n[r]: b.md", {"b": 1}),
        ("[b]: b.md\n\n[b]", {"b": 1}),
        ("[a](https://example.org/b.md)", {}),
        ("{wiki:note}`The B`", {"b": 1}),
        ("{doc}`words <b>`", {"b": 1}),
        ("[me](here.md)", {}),
        ("[![an image](i.png)](b.md)", {"b": 1}),
        ("[a](/b.md)", {"b": 1}),
        ("[[b]] and ![[b#c|d]], [[B.md]], [[the b]]", {"b": 4}),
        ("[[c d]]\n\n[c d]: <c d.md>", {"c d": 1}),
        ("`[[b]]` %%[[b]]%% \\[[b]] $[[b]]$ [[x.png]] [[#c]]", {}),
        ('---\nup: "[[b]]"\ntitle: "[[b]]"\nrelated:\n  - "[[c d]]"\n---\n', {"b": 1, "c d": 1}),
    ],
)
def test_the_counting_program_counts_right(text: str, expected: dict[str, int]) -> None:
    texts = {"here": text, "b": "# The B\n", "c d": ""}
    assert linkgraph.edges(texts) == {("here", name): n for name, n in expected.items()}
