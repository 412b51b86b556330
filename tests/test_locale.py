"""Every text of ours has a German one, and the compiled catalogue is that of its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import sphinx_wiki
from sphinx_wiki.facts.listing.fields import LABELS
from sphinx_wiki.html.data import TEXTS
from sphinx_wiki.html.sources import KINDS, ORDERS
from sphinx_wiki.html.sources import TEXTS as SOURCE_TEXTS
from sphinx_wiki.html.view import HINTS
from sphinx_wiki.live.words import PANEL

PACKAGE = Path(sphinx_wiki.__file__).parent
GERMAN = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "sphinx_wiki.po"
# Functions that translate, and where their texts stand among the arguments.
TRANSLATES = {"_": slice(0, 1), "site.text": slice(0, 1), "count_text": slice(2, 4)}


def in_code() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TRANSLATES:
                for argument in node.args[TRANSLATES[ast.unparse(node.func)]]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


def in_templates() -> Iterator[str]:
    for path in (PACKAGE / "theme").rglob("*.html"):
        yield from re.findall(r"\btext\('([^']*)'\)", path.read_text("utf-8"))


def every_text() -> list[str]:
    declared = {*LABELS.values(), *TEXTS, *SOURCE_TEXTS, *KINDS.values(), *ORDERS.values(), *PANEL}
    texts = {*declared, *HINTS.values(), *in_code(), *in_templates()}
    return sorted(text for text in texts if text.strip())


def german() -> Catalog:
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


@pytest.mark.parametrize("text", every_text())
def test_every_text_has_a_german_one(text: str) -> None:
    message = german().get(text)
    assert message is not None
    assert message.string


@pytest.mark.parametrize("text", every_text())
def test_a_translation_has_the_same_placeholders(text: str) -> None:
    message = german().get(text)
    assert message is not None
    places = r"\{\w+\}|%[sd]"
    assert sorted(re.findall(places, str(message.string))) == sorted(re.findall(places, text))


def test_no_translation_is_of_a_text_that_is_gone() -> None:
    known = {str(message.id) for message in german() if message.id}
    assert known == set(every_text())


def test_the_compiled_catalogue_is_fresh() -> None:
    with GERMAN.with_suffix(".mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == {message.id: message.string for message in german() if message.id}
