"""A source's kind is told by its address, its type, or its words."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.hosts import KINDS, kind_of
from tests.wikis import ROOT

DATA = tomllib.loads((ROOT / "sphinx_wiki" / "data" / "hosts.toml").read_text(encoding="utf-8"))
PATTERNS = [(pattern, kind) for kind, listed in DATA["hosts"].items() for pattern in listed]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://arxiv.org/abs/2305.14314", "paper"),
        ("arXiv:2305.14314", "paper"),
        ("https://aclanthology.org/N19-1423/", "paper"),
        ("https://openreview.net/forum?id=nZeVKeeFYf9", "paper"),
        ("https://doi.org/10.1145/3065386", "paper"),
        ("10.1145/3065386", "paper"),
        ("https://example.org/notes/intro.pdf", "paper"),
        ("https://example.org/intro.PDF#page=2", "paper"),
        ("https://doi.org/10.1007/978-0-387-84858-7", "book"),
        ("https://doi.org/10.1007/978-3-319-24574-4_28", "paper"),
        ("https://www.deeplearningbook.org/", "book"),
        ("https://www.youtube.com/watch?v=kCc8FmEb1nY", "video"),
        ("https://youtu.be/kCc8FmEb1nY", "video"),
        ("https://www.youtube.com/playlist?list=PL1", "video"),
        ("https://docs.python.org/3/library/math.html", "documentation"),
        ("https://myst-nb.readthedocs.io/en/latest/", "documentation"),
        ("https://huggingface.co/docs/peft", "documentation"),
        ("https://docs.example.org/start", "documentation"),
        ("https://example.org/docs/start", "documentation"),
        ("https://docs.gitlab.com/ci/", "documentation"),
        ("https://blog.example.org/paper.pdf", "paper"),
        ("https://github.com/artidoro/qlora", "code"),
        ("https://gist.github.com/karpathy/1", "code"),
        ("https://www.coursera.org/learn/machine-learning", "course"),
        ("https://huggingface.co/learn/nlp-course", "course"),
        ("https://huggingface.co/datasets/tatsu-lab/alpaca", "dataset"),
        ("https://www.kaggle.com/datasets/uciml/iris", "dataset"),
        ("https://en.wikipedia.org/wiki/Softmax_function", "article"),
        ("https://de.m.wikipedia.org/wiki/Tensor", "article"),
        ("https://huggingface.co/blog/4bit-transformers-bitsandbytes", "article"),
        ("https://docs.google.com/document/d/1", "article"),
        ("https://example.org/", "article"),
        ("https://notarxiv.org/abs/1", "article"),
        ("https://example.org/arxiv.org", "article"),
        ("notes/intro.md", "article"),
    ],
)
def test_an_address_tells_the_kind(url: str, kind: str) -> None:
    assert kind_of(url, "A title") == kind


def test_a_path_matches_in_whole_segments() -> None:
    assert kind_of("https://www.kaggle.com/datasets-of-mine", "Mine") == "article"


@pytest.mark.parametrize(
    ("entry_type", "kind"),
    [
        ("book", "book"),
        ("inbook", "book"),
        ("BOOK", "book"),
        ("article", "paper"),
        ("inproceedings", "paper"),
        ("phdthesis", "paper"),
        ("manual", "documentation"),
        ("software", "code"),
        ("dataset", "dataset"),
    ],
)
def test_the_type_of_a_bibtex_entry_goes_before_its_address(entry_type: str, kind: str) -> None:
    assert kind_of("https://www.youtube.com/watch?v=kCc8FmEb1nY", "A title", entry_type) == kind


@pytest.mark.parametrize("entry_type", ["misc", "online", "", "unheard-of", None])
def test_a_type_that_says_nothing_leaves_it_to_the_address(entry_type: str | None) -> None:
    assert kind_of("https://github.com/artidoro/qlora", "QLoRA", entry_type) == "code"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Build a Large Language Model (From Scratch), Sebastian Raschka", "book"),
        ("deep learning by Ian Goodfellow", "book"),
        ("Die Vermessung der Welt von Daniel Kehlmann", "book"),
        ("mathematics for machine learning, Marc Peter Deisenroth", "book"),
        ("Knuth, Donald: The Art of Computer Programming", "book"),
        ("Deep Learning with Python", "book"),
        ("Clean Code", "book"),
        ("an introduction to statistical learning, 2nd edition", "book"),
        ("Vaswani et al., Attention Is All You Need, 2017", "paper"),
        ("QLoRA, arXiv 2305.14314", "paper"),
        ("Vorlesung Lineare Algebra, Universität Leipzig", "course"),
        ("RFC 4287", "documentation"),
        ("something I heard on the train", "article"),
        ("", "article"),
    ],
)
def test_without_an_address_the_words_tell(title: str, kind: str) -> None:
    assert kind_of(None, title) == kind


def test_an_empty_address_is_none() -> None:
    assert kind_of(" ", "Deep Learning, Ian Goodfellow") == "book"


@pytest.mark.parametrize(("pattern", "kind"), PATTERNS)
def test_each_pattern_of_the_table_is_found(pattern: str, kind: str) -> None:
    assert kind_of(f"https://www.{pattern}/", "A title") == kind


def test_the_table_names_no_place_twice() -> None:
    counts = Counter(pattern for pattern, _kind in PATTERNS)
    assert [pattern for pattern, count in counts.items() if count > 1] == []


def test_the_table_holds_only_hosts_in_lower_case_and_paths_without_a_slash_at_the_end() -> None:
    hosts = [pattern.partition("/")[0] for pattern, _kind in PATTERNS]
    assert [host for host in hosts if host != host.lower() or host.startswith("www.")] == []
    assert [pattern for pattern, _kind in PATTERNS if pattern.endswith("/")] == []


@pytest.mark.parametrize("table", ["labels", "segments", "entry-types"])
def test_a_table_of_words_gives_only_kinds(table: str) -> None:
    assert set(DATA[table].values()) <= set(KINDS)


@pytest.mark.parametrize("table", ["hosts", "words"])
def test_a_table_by_kind_has_only_kinds(table: str) -> None:
    assert set(DATA[table]) <= set(KINDS)


def test_no_word_stands_for_two_kinds() -> None:
    counts = Counter(word for words in DATA["words"].values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []


@given(st.none() | st.text() | st.text().map("https://".__add__), st.text(), st.none() | st.text())
def test_anything_has_a_kind(url: str | None, title: str, entry_type: str | None) -> None:
    assert kind_of(url, title, entry_type) in KINDS
