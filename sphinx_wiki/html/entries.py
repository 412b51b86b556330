"""One entry of a listing as HTML. ``static/wiki-listing-entries.js`` draws the same."""

from __future__ import annotations

from html import escape
from typing import Any

from sphinx_wiki.html.markup import SPANS, attributes, spans_html
from sphinx_wiki.html.view import FieldView, ListingView, Record

IMAGE_SIZE = (144, 96)
"""Width and height of images in pixels, where no style sheet says otherwise."""

# Fields with a place of their own in an entry; the others follow below the text.
_PLACED = ("title", "subtitle", "description", "image", "categories")


def entry_html(view: ListingView, record: Record, root: str) -> str:
    """Give the list item or table row of *record*.

    :param root: the way from the page to the root of the site, as ``../``.
    """
    if view["type"] == "table":
        cells = "".join(_cell(view, field, record, root) for field in view["fields"])
        return f"<tr>{cells}</tr>"
    when = _when(view)
    dated = f'<div class="wiki-entry-when">{_value(when, record)}</div>' if when else ""
    what = _title(view, record, root) + _subtitle(view, record) + _summary(view, record)
    return (
        f'<li class="wiki-entry">{dated}<div class="wiki-entry-what">{what}'
        f"{_about(view, record, root, when)}</div>{_image(view, record, root)}</li>"
    )


def address(url: str, root: str) -> str:
    """Give *url* for a page that is *root* away from the root of the site.

    >>> address("a.html", "../"), address("https://x.org/", "../")
    ('../a.html', 'https://x.org/')
    """
    scheme = url.split(":", 1)[0] if ":" in url else ""
    return url if scheme.replace("+", "").isalnum() or url.startswith("//") else root + url


def _when(view: ListingView) -> FieldView | None:
    return next((field for field in view["fields"] if field["type"] == "date"), None)


def _shows(view: ListingView, name: str) -> bool:
    return any(field["name"] == name for field in view["fields"])


def _title(view: ListingView, record: Record, root: str) -> str:
    if not _shows(view, "title"):
        return ""
    name = _linked(_text("title", record), record, root)
    return f'<div class="wiki-entry-title">{name}{_draft(record)}</div>'


def _draft(record: Record) -> str:
    return f' <span class="wiki-draft">{escape(record["draft"])}</span>' if record["draft"] else ""


def _subtitle(view: ListingView, record: Record) -> str:
    words = _text("subtitle", record) if _shows(view, "subtitle") else ""
    return f'<div class="wiki-entry-subtitle">{words}</div>' if words else ""


def _summary(view: ListingView, record: Record) -> str:
    words = _text("description", record) if _shows(view, "description") else ""
    return f'<div class="wiki-entry-summary">{words}</div>' if words else ""


def _about(view: ListingView, record: Record, root: str, when: FieldView | None) -> str:
    parts = [_categories(record, root)] if view["categories"] or _shows(view, "categories") else []
    for field in view["fields"]:
        if field["name"] in _PLACED or field == when:
            continue
        value = _value(field, record)
        if value and field["link"]:
            value = _linked(value, record, root)
        if value:
            parts.append(f'<span class="wiki-entry-field">{_label(field)}{value}</span>')
    parts = [part for part in parts if part]
    return f'<div class="wiki-entry-about">{"".join(parts)}</div>' if parts else ""


def _label(field: FieldView) -> str:
    """Give the label before a value, where the value does not speak for itself."""
    if field["name"] == "author" or field["type"] == "minutes":
        return ""
    return f'<span class="wiki-entry-label">{escape(field["label"])}</span>'


def _categories(record: Record, root: str) -> str:
    links = "".join(
        f"<a{attributes(href=address(url, root))}>{escape(name)}</a>"
        if url
        else f"<span>{escape(name)}</span>"
        for name, url in record["categories"]
    )
    return f'<span class="wiki-entry-categories">{links}</span>' if links else ""


def _image(view: ListingView, record: Record, root: str) -> str:
    source = record["image"] or view["placeholder"]
    if not source or not _shows(view, "image"):
        return ""
    alt = record["alt"] if record["image"] else ""
    image = attributes(
        src=address(source, root),
        alt=alt,
        width=IMAGE_SIZE[0],
        height=IMAGE_SIZE[1],
        loading="lazy" if view["lazy"] else None,
        decoding="async",
    )
    # The title links as well: without a text of its own this link is only a target to point at.
    link = attributes(
        href=address(record["url"], root) if record["url"] else None,
        tabindex=-1,
        aria_hidden=None if alt else "true",
    )
    return f'<a class="wiki-entry-image"{link}><img{image}></a>'


def _cell(view: ListingView, field: FieldView, record: Record, root: str) -> str:
    name = field["name"]
    if name == "image":
        value = _image(view, record, root)
    elif name == "categories":
        value = _categories(record, root)
    else:
        value = _value(field, record)
        if value and field["link"]:
            value = _linked(value, record, root)
        if name == "title":
            value += _draft(record)
    kind = name if name == "title" else field["type"]
    return f'<td class="wiki-cell-{kind}">{value}</td>'


def _linked(value: str, record: Record, root: str) -> str:
    if not record["url"]:
        return value
    return f"<a{attributes(href=address(record['url'], root))}>{value}</a>"


def _text(name: str, record: Record) -> str:
    value = record["values"].get(name)
    if value is None:
        return ""
    return spans_html(value) if name in SPANS else escape(str(value))


def _value(field: FieldView, record: Record) -> str:
    value: Any = record["values"].get(field["name"])
    if value is None:
        return ""
    if field["name"] in SPANS:
        return spans_html(value)
    if field["type"] == "date":
        iso, shown = value
        if iso is None:
            return escape(shown)
        return f"<time{attributes(datetime=iso)}>{escape(shown)}</time>"
    if field["type"] == "minutes":
        return escape(field["pattern"].replace("{n}", str(value)))
    return escape(", ".join(value) if isinstance(value, list) else str(value))
