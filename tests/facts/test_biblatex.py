"""Entries of biblatex become such that BibTeX's styles show them."""

from __future__ import annotations

import pytest
from pybtex.database import Entry, parse_string

from sphinx_wiki.facts.biblatex import complete


def completed(source: str) -> Entry:
    """Give the first entry of *source*, completed."""
    data = parse_string(source, "bibtex")
    complete(data.entries)
    return next(iter(data.entries.values()))


@pytest.mark.parametrize(
    ("source", "field", "value"),
    [
        ("@article{a, date={2024-05-01}}", "year", "2024"),
        ("@article{a, date={1850~}}", "year", "1850"),
        ("@article{a, date={2001-02/2002-03}}", "year", "2001"),
        ("@article{a, date={2001}, year={1999}}", "year", "1999"),
        ("@article{a, journaltitle={J}}", "journal", "J"),
        ("@article{a, journaltitle={J}, journal={K}}", "journal", "K"),
        ("@book{a, location={Bonn}}", "address", "Bonn"),
        ("@thesis{a, institution={MIT}}", "school", "MIT"),
        ("@online{a, organization={O}}", "howpublished", "O"),
        ("@thesis{a, type={phdthesis}}", "type", None),
        ("@thesis{a, type={Habilitation}}", "type", "Habilitation"),
        ("@misc{a, eprint={1}, eprinttype={hal}}", "eprint", None),
        ("@misc{a, eprint={1}, archiveprefix={arXiv}}", "eprint", "1"),
        # Of another entry.
        ("@inproceedings{a, crossref={b}}\n@proceedings{b, title={B}}", "booktitle", "B"),
        ("@inproceedings{a, crossref={b}}\n@proceedings{b, title={B}}", "title", None),
        ("@inproceedings{a, crossref={b}}\n@proceedings{b, date={2001}}", "year", "2001"),
        ("@book{a, xdata={b, c}}\n@xdata{b, title={B}}\n@xdata{c, note={C}}", "note", "C"),
        ("@book{a, xdata={b}}\n@xdata{b, xdata={c}}\n@xdata{c, note={C}}", "note", "C"),
        ("@book{a, crossref={b}}\n@book{b, crossref={a}, series={S}}", "series", "S"),
        ("@book{a, crossref={a}, series={S}}", "series", "S"),
        ("@book{a, crossref={gone}, series={S}}", "series", "S"),
    ],
)
def test_a_field_is_what_bibtex_asks_for(source: str, field: str, value: str | None) -> None:
    assert completed(source).fields.get(field) == value


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("@report{a, title={A}}", "techreport"),
        ("@Thesis{a, title={A}}", "phdthesis"),
        ("@thesis{a, type={mathesis}}", "mastersthesis"),
        ("@mvbook{a, title={A}}", "book"),
        ("@inbook{a, booktitle={B}}", "incollection"),
        ("@inbook{a, chapter={2}}", "inbook"),
    ],
)
def test_a_kind_is_one_that_bibtex_knows(source: str, kind: str) -> None:
    assert completed(source).type == kind


@pytest.mark.parametrize(
    ("source", "role", "shown"),
    [
        ("@inbook{a, crossref={b}}\n@book{b, editor={Ed}, author={Au}}", "editor", ["Ed"]),
        ("@inbook{a, crossref={b}}\n@book{b, editor={Ed}, author={Au}}", "author", []),
        ("@book{a, xdata={b}}\n@xdata{b, author={Au}}", "author", ["Au"]),
    ],
)
def test_the_people_of_a_whole_are_its_editors(source: str, role: str, shown: list[str]) -> None:
    assert [str(each) for each in completed(source).persons.get(role, [])] == shown


def test_what_is_complete_stays_as_it_is() -> None:
    data = parse_string("@thesis{a, date={2019}, type={mathesis}, institution={I}}", "bibtex")
    complete(data.entries)
    once = repr(data)
    complete(data.entries)
    assert repr(data) == once
