"""Every work is one source, whatever addresses and words its notes use for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.bibtex import BibEntry, read
from sphinx_wiki.facts.model import Citation, Source, plain, text
from sphinx_wiki.facts.sources import SourceIndex

ARXIV = "https://arxiv.org/abs/2305.14314"
BIB = """
@article{dettmers, title={{QLoRA}: Efficient Finetuning of Quantized {LLMs}},
  author={Dettmers, Tim and Pagnoni, Artidoro}, year=2023, eprint={2305.14314},
  archiveprefix={arXiv}, doi={10.5555/3666122}}
@book{spivak, title={Calculus}, author={Spivak, Michael}, year=1967}
"""


def entries(source: str = BIB) -> dict[str, BibEntry]:
    found, problems = read(source)
    assert problems == ()
    return {entry.key: entry for entry in found}


def link(title: str, url: str, *, at: str = "a", words: str = "") -> Citation:
    return Citation(text(words or title), title, url, None, at)


def words(title: str, *, at: str = "a") -> Citation:
    return Citation(text(title), title, None, None, at)


def key(name: str, *, at: str = "a") -> Citation:
    return Citation((), name, None, name, at)


def only(*citations: Citation, known: Mapping[str, BibEntry] | None = None) -> Source:
    """Give the one source of *citations*, each in a note of its own."""
    index = SourceIndex({f"note{i}": [each] for i, each in enumerate(citations)}, known or {})
    (source,) = index.sources
    return source


@pytest.mark.parametrize(
    "url",
    ["https://arxiv.org/pdf/2305.14314v2", "http://www.arxiv.org/abs/2305.14314/", f"{ARXIV}#s"],
)
def test_two_addresses_of_one_paper_are_one_source(url: str) -> None:
    assert len(only(link("QLoRA", ARXIV), link("QLoRA", url)).notes) == 2


def test_the_address_shown_is_one_that_an_author_wrote() -> None:
    written = "http://arxiv.org/pdf/2305.14314v2"
    assert only(link("QLoRA", written)).url == written


def test_of_several_addresses_the_one_used_most_is_shown() -> None:
    pdf = "https://arxiv.org/pdf/2305.14314"
    assert only(link("Q", ARXIV), link("Q", pdf), link("Q", ARXIV)).url == ARXIV


def test_the_title_used_most_is_the_title() -> None:
    longer = link("Long old title", ARXIV)
    assert only(longer, link("QLoRA", ARXIV), link("QLoRA", ARXIV)).title == "QLoRA"


@pytest.mark.parametrize("empty", ["here", "PDF", "Paper", "DOI", ARXIV])
def test_words_that_say_nothing_are_no_title(empty: str) -> None:
    assert only(link(empty, ARXIV), link(empty, ARXIV), link("QLoRA", ARXIV)).title == "QLoRA"


def test_a_book_without_an_address_counts() -> None:
    source = only(words("Build a Large Language Model (From Scratch), Sebastian Raschka"))
    assert (source.url, source.title) == (
        None,
        "Build a Large Language Model (From Scratch), Sebastian Raschka",
    )


def test_the_same_words_in_other_case_and_punctuation_are_one_source() -> None:
    assert len(only(words("Calculus, Spivak"), words("calculus - spivak.")).notes) == 2


def test_the_fullest_entry_is_kept() -> None:
    full = "QLoRA, section 3 on double quantization"
    source = only(link("QLoRA", ARXIV), link("QLoRA", ARXIV, words=full))
    assert plain(source.text) == full


@pytest.mark.parametrize(
    "citation",
    [
        link("QLoRA", ARXIV),
        link("QLoRA", "https://doi.org/10.5555/3666122"),
        key("dettmers"),
    ],
)
def test_an_entry_of_a_bib_file_and_a_link_to_its_work_are_one_source(citation: Citation) -> None:
    assert only(key("dettmers"), citation, known=entries()).keys == ("dettmers",)


def test_an_entry_joins_links_to_its_addresses_though_no_note_cites_it_by_key() -> None:
    doi = link("QLoRA", "https://doi.org/10.5555/3666122")
    assert len(only(link("QLoRA", ARXIV), doi, known=entries()).notes) == 2


def test_an_entry_that_no_note_cites_is_no_source() -> None:
    assert SourceIndex({}, entries()).sources == ()


def test_a_key_that_no_file_has_is_no_source() -> None:
    index = SourceIndex({"a": [key("nobody")]}, entries())
    assert index.sources == ()
    assert index.of(key("nobody")) is None


def test_an_entry_gives_the_title_where_notes_give_only_a_key() -> None:
    assert only(key("spivak"), known=entries()).title == "Calculus"


def test_an_entry_gives_authors_title_and_year_where_notes_give_only_a_key() -> None:
    found = only(key("dettmers"), known=entries())
    assert plain(found.text) == (
        "Tim Dettmers, Artidoro Pagnoni: QLoRA: Efficient Finetuning of Quantized LLMs, 2023"
    )


def test_an_entry_without_authors_and_year_gives_its_title() -> None:
    found = only(key("lone"), known=entries("@misc{lone, title={Notes on sets}}"))
    assert plain(found.text) == "Notes on sets"


def test_the_fullest_entry_is_one_that_calls_the_work_by_its_title() -> None:
    named = [link("QLoRA", ARXIV, words="QLoRA, a paper"), link("QLoRA", ARXIV)]
    other = link("Efficient", ARXIV, words="Efficient finetuning, the paper that I liked most")
    assert plain(only(*named, other).text) == "QLoRA, a paper"


def test_an_entry_gives_the_kind() -> None:
    assert only(key("spivak"), known=entries()).kind == "book"


def test_sources_come_in_the_order_of_their_titles_in_any_case() -> None:
    notes = {"a": [words("zebra"), words("Élan"), words("apple"), words("Fig")]}
    titles = [source.title for source in SourceIndex(notes, {}).sources]
    assert titles == ["apple", "Élan", "Fig", "zebra"]


def test_the_id_of_a_work_does_not_depend_on_who_else_is_cited() -> None:
    alone = only(link("QLoRA", ARXIV)).id
    notes = {"a": [link("QLoRA", ARXIV), words("Other")]}
    assert alone in {source.id for source in SourceIndex(notes, {}).sources}


def test_places_are_by_note_and_then_by_place() -> None:
    notes = {"b": [words("X", at="2"), words("X", at="1")], "a": [words("X", at="9")]}
    (source,) = SourceIndex(notes, {}).sources
    assert source.notes == (("a", "9"), ("b", "1"), ("b", "2"))


TITLES = st.sampled_from(["QLoRA", "qlora.", "A book", "here", "Über", "日本語", ""])
URLS = st.sampled_from(
    [None, ARXIV, "https://arxiv.org/pdf/2305.14314v1", "https://doi.org/10.5555/3666122",
     "https://example.org/a", "https://www.example.org/a/", "https://youtu.be/kCc8FmEb1nY"]
)  # fmt: skip
KEYS = st.sampled_from([None, None, "dettmers", "spivak", "nobody"])


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    title, at = draw(TITLES), draw(st.sampled_from("abc"))
    name = draw(KEYS)
    return key(name, at=at) if name else Citation(text(title), title, draw(URLS), None, at)


NOTES = st.dictionaries(st.sampled_from(["a", "b", "c/d", "e"]), st.lists(citations(), max_size=5))


@given(NOTES, st.randoms())
def test_the_order_of_the_notes_does_not_matter(
    notes: dict[str, list[Citation]], random: Random
) -> None:
    shuffled = list(notes.items())
    random.shuffle(shuffled)
    known = entries()
    assert SourceIndex(dict(shuffled), known).sources == SourceIndex(notes, known).sources


@given(NOTES)
def test_each_citation_is_of_exactly_one_source(notes: Mapping[str, Sequence[Citation]]) -> None:
    index = SourceIndex(notes, entries())
    for docname, cited in notes.items():
        for each in cited:
            holders = [s for s in index.sources if s is index.of(each)]
            expected = 0 if each.key == "nobody" or not (each.key or each.url or each.title) else 1
            assert len(holders) == expected
            assert all((docname, each.at) in holder.notes for holder in holders)


@given(NOTES)
def test_ids_are_unique(notes: Mapping[str, Sequence[Citation]]) -> None:
    ids = [source.id for source in SourceIndex(notes, entries()).sources]
    assert len(ids) == len(set(ids))
