"""The sentence around a link: where it begins and where it ends."""

from __future__ import annotations

import re

import pytest

from sphinx_wiki.facts.inline import sentence
from sphinx_wiki.facts.model import Inline, Span, plain
from sphinx_wiki.facts.sentences import beginnings

# What is before the bar and after it belongs to other sentences; the link is in brackets.
CASES = (
    "A first one. | See [it] here. | A third one.",
    "A first one! | Is [it] here? | Yes.",
    "This is, e.g. Adam, like [it], cf. Fig. 3 and eq. (4), i.e. the same.| Next.",
    "Smith et al. Showed [it] in vol. 3, no. 5. | Next.",
    "The answer is no. | See [it].",
    "Prof. D. E. Knuth wrote [it] in the U.S. Army.",
    "Das ist z. B. Adam, d. h. [it], vgl. Abb. 5 und S. 12, am 3. Mai 2024. | Danach.",
    "Das gilt bzw. Adam nennt [it] im 19. Jahrhundert. | Danach.",
    "Er sagte: „Das ist so.“ | Dann kam [it]. | Ende.",
    "She said: “It is.” | “Then [it] came.” | Done.",
    "It was 2020. | Then [it] came in 2021. | Done.",
    "次の文。| ここに[it]があります。| 終わり。",
    "Version 1.2.3 has [it] in node.js today. | Next.",
    "A first one. | [it] begins it. | Next.",
    "A first one. | [It] ends it. | Next.",
    "It ends with [it]. | Next.",
)


def cut(case: str) -> tuple[Inline, int, str]:
    """Give the spans of *case*, the index of the link, and what is expected."""
    parts = case.split("|")
    expected = next(part for part in parts if "[" in part).strip()
    words = re.split(r"[\[\]]", case.replace("|", ""))
    spans = tuple(Span("text", each) for each in words if each)
    return spans, 1 if words[0] else 0, re.sub(r"[\[\]]", "", expected)


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_begins_and_ends_where_its_author_ends_it(case: str) -> None:
    spans, at, expected = cut(case)
    assert plain(sentence(spans, at, at + 1)) == expected


@pytest.mark.parametrize("kind", ["math", "code", "strong"])
def test_a_sentence_can_begin_with_what_is_not_plain_text(kind: str) -> None:
    spans = (Span("text", "One. "), Span(kind, "Two"), Span("text", " is "), Span("text", "it"))  # type: ignore[arg-type]
    assert plain(sentence(spans, 3, 4)) == "Two is it"


@pytest.mark.parametrize(
    ("following", "begins"),
    [
        (Span("math", "x"), False),
        (Span("code", "x"), False),
        (Span("strong", "3"), False),
        (Span("strong", "Yes"), True),
    ],
)
def test_a_word_before_numbers_ends_a_sentence_only_before_words(
    following: Span, begins: bool
) -> None:
    assert beginnings([Span("text", "See ch. "), following], 0) == ([8] if begins else [])


def test_the_last_full_stop_of_all_begins_no_sentence() -> None:
    assert beginnings([Span("text", "Only this. ")], 0) == []


def test_a_full_stop_in_bold_words_ends_a_sentence() -> None:
    spans = (Span("strong", "Note. "), Span("text", "See "), Span("text", "it"))
    assert plain(sentence(spans, 2, 3)) == "See it"


def test_the_words_of_the_link_are_marked_in_their_styles() -> None:
    spans = (Span("text", "See the "), Span("math", "L_2"), Span("text", " norm"))
    assert [span for span in sentence(spans, 1, 3) if span.marked] == [
        Span("math", "L_2", marked=True),
        Span("text", " norm", marked=True),
    ]
