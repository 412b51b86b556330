"""BibTeX that is written can be read, by a reader of others, with every title whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from sphinx_wiki.facts.bibtex import Reader, plain_latex, read, write
from sphinx_wiki.facts.model import Source, text

ENTRY = r"""@article{dettmers,
  title = {{QLoRA} of Sch\"on \& Co}, author = {Sch\"on, Tim and van der Berg, Ida},
  year = 2023, doi = {https://doi.org/10.5555/1}, eprint = {arXiv:2305.14314}
}"""


def source(title: str, url: str | None = None, kind: str = "article") -> Source:
    return Source(f"source-{abs(hash(title))}", url, title, text(title), kind, (("a", "1"),))


def test_a_title_is_plain_text() -> None:
    (entry,), _ = read(ENTRY)
    assert entry.title == "QLoRA of Schön & Co"


def test_authors_are_as_people_say_them() -> None:
    (entry,), _ = read(ENTRY)
    assert entry.authors == ("Tim Schön", "Ida van der Berg")


def test_a_doi_is_without_its_resolver() -> None:
    (entry,), _ = read(ENTRY)
    assert entry.doi == "10.5555/1"


def test_an_entry_has_every_identity_it_names() -> None:
    (entry,), _ = read(ENTRY)
    assert entry.identities == ("doi:10.5555/1", "arxiv:2305.14314", "key:dettmers")


def test_a_url_without_the_escapes_of_latex_is_the_address() -> None:
    (entry,), _ = read(r"@misc{a, title={A}, url={https://example.org/a\_b\%20c}}")
    assert entry.address == "https://example.org/a_b%20c"


def test_an_eprint_of_another_archive_is_no_number_at_arxiv() -> None:
    (entry,), _ = read("@misc{a, title={A}, eprint={123}, eprinttype={hal}}")
    assert entry.arxiv is None


def test_the_year_may_come_from_a_date() -> None:
    (entry,), _ = read("@misc{a, title={A}, date={2023-05-23}}")
    assert entry.year == "2023"


def test_a_fault_does_not_lose_the_other_entries() -> None:
    found, problems = read("@misc{a, title={A}}\n@misc{b, title=}\n@misc{c, title={C}}\n")
    assert {"a", "c"} <= {entry.key for entry in found}
    assert [problem.line for problem in problems] == [2]


def test_a_key_given_twice_is_a_problem() -> None:
    _, problems = read("@misc{a, title={A}}\n@misc{a, title={B}}\n")
    assert len(problems) == 1


def test_what_one_file_names_the_next_know() -> None:
    reader = Reader()
    reader.read('@string{bell = "Bell Journal"}')
    entries, problems = reader.read("@article{a, journal = bell}")
    assert (entries["a"].fields["journal"], problems) == ("Bell Journal", ())


def test_more_authors_than_are_named_are_others() -> None:
    (entry,), _ = read("@misc{a, author={Smith, A. and others}}")
    assert entry.authors == ("A. Smith", "et al.")


def test_a_source_of_a_file_keeps_its_entry() -> None:
    found, _ = read(ENTRY)
    cited = Source("source-x", None, "Q", text("Q"), "paper", (("a", "1"),), keys=("dettmers",))
    assert read(write([cited], {"dettmers": found[0]}))[0] == found


@pytest.mark.parametrize(("kind", "entry_type"), [("book", "book"), ("paper", "article"),
                                                  ("video", "misc")])  # fmt: skip
def test_the_kind_of_a_source_is_its_type(kind: str, entry_type: str) -> None:
    (entry,) = parse_string(write([source("A", kind=kind)], {}), "bibtex").entries.values()
    assert entry.type == entry_type


NASTY = [
    "R&D {50%}", "back\\slash", 'quo"te', "a_b^c~d#e$f", "日本語", "}", "{", "{}}{", "%",
    "Schrödinger’s “cat”", "@misc{x, title={y}}", "a\nb", "--- dash", "``tick''",
]  # fmt: skip


@pytest.mark.parametrize("title", NASTY)
def test_a_title_survives(title: str) -> None:
    (entry,) = parse_string(write([source(title)], {}), "bibtex").entries.values()
    assert plain_latex(entry.fields["title"]) == " ".join(title.split())


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_any_title_can_be_read_back_by_pybtex(title: str) -> None:
    (entry,) = parse_string(write([source(title)], {}), "bibtex").entries.values()
    assert plain_latex(entry.fields["title"]) == " ".join(title.split())


@pytest.mark.parametrize("url", ["https://example.org/a{b}c", 'https://example.org/"x"',
                                 "https://example.org/a%20b#c_d~e"])  # fmt: skip
def test_an_address_does_not_end_its_entry(url: str) -> None:
    (entry,), problems = read(write([source("A", url)], {}))
    assert problems == ()
    assert entry.title == "A"
