"""The notes that link to a note, each with the sentence around the link."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_wiki.facts.briefs import Backlink
from sphinx_wiki.facts.inline import with_places
from sphinx_wiki.facts.model import plain
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.nodes import BacklinksPlace, markup
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
            markup(f"{opening}<summary>{summary}</summary>"),
            entries,
            markup("</details>"),
        ]
    return [box(heading, *content, classes=("wiki-backlinks",))]


def _entry(
    docname: str, source: str, links: list[Backlink], wiki: Wiki, builder: Builder
) -> nodes.list_item:
    title = phrase(*inline_nodes(wiki.notes[source].title))
    name = nodes.paragraph("", "", link(builder, docname, source, "", title))
    item = nodes.list_item("", name)
    sentences: dict[str, list[Backlink]] = {}
    for backlink in links:
        sentences.setdefault(plain(backlink.sentence), []).append(backlink)
    for same in sentences.values():
        item += nodes.paragraph(
            "", "", *_sentence(docname, source, same, builder), classes=["wiki-context"]
        )
    return item


def _sentence(
    docname: str, source: str, links: list[Backlink], builder: Builder
) -> list[nodes.Node]:
    """Give the sentence of *links*, the words of each leading to the exact place."""
    drawn: list[nodes.Node] = []
    words = with_places([(each.sentence, each.at) for each in links])
    for place, pairs in groupby(words, lambda pair: pair[1]):
        content = inline_nodes(tuple(span for span, _place in pairs))
        if place is not None:
            marked = phrase(nodes.strong("", "", *content))
            content = [link(builder, docname, source, place, marked)]
        drawn += content
    return drawn
