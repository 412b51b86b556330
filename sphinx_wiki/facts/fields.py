"""The keys of front matter: one declaration for reading, documentation and schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_wiki.facts import convert, convert_names
from sphinx_wiki.facts.given import Converter


@dataclass(frozen=True, slots=True)
class Field:
    """One key of front matter."""

    name: str
    attribute: str
    """The attribute of :class:`~sphinx_wiki.facts.model.Meta` that it fills."""
    convert: Converter
    schema: Mapping[str, Any]
    """Its JSON Schema, without the description."""
    help: str
    default: Any = None
    also: tuple[str, ...] = ()
    """Other keys that mean the same."""


_TEXT = {"type": ["string", "number"]}
_FLAG = {"type": "boolean"}
_NAMES = {
    "anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"type": ["string", "number"]}, "uniqueItems": True},
    ]
}
_DATE = {
    "anyOf": [
        {"type": "string", "not": {"enum": ["today", "now"]}},
        {"type": "integer", "minimum": 1, "maximum": 99991231},
        {"type": "object", "properties": {"value": {"type": ["string", "integer"]}}},
    ],
    "examples": ["2024-07-07", "2024-07-07T10:00:00+02:00", "July 7, 2024", "last-modified"],
}
_PERSON = {
    "anyOf": [
        {"type": "string"},
        {"type": "object", "properties": {"name": {"type": ["string", "object"]}}},
    ]
}

FIELDS: tuple[Field, ...] = (
    Field(
        "title",
        "title",
        convert.text,
        _TEXT,
        "The note's title. Without it, the first heading, else the file's name.",
    ),
    Field("subtitle", "subtitle", convert.text, _TEXT, "A line below the title."),
    Field(
        "description",
        "description",
        convert.text,
        _TEXT,
        "The note in a sentence or two, in Markdown, for listings and search engines. "
        "Without it, the first paragraph.",
        also=("abstract",),
    ),
    Field(
        "date",
        "date",
        convert.date,
        _DATE,
        "When the note was written, as `2024-07-07`, `July 7, 2024` or `7.7.2024`, or with a "
        "time and zone. `last-modified` is the date of the last change.",
    ),
    Field(
        "date-modified",
        "date_modified",
        convert.date,
        _DATE,
        "When the note last changed. `last-modified`, as without it, takes the last commit.",
        also=("modified", "last-modified", "updated"),
    ),
    Field(
        "date-format",
        "date_format",
        convert.text,
        _TEXT,
        "How dates are shown on this page: `full`, `long`, `medium`, `short`, `iso` or a pattern "
        "such as `D MMM YYYY`. Without it, as `wiki_date_format` says.",
    ),
    Field(
        "author",
        "authors",
        convert_names.authors,
        {"anyOf": [*_PERSON["anyOf"], {"type": "array", "items": _PERSON}]},
        "A name, a mapping with a `name`, or a list of these.",
        default=(),
        also=("authors",),
    ),
    Field(
        "categories",
        "categories",
        convert_names.categories,
        _NAMES,
        "What the note is about; `/` makes levels, as in `ml/nlp`. A single text is split at its "
        "commas only, so `Maschinelles Lernen` is one category.",
        default=(),
        also=("category",),
    ),
    Field(
        "tags",
        "categories",
        convert_names.tags,
        _NAMES,
        "The same as `categories`, and added to them. A single text is split at its commas, "
        "or else at its spaces; a `#` in front is dropped.",
        default=(),
        also=("tag",),
    ),
    Field(
        "aliases",
        "aliases",
        convert_names.names,
        _NAMES,
        "Other names by which links find the note, and old addresses that lead to it.",
        default=(),
        also=("alias",),
    ),
    Field(
        "permalink",
        "permalink",
        convert.address,
        {"type": "string"},
        "Another address of the note in the site, as Obsidian Publish has it: it leads to the "
        "note's page.",
    ),
    Field(
        "cssclasses",
        "cssclasses",
        convert_names.classes,
        _NAMES,
        "Classes of the note's text, for a style sheet of your own. A single text is split at its "
        "spaces.",
        default=(),
        also=("cssclass",),
    ),
    Field(
        "image",
        "image",
        convert.image,
        {"anyOf": [{"type": "string"}, {"const": False}]},
        "The picture shown in listings; `false` for none. Without it, the note's first one.",
        also=("cover",),
    ),
    Field("image-alt", "image_alt", convert.text, _TEXT, "What the picture shows, in words."),
    Field(
        "draft",
        "draft",
        convert.draft,
        _FLAG,
        "Whether to leave the note out of the site.",
        default=False,
    ),
    Field(
        "publish",
        "draft",
        convert.publish,
        _FLAG,
        "`false` makes the note a draft.",
        default=False,
    ),
    Field(
        "order",
        "order",
        convert.number,
        {"type": "number"},
        "Where the note stands in listings that are sorted by order: small numbers first.",
    ),
    Field(
        "status",
        "status",
        convert.label,
        _NAMES,
        "How far the note has come, in a word of your own: `seedling`, `to review`.",
    ),
    Field(
        "lang",
        "lang",
        convert.language,
        {"type": "string", "pattern": "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"},
        "The code of the note's language: `en`, `de`, `pt-BR`.",
    ),
    Field(
        "requires",
        "requires",
        convert_names.names,
        _NAMES,
        "Notes to read before this one, by file name, path, title or alias.",
        default=(),
    ),
    Field(
        "listing",
        "listing",
        convert.listing,
        {"$ref": "#/$defs/listing"},
        "A list of notes on this page, or several.",
    ),
    Field("toc", "toc", convert.flag, _FLAG, "Whether to show the contents of the page."),
    Field(
        "backlinks",
        "backlinks",
        convert.flag,
        _FLAG,
        "Whether to show the notes that link to this one.",
        default=True,
    ),
    Field(
        "execute",
        "execute",
        convert.execution,
        {"anyOf": [{"type": "object"}, _FLAG]},
        "How the note's code runs.",
        default={},
    ),
)
