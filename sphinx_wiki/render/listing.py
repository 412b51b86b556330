"""A listing: rich HTML where scripts can take it over, a plain list elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.application import application
from sphinx_wiki.facts.listing import Listing, description_limit, shown_description, value
from sphinx_wiki.facts.model import Item, text
from sphinx_wiki.html.listing import render_listing
from sphinx_wiki.html.site import Site
from sphinx_wiki.nodes import markup
from sphinx_wiki.render.build import NO_SEARCH, box, inline_nodes, link, phrase
from sphinx_wiki.site import NOTES_FILE, SITES, build_site, way_to_root

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def draw_listing(listing: Listing, docname: str, env: BuildEnvironment) -> list[nodes.Node]:
    """Give *listing* as it stands in *docname*."""
    site, builder = build_site(env), application(env).builder
    if builder.name in SITES:
        root = way_to_root(builder.get_target_uri(docname))
        drawn = render_listing(listing, site, root=root, data_uri=root + NOTES_FILE)
        return [markup(drawn, classes=[NO_SEARCH])]
    entries = nodes.bullet_list("", bullet="*", classes=["wiki-entries"])
    for item in listing.items:
        entries += nodes.list_item("", *_entry(item, listing, docname, env, site))
    return [box(entries, classes=("wiki-listing",))] if listing.items else []


def _entry(
    item: Item, listing: Listing, docname: str, env: BuildEnvironment, site: Site
) -> list[nodes.Node]:
    title = value(item, "title") or ()
    name: nodes.Element = phrase(*inline_nodes(text(title) if isinstance(title, str) else title))
    if item.docname is not None:
        name = link(application(env).builder, docname, item.docname, "", name)
    elif address := site.uri(item):
        name = nodes.reference("", "", name, refuri=address)
    line = nodes.paragraph("", "", name)
    if date := value(item, "date"):
        line += nodes.Text(f" ({site.date(str(date), listing.options.date_format)})")
    summary = value(item, "description") or ()
    if isinstance(summary, str):
        summary = text(summary)
    cut = shown_description(summary, description_limit(listing.options, item))
    return [line, nodes.paragraph("", "", *inline_nodes(cut))] if cut else [line]
