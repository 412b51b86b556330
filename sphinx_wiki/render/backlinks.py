"""The notes that link to a note, each with the sentence around the link."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_wiki.facts.wiki import Backlink, Wiki
from sphinx_wiki.nodes import BacklinksPlace
from sphinx_wiki.render.build import box, inline_nodes, link, phrase

if TYPE_CHECKING:
    from sphinx.builders import Builder

_ = get_translation("sphinx_wiki")


def draw_backlinks(
    place: BacklinksPlace, wiki: Wiki, builder: Builder, *, fold_above: int
) -> list[nodes.Node]:
    """Give the section of backlinks; nothing where no note links here.

    :param fold_above: with more linking notes than this the list is folded.
    """
    docname = place["docname"]
    backlinks = wiki.backlinks.get(docname, ())
    if not backlinks:
        return []
    groups = [(source, list(links)) for source, links in groupby(backlinks, lambda b: b.docname)]
    entries = nodes.bullet_list("", bullet="*", classes=["wiki-backlinks-list"])
    for source, links in groups:
        entries += _entry(docname, source, links, wiki, builder)
    heading = nodes.rubric("", _("Backlinks"), classes=["wiki-backlinks-title"])
    heading["heading-level"] = 2
    content: list[nodes.Node] = [entries]
    if len(groups) > fold_above:
        opening = '<details class="wiki-fold">'
        summary = _("%d notes link here") % len(groups)
        content = [
            nodes.raw("", f"{opening}<summary>{summary}</summary>", format="html"),
            entries,
            nodes.raw("", "</details>", format="html"),
        ]
    return [box(heading, *content, classes=("wiki-backlinks",))]


def _entry(
    docname: str, source: str, links: list[Backlink], wiki: Wiki, builder: Builder
) -> nodes.list_item:
    title = phrase(*inline_nodes(wiki.notes[source].title))
    name = nodes.paragraph("", "", link(builder, docname, source, "", title))
    item = nodes.list_item("", name)
    seen: set[object] = set()
    for backlink in links:
        if backlink.sentence in seen:
            continue
        seen.add(backlink.sentence)
        item += nodes.paragraph(
            "", "", *_sentence(docname, backlink, builder), classes=["wiki-context"]
        )
    return item


def _sentence(docname: str, backlink: Backlink, builder: Builder) -> list[nodes.Node]:
    """Give the sentence, the words of its link leading to the exact place."""
    drawn: list[nodes.Node] = []
    for marked, spans in groupby(backlink.sentence, lambda span: span.marked):
        words = inline_nodes(tuple(spans))
        if marked:
            place = nodes.strong("", "", *words)
            words = [link(builder, docname, backlink.docname, backlink.at, phrase(place))]
        drawn += words
    return drawn
