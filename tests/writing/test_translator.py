"""Our translator writes elements and characters as docutils does."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.writers._html_base import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st

from sphinx_wiki.writing.translator import TRANSLATOR, PageTranslator

WORDS = st.text("ab\"&<>@'é \n\t", max_size=8)
NAMES = st.lists(st.sampled_from(["a", "b", "language-de", "colwidths-auto", " "]), max_size=3)
GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "CLASS": st.sampled_from(["", "a", "b c", "a  language-en a"]),
        "href": WORDS,
        "title": st.none() | st.integers() | WORDS | st.lists(WORDS, max_size=2),
        "classes": NAMES,
        "ids": NAMES,
    },
)
KINDS = st.sampled_from([nodes.inline, nodes.table, nodes.bullet_list])


class Bare:
    """What both methods need of a translator."""

    attval = HTMLTranslator.attval
    lang_attribute = "lang"
    special_characters = HTMLTranslator.special_characters
    in_mailto = False


class Theirs(Bare):
    """docutils' way."""

    encode = HTMLTranslator.encode
    starttag = HTMLTranslator.starttag


class Ours(PageTranslator):
    """Our way, without a document."""

    in_mailto = False

    def __init__(self) -> None:
        pass


def tag(translator: Any, node: nodes.Element, *args: Any, **given: Any) -> object:
    """Give a start tag, or the kind of error that there is instead."""
    node = node.copy()
    try:
        return translator.starttag(node, *args, **given), node.attributes
    except AssertionError as error:
        return type(error)


@given(KINDS, NAMES, NAMES, st.booleans(), GIVEN)
def test_a_tag_is_the_same(
    kind: type[nodes.Element], ids: list[str], classes: list[str], empty: bool, given: Any
) -> None:
    node = kind("", ids=ids, classes=classes)
    again = {key: list(v) if isinstance(v, list) else v for key, v in given.items()}
    theirs = tag(Theirs(), node, "P", "\n", empty, **again)
    assert tag(Ours(), node, "P", "\n", empty, **given) == theirs


@given(WORDS)
def test_characters_are_the_same(text: str) -> None:
    theirs: Any = Theirs()
    assert Ours().encode(nodes.Text(text)) == theirs.encode(nodes.Text(text))


def test_other_characters_are_left_to_docutils() -> None:
    ours: Any = Ours()
    ours.special_characters = {ord("a"): "b"}
    assert ours.encode("a & a") == "b & b"


def test_it_is_used() -> None:
    assert TRANSLATOR is PageTranslator
