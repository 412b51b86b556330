"""Feeds: what changed in the wiki, as Atom 1.0 (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

_ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 allows nowhere, not even escaped."""
_NAMESPACE = uuid.UUID("615a0abb-06f4-5d3a-86bc-b959a246960f")
"""Of the ids of feeds without an address; a change would make every entry new to readers."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself."""

    id: str
    """An IRI that stays when the title changes."""
    title: str
    updated: str
    """An ISO 8601 day or date-time."""
    author: str
    """Who wrote entries that name no author; where it is empty, the title stands for it."""
    language: str = ""
    """A language code, such as ``de`` or ``pt_BR``."""
    description: str = ""
    self_url: str | None = None
    """The address of the feed, where it is known."""
    site_url: str | None = None
    """The address of the wiki, where it is known."""
    image: str | None = None
    """The address of a picture."""
    stylesheet: str | None = None
    """The address of a style sheet in XSL, with which browsers show the feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One note as a feed reader shows it.

    Dates are ISO 8601 days or date-times; without a time they mean midnight,
    without a zone UTC. ``url`` may be relative to the feed.
    """

    id: str
    """An IRI that stays when the title or the text changes."""
    title: str
    url: str
    updated: str
    published: str
    summary: str
    categories: tuple[str, ...]
    authors: tuple[str, ...]


def urn(*parts: str) -> str:
    """Give an id that is always the same for the same *parts*.

    >>> urn("wiki", "a") == urn("wiki", "a"), urn("wiki", "a") == urn("wik", "ia")
    (True, False)
    """
    # The length before each part keeps ("ab", "c") and ("a", "bc") apart.
    name = "".join(f"{len(part)}:{part}" for part in parts)
    # File names that are not UTF-8 reach us with lone surrogates.
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return uuid.uuid5(_NAMESPACE, name).urn


def atom(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """Give a feed of *entries*, in their order; the same values give the same bytes.

    :raises ValueError: for a date that is not ISO 8601.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM})
    if channel.language:
        feed.set("xml:lang", _clean(channel.language.replace("_", "-")))
    _add(feed, "title", channel.title)
    if _says(channel.description):
        _add(feed, "subtitle", channel.description)
    _add(feed, "id", channel.id)
    _add(feed, "updated", _moment(channel.updated))
    # Without this, each entry would need an author of its own.
    _person(feed, channel.author if _says(channel.author) else channel.title)
    if channel.self_url:
        _add(feed, "link", rel="self", type="application/atom+xml", href=channel.self_url)
    if channel.site_url:
        _add(feed, "link", rel="alternate", type="text/html", href=channel.site_url)
    if channel.image:
        _add(feed, "logo", channel.image)
    for entry in entries:
        _entry(feed, entry)
    ET.indent(feed)
    text = ET.tostring(feed, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    if channel.stylesheet:
        # Such an instruction is no element, but is written like one, and ends with "?>".
        address = quoteattr(_clean(channel.stylesheet))
        head += f'<?xml-stylesheet type="text/xsl" href={address}?>\n'
    return f"{head}{text}\n".encode()


def _entry(feed: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(feed, "entry")
    _add(element, "title", entry.title)
    _add(element, "id", entry.id)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.published:
        _add(element, "published", _moment(entry.published))
    _add(element, "updated", _moment(entry.updated))
    for author in filter(_says, entry.authors):
        _person(element, author)
    for category in filter(_says, entry.categories):
        _add(element, "category", term=category)
    if entry.summary:
        _add(element, "summary", entry.summary)


def _person(parent: ET.Element, name: str) -> None:
    _add(ET.SubElement(parent, "author"), "name", name)


def _add(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> None:
    cleaned = {name: _clean(value) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, cleaned)
    if text is not None:
        element.text = _clean(text)


def _says(text: str) -> bool:
    """Tell whether anything of *text* is left in the feed."""
    return bool(_clean(text).strip())


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _moment(iso: str) -> str:
    """Give an ISO date as RFC 3339 wants it: with a time and a zone.

    >>> _moment("2024-07-07"), _moment("2024-07-07T10:00+02:00")
    ('2024-07-07T00:00:00Z', '2024-07-07T10:00:00+02:00')
    """
    moment = dt.datetime.fromisoformat(iso)
    offset = moment.utcoffset()
    if offset is None:
        moment = moment.replace(tzinfo=dt.UTC)
    elif offset % dt.timedelta(minutes=1):
        # RFC 3339 has no seconds in a zone, as some had before 1900.
        moment = moment.astimezone(dt.UTC)
    return moment.isoformat().replace("+00:00", "Z")
