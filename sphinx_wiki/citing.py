"""The style of citations and bibliographies: a work is called the same in both.

The style ``author_year`` of sphinxcontrib-bibtex knows nothing of the labels in a bibliography,
which are those of ``alpha``. Here citations show the label, or what is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pybtex.database import Entry
from pybtex.plugin import register_plugin as register_with_pybtex
from pybtex.richtext import Tag, Text
from pybtex.style.formatting.unsrt import Style
from pybtex.style.template import FieldIsMissing, field, sentence
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, GroupReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_label import (
    BasicLabelParentheticalReferenceStyle,
    BasicLabelTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.referencing.extra_author import ExtraAuthorReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_empty import ExtraEmptyReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_label import ExtraLabelReferenceStyle
from sphinxcontrib.bibtex.style.referencing.extra_year import ExtraYearReferenceStyle
from sphinxcontrib.bibtex.style.template import join, join2, node, post_text, pre_text, reference

from sphinx_wiki.facts import authoryear
from sphinx_wiki.facts.biblatex import in_short

NAME = "sphinx_wiki"
"""Of both styles, in ``conf.py`` and in the option ``style`` of a bibliography."""


def register() -> None:
    """Have both styles found by their name."""
    register_with_pybtex("pybtex.style.formatting", NAME, AuthorYear)
    register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, AsLabelled)


class AuthorYear(Style):  # type: ignore[misc]
    """Entries as BibTeX's ``unsrt`` writes them, by authors and years, with titles as written.

    An entry that lacks a field shows what it has.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.format_labels = authoryear.labels
        self.sort = authoryear.in_order

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Any:
        """Give *entry* with its *label*."""
        try:
            return super().format_entry(label, entry, bib_data)
        except FieldIsMissing:
            return super().format_entry(label, in_short(entry), bib_data)

    def format_title(self, e: Entry, which_field: str, as_sentence: bool = True) -> Any:
        """Give a title: the nouns of other languages are not to be in lower case."""
        del e
        title = field(which_field)
        return sentence[title] if as_sentence else title


@node  # type: ignore[untyped-decorator]
def named(children: object, data: dict[str, Any], *, role: str) -> Any:
    """Give the authors of a work, or its title; all of them where the *role* ends in ``s``."""
    del children
    entry = data["entry"]
    words = authoryear.names(entry, full=role.endswith("s"))
    return Text(words) if authoryear.people(entry) else Tag("em", words)


@node  # type: ignore[untyped-decorator]
def dated(children: object, data: dict[str, Any]) -> Any:
    """Give the year of a work as it is in its label; a label without one as it is."""
    del children
    label = data["formatted_entry"].label
    return Text(authoryear.year_in(label, data["entry"]) or label)


@node  # type: ignore[untyped-decorator]
def labelled(children: object, data: dict[str, Any], *, role: str) -> Any:
    """Give the label of a work, with all authors where the *role* ends in ``s``."""
    del children
    label = data["formatted_entry"].label
    year = authoryear.year_in(label, data["entry"])
    if year and role.endswith("s"):
        return join[named(role=role), authoryear.SEPARATOR, year].format_data(data)
    return Text(label)


@node  # type: ignore[untyped-decorator]
def only_year(children: object, data: dict[str, Any]) -> Any:
    """Give the year of a work, as it is in its label where that has one."""
    del children
    label, entry = data["formatted_entry"].label, data["entry"]
    return Text(authoryear.year_in(label, entry) or authoryear.year(entry))


def _around(work: Any) -> Any:
    """Give *work* between what the author says before and after it."""
    return join2(sep1=" ", sep2=", ")[pre_text, reference[work], post_text]


class _InBrackets(BasicLabelParentheticalReferenceStyle):
    def inner(self, role_name: str) -> Any:
        return _around(labelled(role=role_name))


class _InSentences(BasicLabelTextualReferenceStyle):
    def inner(self, role_name: str) -> Any:
        return join(sep=" ")[named(role=role_name), join["[", _around(dated), "]"]]


class _Authors(ExtraAuthorReferenceStyle):
    def inner(self, role_name: str) -> Any:
        return reference[named(role=role_name)]


class _Years(ExtraYearReferenceStyle):
    def inner(self, role_name: str) -> Any:
        return _around(only_year) if role_name == "yearpar" else reference[only_year]


@dataclass
class AsLabelled(GroupReferenceStyle):
    """Citations that show what the bibliography calls a work, whatever style that has."""

    def __post_init__(self) -> None:
        """Make the styles for all roles."""
        # Labels have commas of their own.
        several = BracketStyle(sep="; ")
        self.styles += [
            _InBrackets(bracket=several),
            _InSentences(),
            _Authors(),
            ExtraLabelReferenceStyle(bracket=several),
            _Years(),
            ExtraEmptyReferenceStyle(),
        ]
        super().__post_init__()  # type: ignore[no-untyped-call]
