"""The first page of a listing as HTML that reads without scripts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from html import escape

from sphinx_wiki.facts.listing.categories import category_counts, identity, lineage
from sphinx_wiki.facts.listing.fields import value
from sphinx_wiki.facts.listing.model import Listing
from sphinx_wiki.facts.listing.sort import collate
from sphinx_wiki.facts.model import Item, Span
from sphinx_wiki.html.entries import entry_html
from sphinx_wiki.html.markup import SPANS, attributes, filter_box
from sphinx_wiki.html.site import Site
from sphinx_wiki.html.view import FieldView, ListingView, listing_view, record

SCRIPTS = (
    "wiki-listing-model.js",
    "wiki-listing-entries.js",
    "wiki-listing-data.js",
    "wiki-listing-controls.js",
    "wiki-listing-box.js",
    "wiki-listing.js",
)
"""What a page with listings loads from ``static``, deferred and in this order."""

TOP_CATEGORIES = 12
"""How many categories are offered before *more*."""
TOP_OF_CLOUD = 40
"""The same for a cloud, which also holds those within others."""


def render_listing(listing: Listing, site: Site, *, root: str, data_uri: str) -> str:
    """Give the section that shows *listing*: its controls and the entries of its first page.

    :param root: the way from the page to the root of the site: empty, or ``../``.
    :param data_uri: the address of the shared data file, from the page.
    """
    view = listing_view(listing, site)
    first = listing.items[: view["pageSize"]]
    entries = "\n".join(entry_html(view, record(item, listing, site), root) for item in first)
    opening = attributes(
        class_=_classes(listing, view),
        id=view["id"],
        style=_style(listing),
        data_view=json.dumps(view, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        data_root=root,
        data_src=data_uri,
        data_language=site.language,
        aria_label=_name(view["id"], site),
    )
    parts = (
        _bar(listing, view, site) if first else "",
        f'<p class="wiki-listing-status"><span role="status">{_status(view, site)}</span></p>'
        if first
        else "",
        _body(view, entries) if first else _empty(site),
        '<nav class="wiki-pager"></nav>' if view["total"] > view["pageSize"] else "",
        _hint(view, site),
    )
    return f"<section{opening}>\n" + "\n".join(part for part in parts if part) + "\n</section>\n"


def _name(listing_id: str, site: Site) -> str:
    """Give the name of the region, which no two of a page share."""
    notes = site.text("Notes")
    return notes if listing_id in ("listing", "notes") else f"{notes}: {listing_id}"


def formulas_shown(listing: Listing) -> set[str]:
    """Give the TeX of every formula in entries of *listing*, on whichever page."""
    return {
        span.text
        for item in listing.items
        for name in SPANS
        for span in value(item, name) or ()
        if isinstance(span, Span) and span.kind == "math"
    }


def _classes(listing: Listing, view: ListingView) -> str:
    options = listing.options
    chosen = {
        "wiki-undated": not any(field["type"] == "date" for field in view["fields"]),
        "wiki-image-left": options.image_align == "left" and _has_images(listing),
        "wiki-borderless": not options.grid_item_border,
        f"wiki-align-{options.grid_item_align}": options.type == "grid",
        "wiki-striped": options.table_striped,
        "wiki-hover": options.table_hover,
        "no-search": True,
    }
    names = ["wiki-listing", f"wiki-listing-{options.type}"]
    return " ".join(names + [name for name, wanted in chosen.items() if wanted])


def _has_images(listing: Listing) -> bool:
    placeholder = listing.options.image_placeholder
    return bool(placeholder) or any(value(item, "image") for item in listing.items)


def _style(listing: Listing) -> str | None:
    options = listing.options
    rules = []
    if options.type == "grid":
        rules.append(f"--wiki-columns:{options.grid_columns}")
    if options.image_height:
        rules.append(f"--wiki-image-height:{options.image_height}")
    return ";".join(rules) or None


def _bar(listing: Listing, view: ListingView, site: Site) -> str:
    controls = _order(view, site) + _filter(view, site) + _chips(listing, view, site)
    return f'<div class="wiki-listing-bar">{controls}</div>' if controls else ""


def _order(view: ListingView, site: Site) -> str:
    if not view["sorts"] or view["type"] == "table":
        return ""
    offers = "".join(
        f"<option{attributes(value=offer['key'], selected=offer['key'] == view['sorted'])}>"
        f"{escape(offer['label'])}</option>"
        for offer in view["sorts"]
    )
    own = "" if view["sorted"] else f'<option value="">{escape(site.text("Default"))}</option>'
    label = escape(site.text("Order by"))
    return (
        f'<label class="wiki-listing-sort"><span>{label}</span>'
        f'<select autocomplete="off">{own}{offers}</select></label>'
    )


def _filter(view: ListingView, site: Site) -> str:
    if not view["searched"]:
        return ""
    return filter_box(count_text(view["total"], site, "Filter {total} notes", "Filter 1 note"))


def count_text(total: int, site: Site, many: str, one: str) -> str:
    """Give *many* with the number in it, or *one*."""
    return site.text(one) if total == 1 else site.text(many).replace("{total}", str(total))


def _chips(listing: Listing, view: ListingView, site: Site) -> str:
    if not view["categories"]:
        return ""
    tallied = most_used(listing.items)
    if not tallied:
        return ""
    largest = tallied[0][1]
    cloud = view["categories"] == "cloud"
    first = _cloud(tallied) if cloud else _first_categories(tallied, len(listing.items))
    chips = "".join(_chip(name, count, largest, view) for name, count in first)
    if len(tallied) > len(first):
        more = escape(site.text("more…"))
        chips += f'<button type="button" class="wiki-chip wiki-chip-more">{more}</button>'
    label = attributes(role="group", aria_label=site.text("Categories"))
    return f'<div class="wiki-listing-chips"{label}>{chips}</div>'


def _cloud(tallied: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(tallied[:TOP_OF_CLOUD], key=lambda pair: collate(pair[0]))


def _first_categories(tallied: list[tuple[str, int]], total: int) -> list[tuple[str, int]]:
    """Give the categories to begin with: those within others come when these are chosen.

    What is within a category of all *total* items is there at once: such a
    category, as that of a category's own page, needs no choosing.
    """
    whole = {identity(name) for name, count in tallied if count == total}
    first = [pair for pair in tallied if whole.issuperset(map(identity, lineage(pair[0])[:-1]))]
    return first[:TOP_CATEGORIES]


def _chip(name: str, count: int, largest: int, view: ListingView) -> str:
    style = view["categories"]
    counted = f' <span class="wiki-count">{count}</span>' if style == "numbered" else ""
    size = f" wiki-size-{math.ceil(5 * count / largest)}" if style == "cloud" else ""
    attrs = attributes(
        type="button", class_=f"wiki-chip{size}", aria_pressed="false", data_category=name
    )
    return f"<button{attrs}>{escape(name)}{counted}</button>"


def most_used(items: Iterable[Item]) -> list[tuple[str, int]]:
    """Give every category of *items* with its number of them, the largest first."""
    return sorted(category_counts(items), key=lambda pair: -pair[1])


def _status(view: ListingView, site: Site) -> str:
    return escape(count_text(view["total"], site, "{total} notes", "1 note"))


def _body(view: ListingView, entries: str) -> str:
    if view["type"] != "table":
        return f'<ol class="wiki-entries" role="list" tabindex="-1">\n{entries}\n</ol>'
    heads = "".join(_head(field, view) for field in view["fields"])
    return (
        '<div class="wiki-table-box" tabindex="-1"><table class="wiki-table">'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{entries}\n</tbody></table></div>"
    )


def _head(field: FieldView, view: ListingView) -> str:
    name, label = field["name"], escape(field["label"])
    if any(offer["key"] == name for offer in view["sorts"]):
        # As wide as the button that scripts make of it.
        label = f'<span class="wiki-sort">{label}</span>'
    order = {name: "ascending", f"-{name}": "descending"}.get(view["sorted"])
    kind = f"wiki-cell-{field['type']}" if field["type"] in ("number", "minutes") else None
    attrs = attributes(scope="col", data_field=name, class_=kind, aria_sort=order)
    return f"<th{attrs}>{label}</th>"


def _empty(site: Site) -> str:
    words = site.text("No notes yet. Put a Markdown file beside this page and build again.")
    return f'<div class="wiki-listing-empty"><p>{escape(words)}</p></div>'


def _hint(view: ListingView, site: Site) -> str:
    """Say what a reader without scripts does not see, and where to find it."""
    if view["total"] <= view["pageSize"]:
        return ""
    words = site.text(
        "These are the first {shown} of {total} notes. The others are listed by category, "
        "or here when scripts are on."
    )
    words = words.replace("{shown}", str(view["pageSize"])).replace("{total}", str(view["total"]))
    return f'<noscript><p class="wiki-listing-hint">{escape(words)}</p></noscript>'
