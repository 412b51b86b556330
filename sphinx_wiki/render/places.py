"""Placeholders become what they stand for, in every builder."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_wiki.application import application
from sphinx_wiki.domain import WikiDomain, wiki_domain
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.nodes import (
    PLACES,
    BacklinksPlace,
    CitedElsewhere,
    Inventory,
    ListingPlace,
    NoteHeader,
    Placeholder,
    SourcesPlace,
)
from sphinx_wiki.reading.contents import hide_contents
from sphinx_wiki.render.backlinks import draw_backlinks
from sphinx_wiki.render.header import draw_header
from sphinx_wiki.render.listing import draw_listing
from sphinx_wiki.render.sources import draw_elsewhere, draw_sources


class RenderPlaces(SphinxPostTransform):
    """Replaces every placeholder; none reaches a writer."""

    # With the links, before any resolver of references looks at the result.
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        """Draw each place from the settled wiki."""
        domain = wiki_domain(self.env)
        wiki = domain.wiki
        assert wiki is not None
        held = Inventory(self.document)
        for kind in PLACES:
            for place in held.of(kind):
                place.replace_self(self._draw(place, wiki))
        for mark in held.of(CitedElsewhere):
            mark.replace_self(self._elsewhere(mark, domain, wiki))
        hide_contents(held.of(addnodes.toctree), application(self.env).builder)

    def _draw(self, place: Placeholder, wiki: Wiki) -> list[nodes.Node]:
        docname, builder = place["docname"], application(self.env).builder
        if isinstance(place, NoteHeader):
            note, pages = wiki.notes[docname], self.env.found_docs
            return draw_header(note, wiki, config=self.config, builder=builder, pages=pages)
        if isinstance(place, ListingPlace):
            return draw_listing(wiki.listings[docname][place["index"]], docname, self.env)
        if isinstance(place, SourcesPlace):
            return draw_sources(place, wiki, self.env)
        assert isinstance(place, BacklinksPlace)
        if place.get("automatic") and not self.config.wiki_backlinks:
            return []
        fold = self.config.wiki_backlinks_open
        return draw_backlinks(place, wiki, builder, fold_above=fold)

    def _elsewhere(self, mark: CitedElsewhere, domain: WikiDomain, wiki: Wiki) -> list[nodes.Node]:
        docname = mark["docname"]
        source = wiki.index.of(wiki.notes[docname].citations[mark["index"]])
        return draw_elsewhere(docname, source, domain.sources_page, application(self.env).builder)
