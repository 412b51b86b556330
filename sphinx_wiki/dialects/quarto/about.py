"""What ``about:`` in front matter becomes: the picture above a page's text, its links below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.facts.values import words

if TYPE_CHECKING:
    from sphinx_wiki.facts.model import Meta


def add_about(document: nodes.document, meta: Meta) -> None:
    """Add to *document* what *meta* says about a person or a project; Quarto's layouts are not."""
    about = meta.extra.get("about")
    if not about:
        return
    options: Mapping[str, Any] = about if isinstance(about, Mapping) else {}
    place: nodes.Element = next(iter(document.findall(nodes.section)), document)
    image = options.get("image") or meta.image
    if isinstance(image, str):
        said = words(options.get("image-alt")) or meta.image_alt or meta.title or ""
        picture = nodes.image(uri=image, alt=said, classes=["wiki-about-image"])
        # After the title, or after what Sphinx takes for metadata.
        before = (nodes.title, nodes.docinfo, nodes.field_list)
        place.insert(1 if place.children and isinstance(place[0], before) else 0, picture)
    links = list(_links(options.get("links")))
    if links:
        items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
        place.append(nodes.bullet_list("", *items, classes=["wiki-about-links"]))


def _links(value: Any) -> Iterator[nodes.reference]:
    for each in value if isinstance(value, list) else ():
        link = each if isinstance(each, Mapping) else {}
        address = words(link.get("href")) or ""
        text = words(link.get("text")) or words(link.get("aria-label")) or address
        if address and is_safe(address):
            yield nodes.reference("", text, refuri=address)
