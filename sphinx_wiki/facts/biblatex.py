"""Entries as biblatex and its users write them, told as BibTeX's styles ask for them.

Kinds and fields as in the manual of biblatex, version 3.20, sections 2.1, 2.2 and appendix B.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pybtex.database import Entry

from sphinx_wiki.facts.authoryear import UNDATED, year

_KINDS: Mapping[str, str] = {
    "bookinbook": "inbook",
    "collection": "book",
    "conference": "inproceedings",
    "electronic": "misc",
    "inreference": "incollection",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "proceedings",
    "mvreference": "book",
    "online": "misc",
    "reference": "book",
    "report": "techreport",
    "suppbook": "inbook",
    "suppcollection": "incollection",
    "suppperiodical": "article",
    "thesis": "phdthesis",
    "www": "misc",
}
_FIELDS: tuple[tuple[str, str], ...] = (
    ("journaltitle", "journal"),
    ("location", "address"),
    ("institution", "school"),
    ("maintitle", "booktitle"),
)
"""What biblatex calls a field, and BibTeX."""

_MASTER = frozenset({"mastersthesis", "mathesis", "bathesis"})
_SAID = frozenset({*_MASTER, "phdthesis", "techreport"})
"""Types of theses and reports that are names for words."""

_NOT_INHERITED = frozenset(
    {
        "title", "subtitle", "titleaddon", "shorttitle", "crossref", "xdata", "xref", "ids", "key",
        "keywords", "abstract", "file", "note", "annotation", "doi", "url", "urldate", "eprint",
        "pages", "entryset", "entrysubtype", "label", "options", "relation",
    }
)  # fmt: skip
"""What a whole says of itself, and not of its parts."""


def complete(entries: Mapping[str, Entry]) -> None:
    """Give all *entries* what they have of others, and fields and kinds that BibTeX knows."""
    for entry in entries.values():
        _inherit(entry, entries, frozenset({entry.key.lower()}))
    for entry in entries.values():
        _rename(entry)


def _inherit(entry: Entry, entries: Mapping[str, Entry], below: frozenset[str]) -> None:
    """Give *entry* what it lacks and those have that it refers to, which have theirs of others.

    :param below: the keys that led here, so that no circle is walked twice.
    """
    for name in ("xdata", "crossref"):
        for key in str(entry.fields.get(name, "")).split(","):
            other = entries.get(key.strip())
            if other is None or other.key.lower() in below:
                continue
            _inherit(other, entries, below | {other.key.lower()})
            if name == "xdata":
                _take(entry, other, frozenset({"xdata", "ids"}))
            else:
                _take(entry, other, _NOT_INHERITED)
                if "title" in other.fields:
                    entry.fields.setdefault("booktitle", other.fields["title"])


def _take(entry: Entry, other: Entry, left: frozenset[str]) -> None:
    for field, value in other.fields.items():
        if field.lower() not in left:
            entry.fields.setdefault(field, value)
    for role, people in other.persons.items():
        # Who wrote the whole did not write the part.
        if role == "editor" or "title" not in left:
            entry.persons.setdefault(role, people)


def _rename(entry: Entry) -> None:
    fields, kind = entry.fields, entry.type.lower()
    for theirs, ours in _FIELDS:
        if theirs in fields:
            fields.setdefault(ours, fields[theirs])
    if "year" not in fields and (found := year(entry)) != UNDATED:
        fields["year"] = found
    entry.type = _KINDS.get(kind, kind)
    said = str(fields.get("type", "")).lower()
    if said in _SAID:
        del fields["type"]
        if said in _MASTER and entry.type == "phdthesis":
            entry.type = "mastersthesis"
    if entry.type == "inbook" and "booktitle" in fields:
        # There it is a part with a title of its own.
        entry.type = "incollection"
    if entry.type == "misc" and "organization" in fields:
        fields.setdefault("howpublished", fields["organization"])
    archive = str(fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv")
    if archive.lower() != "arxiv" and "eprint" in fields:
        # Styles take every number for one of arXiv.
        del fields["eprint"]


def in_short(entry: Entry) -> Entry:
    """Give *entry* as one of the kind that lacks nothing, with where it appeared.

    >>> in_short(Entry("book", fields={"publisher": "Springer"})).fields["howpublished"]
    'Springer'
    """
    found = Entry("misc", fields=entry.fields, persons=entry.persons)
    found.key = entry.key
    places = ("howpublished", "journal", "booktitle", "publisher", "school", "institution")
    place = ", ".join(str(entry.fields[each]) for each in places if each in entry.fields)
    if place:
        found.fields["howpublished"] = re.sub(r"\s+", " ", place)
    return found
