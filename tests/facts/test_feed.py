"""Feeds have what RFC 4287 requires, whatever the notes hold."""

from __future__ import annotations

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.feed import Channel, Entry, atom, urn

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})"
)


def entry(**changes: Any) -> Entry:
    values: dict[str, Any] = {
        "id": "https://example.org/qlora.html",
        "title": "QLoRA",
        "url": "https://example.org/qlora.html",
        "updated": "2024-07-08",
        "published": "2024-07-07",
        "summary": "Fine-tunes a quantized model.",
        "categories": ("llm", "ml/nlp"),
        "authors": ("Ada", "Emmy"),
    }
    return Entry(**{**values, **changes})


def feed(*entries: Entry, **changes: Any) -> bytes:
    values: dict[str, Any] = {
        "title": "My wiki",
        "id": "https://example.org/atom.xml",
        "updated": "2024-07-08",
        "self_url": "https://example.org/atom.xml",
        "site_url": "https://example.org/",
        "language": "en",
        "author": "Ada",
    }
    return atom(Channel(**{**values, **changes}), entries)


def root(*entries: Entry, **changes: Any) -> ET.Element:
    return ET.fromstring(feed(*entries, **changes))


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in element.findall(path.replace("atom:", ATOM))]


def links(element: ET.Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


def test_the_root_is_an_atom_feed() -> None:
    assert root().tag == f"{ATOM}feed"


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("id", "https://example.org/atom.xml"),
        ("title", "My wiki"),
        ("updated", "2024-07-08T00:00:00Z"),
        ("author/atom:name", "Ada"),
    ],
)
def test_a_feed_has_each_required_element_once(element: str, text: str) -> None:
    assert texts(root(entry()), f"atom:{element}") == [text]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("id", "https://example.org/qlora.html"),
        ("title", "QLoRA"),
        ("updated", "2024-07-08T00:00:00Z"),
        ("published", "2024-07-07T00:00:00Z"),
        ("summary", "Fine-tunes a quantized model."),
    ],
)
def test_an_entry_has_each_element_once(element: str, text: str) -> None:
    assert texts(root(entry()), f"atom:entry/atom:{element}") == [text]


def test_a_feed_tells_its_own_address_and_that_of_the_site() -> None:
    assert links(root()) == {
        "self": "https://example.org/atom.xml",
        "alternate": "https://example.org/",
    }


def test_a_feed_without_known_addresses_has_no_links() -> None:
    assert links(root(self_url=None, site_url=None)) == {}


def test_an_entry_links_to_its_page() -> None:
    found = root(entry(url="../a%20b.html")).find(f"{ATOM}entry")
    assert found is not None
    assert links(found) == {"alternate": "../a%20b.html"}


def test_an_entry_names_its_authors_in_order() -> None:
    assert texts(root(entry()), "atom:entry/atom:author/atom:name") == ["Ada", "Emmy"]


def test_an_entry_has_its_categories_as_terms() -> None:
    found = root(entry()).iter(f"{ATOM}category")
    assert [each.attrib["term"] for each in found] == ["llm", "ml/nlp"]


@pytest.mark.parametrize("element", ["published", "summary"])
def test_what_an_entry_does_not_have_is_left_out(element: str) -> None:
    assert texts(root(entry(**{element: ""})), f"atom:entry/atom:{element}") == []


def test_entries_keep_their_order() -> None:
    found = texts(root(entry(id="urn:b"), entry(id="urn:a")), "atom:entry/atom:id")
    assert found == ["urn:b", "urn:a"]


def test_a_feed_without_entries_is_whole() -> None:
    assert root().findall(f"{ATOM}entry") == []


def test_a_feed_without_an_author_names_itself() -> None:
    assert texts(root(author=" "), "atom:author/atom:name") == ["My wiki"]


@pytest.mark.parametrize(("language", "code"), [("de", "de"), ("pt_BR", "pt-BR"), ("", None)])
def test_the_language_is_written_as_xml_has_it(language: str, code: str | None) -> None:
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root(language=language).attrib.get(name) == code


@pytest.mark.parametrize(
    ("iso", "moment"),
    [
        ("2024-07-07", "2024-07-07T00:00:00Z"),
        ("2024-07-07T10:00:00", "2024-07-07T10:00:00Z"),
        ("2024-07-07T10:00:00Z", "2024-07-07T10:00:00Z"),
        ("2024-07-07T10:00:00+02:00", "2024-07-07T10:00:00+02:00"),
        ("1890-01-01T00:53:28+00:53:28", "1890-01-01T00:00:00Z"),
    ],
)
def test_a_date_becomes_a_moment_with_a_zone(iso: str, moment: str) -> None:
    assert texts(root(updated=iso), "atom:updated") == [moment]


@given(st.dates() | st.datetimes(timezones=st.none() | st.just(dt.UTC)))
def test_every_date_is_written_by_rfc_3339(date: dt.date) -> None:
    (found,) = texts(root(updated=date.isoformat()), "atom:updated")
    assert RFC_3339.fullmatch(found or "")


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        feed(updated="soon")


def test_markup_in_a_title_stays_text() -> None:
    title = "</script> & <b>"
    assert texts(root(entry(title=title)), "atom:entry/atom:title") == [title]


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_forbids_is_removed(char: str) -> None:
    assert texts(root(entry(title=f"a{char}b")), "atom:entry/atom:title") == ["ab"]


ANY = st.text(st.characters(exclude_categories=[]))


@given(ANY, ANY, ANY, st.lists(ANY).map(tuple), st.lists(ANY).map(tuple))
def test_any_text_gives_well_formed_xml(
    title: str, url: str, summary: str, categories: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    one = entry(title=title, url=url, summary=summary, categories=categories, authors=authors)
    found = root(one, title=title, author=title, site_url=url, language=title)
    assert len(found.findall(f"{ATOM}entry")) == 1


@given(ANY)
def test_every_person_has_a_name(name: str) -> None:
    found = root(entry(authors=(name,)), author=name)
    assert all((each or "").strip() for each in texts(found, ".//atom:author/atom:name"))


@pytest.mark.parametrize(
    ("updated", "written"),
    [
        ("1890-01-01T00:00:00+00:19", "1890-01-01T00:00:00+00:19"),
        ("1890-01-01T00:00:00+00:19:32", "1889-12-31T23:40:28Z"),
    ],
)
def test_a_zone_with_seconds_becomes_utc(updated: str, written: str) -> None:
    assert texts(root(updated=updated), "atom:updated") == [written]


def test_a_feed_says_what_it_is_about() -> None:
    assert texts(root(description="All that changed."), "atom:subtitle") == ["All that changed."]


def test_a_feed_without_a_description_has_no_empty_one() -> None:
    assert texts(root(description="\x00 "), "atom:subtitle") == []


def test_a_feed_has_its_image() -> None:
    assert texts(root(image="https://example.org/a.png"), "atom:logo") == [
        "https://example.org/a.png"
    ]


def test_a_style_sheet_is_named_before_the_feed() -> None:
    second = feed(stylesheet='a&b".xsl?>').splitlines()[1]
    assert second == b'<?xml-stylesheet type="text/xsl" href=\'a&amp;b".xsl?&gt;\'?>'


def test_a_feed_with_a_style_sheet_is_xml() -> None:
    assert root(stylesheet="a.xsl").tag == f"{ATOM}feed"


def test_the_bytes_are_the_same_each_time() -> None:
    assert feed(entry()) == feed(entry())


def test_the_bytes_declare_utf_8() -> None:
    start = feed(title="Größe").splitlines()[0]
    assert start == b'<?xml version="1.0" encoding="utf-8"?>'
    assert "Größe".encode() in feed(title="Größe")


def test_an_urn_is_a_uuid_by_name() -> None:
    assert uuid.UUID(urn("wiki", "a")).version == 5


def test_an_urn_is_written_as_an_iri() -> None:
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", urn("wiki"))


@given(st.lists(ANY), st.lists(ANY))
def test_urns_are_the_same_only_for_the_same_parts(one: list[str], other: list[str]) -> None:
    assert (urn(*one) == urn(*other)) == (one == other)


def test_an_urn_stays_from_release_to_release() -> None:
    # Written down once: another value would make every entry new to feed readers.
    assert urn("wiki", "a") == "urn:uuid:b13f0530-9753-5135-87af-675a2848454d"
