"""The controls above the bibliography; ``static/wiki-sources.js`` makes them work."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from sphinx_wiki.facts.model import Source
from sphinx_wiki.html.listing import count_text
from sphinx_wiki.html.markup import attributes, filter_box
from sphinx_wiki.html.site import Site

# The kinds of sources, for translators and in the order they are offered.
KINDS: Mapping[str, str] = {
    "paper": "paper",
    "book": "book",
    "article": "article",
    "video": "video",
    "course": "course",
    "documentation": "documentation",
    "code": "code",
    "dataset": "dataset",
}
ORDERS: Mapping[str, str] = {
    "": "Title",
    "-title": "Title: Z to A",
    "-notes": "Most cited first",
    "kind": "Kind",
}
TEXTS = ("{shown} of {total} sources", "{total} sources", "1 source", "No sources match.")


def sources_bar(sources: Sequence[Source], site: Site, place: str) -> str:
    """Give the filter, order and kinds for *sources*.

    :param place: the id of the controls, which names their state in the address.
    """
    texts = {text: site.text(text) for text in TEXTS}
    total = len(sources)
    words = count_text(total, site, "Filter {total} sources", "Filter 1 source")
    search = filter_box(words)
    opening = attributes(
        class_="wiki-listing-bar wiki-sources-bar", id=place, data_texts=json.dumps(texts)
    )
    status = escape(count_text(total, site, "{total} sources", "1 source"))
    return (
        f"<div{opening}>{_order(site)}{search}{_kinds(sources, site)}</div>"
        f'<p class="wiki-listing-status" role="status">{status}</p>'
    )


def _order(site: Site) -> str:
    label = escape(site.text("Order by"))
    offers = "".join(
        f"<option{attributes(value=key)}>{escape(site.text(text))}</option>"
        for key, text in ORDERS.items()
    )
    return (
        f'<label class="wiki-listing-sort"><span>{label}</span>'
        f'<select autocomplete="off">{offers}</select></label>'
    )


def _kinds(sources: Sequence[Source], site: Site) -> str:
    counts = Counter(source.kind for source in sources)
    chips = "".join(
        _kind(kind, site.text(text), counts[kind]) for kind, text in KINDS.items() if counts[kind]
    )
    label = attributes(role="group", aria_label=site.text("Kinds"))
    return f'<div class="wiki-listing-chips"{label}>{chips}</div>'


def _kind(kind: str, name: str, count: int) -> str:
    attrs = attributes(type="button", class_="wiki-chip", aria_pressed="false", data_kind=kind)
    return f'<button{attrs}>{escape(name)} <span class="wiki-count">{count}</span></button>'
