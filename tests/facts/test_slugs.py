"""Categories have addresses that never collide, and file names read as titles."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.slugs import category_slug, file_name, old_address, readable

NAMES = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("/ -_+.#ßẞİiſKÅ"), max_size=12
)


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def same(name: str) -> list[str]:
    """Give what must be equal for two names to be one category."""
    folded = (
        unicodedata.normalize("NFC", unicodedata.normalize("NFC", level.strip()).casefold())
        for level in name.split("/")
    )
    return [level for level in folded if level]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("llm", "llm"),
        ("LLM", "llm"),
        ("Maschinelles Lernen", "maschinelles_lernen"),
        ("fine-tuning", "fine-tuning"),
        ("日本語", "日本語"),
        ("हिन्दी", "हिन्दी"),
        ("Größe", "grösse"),
        ("2024", "2024"),
        ("ml/NLP", "ml/nlp"),
        ("ml / nlp /", "ml/nlp"),
    ],
)
def test_words_make_the_address_they_look_like(name: str, slug: str) -> None:
    assert category_slug(name) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C/C++", f"c/c-{digest('c++')}"),
        ("R&D", f"rd-{digest('r&d')}"),
        ("snake_case", f"snake_case-{digest('snake_case')}"),
        ("a, 'b'", "a_b-" + digest("a, 'b'")),
        ("🎉", f"-{digest('🎉')}"),
        ("", f"-{digest('')}"),
        ("..", f"-{digest('..')}"),
        ("index", f"index-{digest('index')}"),
        ("CON", f"con-{digest('con')}"),
        ("ml/lpt1", f"ml/lpt1-{digest('lpt1')}"),
    ],
)
def test_what_an_address_cannot_hold_is_told_apart_by_a_hash(name: str, slug: str) -> None:
    assert category_slug(name) == slug


def test_a_name_that_looks_like_a_hashed_one_does_not_take_its_address() -> None:
    taken = category_slug("C++")
    assert category_slug(taken) != taken


def test_a_name_of_eighty_letters_is_kept() -> None:
    assert category_slug("x" * 80) == "x" * 80


@pytest.mark.parametrize("title", ["Index", "index", "CON", "com1"])
def test_a_note_has_no_file_name_that_means_something_else(title: str) -> None:
    assert file_name(title) == f"{title} note"


@pytest.mark.parametrize("letter", ["x", "日", "𠀀"])
def test_a_long_name_fits_a_file_name(letter: str) -> None:
    slug = category_slug(letter * 300)
    assert len(slug) <= 80
    assert len(slug.encode()) <= 240
    assert slug != category_slug(letter * 301)


@given(NAMES, NAMES)
def test_addresses_are_equal_exactly_where_the_names_are(one: str, other: str) -> None:
    assert (category_slug(one) == category_slug(other)) == (same(one) == same(other))


@given(NAMES)
def test_case_and_composition_do_not_change_the_address(name: str) -> None:
    slug = category_slug(name)
    assert category_slug(unicodedata.normalize("NFD", name)) == slug
    assert category_slug(unicodedata.normalize("NFC", name.casefold())) == slug


@given(NAMES)
def test_every_level_can_be_a_file_everywhere(name: str) -> None:
    for level in category_slug(name).split("/"):
        assert level
        assert level not in (".", "..", "index", "con", "prn", "aux", "nul")
        assert not set(level) & set('\\:*?"<>|%#&. \n\0')


@given(NAMES, NAMES)
def test_a_level_begins_with_the_address_of_the_one_above(parent: str, child: str) -> None:
    if same(parent) and same(child):
        assert category_slug(f"{parent}/{child}").startswith(category_slug(parent) + "/")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("binary_numbers", "Binary numbers"),
        ("gradient-descent", "Gradient descent"),
        ("low-rank_adapters", "Low-rank adapters"),
        ("qlora", "Qlora"),
        ("QLoRA", "QLoRA"),
        ("iPhone_repair", "iPhone repair"),
        ("Chain Rule", "Chain Rule"),
        ("chain rule", "chain rule"),
        ("2024-07-07 Note", "2024-07-07 Note"),
        ("2024-07-07-first-steps", "2024-07-07 first steps"),
        ("2024-07-07", "2024-07-07"),
        ("élan_vital", "Élan vital"),
        ("日本語", "日本語"),
        ("_", "_"),
        ("", ""),
    ],
)
def test_a_file_name_is_made_readable(name: str, title: str) -> None:
    assert readable(name) == title


@pytest.mark.parametrize("alias", ["/" + "x" * 300, "/" + "x/" * 2000, "ä" * 130 + ".html"])
def test_an_alias_that_no_file_can_be_called_is_a_name(alias: str) -> None:
    assert old_address(alias, "note") is None
