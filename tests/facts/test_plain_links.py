"""Addresses that are called plain are not changed by markdown-it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink, normalizeLinkText

from sphinx_wiki.facts.plain_links import is_plain

PARTS = (
    "a", "A", "note", ".md", "/", "//", ".", "..", "#", "-", "_", "1", "http:", "https://", "%20",
    "xn--", "example", ".org", ":", "@", "?", "&", " ", "é", "mailto:", "\\", "[", "~", "x" * 70,
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=8).map("".join))
def test_a_plain_address_is_its_own_normal_form(address: str) -> None:
    if is_plain(address):
        assert normalizeLink(address) == address
        assert normalizeLinkText(address) == address
