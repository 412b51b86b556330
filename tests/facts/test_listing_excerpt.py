"""How much of a description is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.facts.listing import ListingOptions, description_limit, shown_description
from sphinx_wiki.facts.model import Inline, Item, Span, plain, text

EXTRACTED = Item({"description-explicit": False})
EXPLICIT = Item({"description-explicit": True})


@pytest.mark.parametrize(
    ("kind", "item", "asked", "limit"),
    [
        ("default", EXTRACTED, None, 175),
        ("table", EXTRACTED, None, 175),
        ("grid", EXTRACTED, None, 175),
        ("default", EXTRACTED, 60, 60),
        ("default", EXPLICIT, None, None),
        ("default", EXPLICIT, 60, 60),
        ("grid", EXPLICIT, None, 175),
        ("grid", EXPLICIT, 60, 60),
    ],
)
def test_limit(kind: str, item: Item, asked: int | None, limit: int | None) -> None:
    options = ListingOptions(type=kind, max_description_length=asked)  # type: ignore[arg-type]
    assert description_limit(options, item) == limit


def test_a_short_text_stays_as_it_is() -> None:
    assert shown_description(text("one two"), 7) == text("one two")


def test_without_a_limit_all_is_shown() -> None:
    assert shown_description(text("word " * 100), None) == text("word " * 100)


def test_cut_after_a_word() -> None:
    assert plain(shown_description(text("one two three"), 10)) == "one two…"


def test_a_word_that_just_fits_stays() -> None:
    assert plain(shown_description(text("one two three"), 7)) == "one two…"


def test_a_comma_before_the_ellipsis_goes() -> None:
    assert plain(shown_description(text("one, two three"), 6)) == "one…"


def test_a_finished_sentence_stays_finished() -> None:
    assert plain(shown_description(text("One. Two three"), 6)) == "One. …"


def test_a_formula_that_does_not_fit_is_left_out_whole() -> None:
    inline = (Span("text", "so "), Span("math", r"\frac{a}{b}"), Span("text", " holds"))
    assert shown_description(inline, 8) == (Span("text", "so…"),)


def test_a_formula_that_fits_stays_whole() -> None:
    inline = (Span("text", "so "), Span("math", "a+b"), Span("text", " holds for ever"))
    assert shown_description(inline, 8) == (
        Span("text", "so "),
        Span("math", "a+b"),
        Span("text", "…"),
    )


def test_a_long_formula_at_the_beginning_stays() -> None:
    inline = (Span("math", "x" * 30), Span("text", " is long"))
    assert shown_description(inline, 10) == (inline[0], Span("text", "…"))


def test_emphasis_is_cut_inside_and_keeps_its_style() -> None:
    inline = (Span("em", "one two three"),)
    assert shown_description(inline, 8) == (Span("em", "one two"), Span("text", "…"))


def test_text_without_spaces_is_cut_between_characters() -> None:
    assert plain(shown_description(text("量子化" * 40), 30)) == "量子化" * 10 + "…"


def test_an_accent_stays_with_its_letter() -> None:
    assert plain(shown_description(text("aaae\u0301aaa"), 4)) == "aaa…"


SPANS = st.lists(
    st.builds(
        Span,
        st.sampled_from(["text", "math", "code", "em", "strong"]),
        st.text("ab .,é", min_size=1, max_size=30),
    ),
    max_size=6,
).map(tuple)


@given(SPANS, st.integers(1, 60))
def test_whole_spans_and_beginnings_of_spans(inline: Inline, limit: int) -> None:
    shown = shown_description(inline, limit)
    whole = [span for span in shown if span.kind in ("math", "code")]
    assert whole == [span for span in inline if span.kind in ("math", "code")][: len(whole)]


@given(SPANS, st.integers(1, 60))
def test_never_longer_than_the_limit_unless_it_begins_with_a_formula(
    inline: Inline, limit: int
) -> None:
    begins_whole = bool(inline) and inline[0].kind in ("math", "code")
    shown = plain(shown_description(inline, limit))
    assert begins_whole or len(shown.removesuffix("…").rstrip()) <= limit


@given(SPANS, st.integers(1, 60))
def test_shows_a_beginning(inline: Inline, limit: int) -> None:
    shown = plain(shown_description(inline, limit))
    cut = shown.removesuffix("…").rstrip() if shown.endswith("…") else shown
    assert plain(inline).startswith(cut)
