"""The quiet line under a note's title."""

from __future__ import annotations

from collections.abc import Set
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import get_translation

from sphinx_wiki.facts.iso_dates import format_date
from sphinx_wiki.facts.items import reading_time
from sphinx_wiki.facts.model import Note
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.nodes import markup
from sphinx_wiki.reading.pages import category_page
from sphinx_wiki.render.build import box, dotted, inline_nodes, link, phrase

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

_ = get_translation("sphinx_wiki")


def draw_header(
    note: Note, wiki: Wiki, *, config: Config, builder: Builder, pages: Set[str]
) -> list[nodes.Node]:
    """Give date, last change, authors, status, reading time and categories of *note*.

    :param pages: the docnames there are, to know which categories have a page.
    """
    meta, modified = note.meta, wiki.modified.get(note.docname)
    language = meta.lang or config.language
    pattern = meta.date_format or config.wiki_date_format
    parts: list[nodes.Node] = []
    if meta.draft:
        parts.append(phrase(nodes.Text(_("Draft")), classes=("wiki-draft",)))
    if meta.date:
        shown = format_date(meta.date, pattern, language)
        parts.append(phrase(*_time(shown, meta.date), classes=("wiki-date",)))
    if modified and (not meta.date or modified[:10] > meta.date[:10]):
        words = _("changed %s") % format_date(modified, pattern, language)
        parts.append(phrase(*_time(words, modified), classes=("wiki-modified",)))
    parts += [phrase(nodes.Text(name), classes=("wiki-author",)) for name in meta.authors]
    if meta.status:
        parts.append(phrase(nodes.Text(meta.status), classes=("wiki-status",)))
    if minutes := reading_time(note, config.wiki_words_per_minute):
        shown = _("%d min") % minutes
        parts.append(phrase(nodes.Text(shown), classes=("wiki-reading-time",)))
    parts += [_category(note.docname, name, pages, builder) for name in meta.categories]
    line = [nodes.paragraph("", "", *dotted(parts))] if parts else []
    subtitle = (
        [nodes.paragraph("", meta.subtitle, classes=["wiki-subtitle"])] if meta.subtitle else []
    )
    held = [*subtitle, *line, *_requires(note, wiki, builder)]
    return [box(*held, classes=("wiki-note-meta",))] if held else []


def _time(words: str, date: str) -> list[nodes.Node]:
    """Give *words* that machines can read as *date*."""
    opening = f'<time datetime="{escape(date)}">'
    return [markup(opening), nodes.Text(words), markup("</time>")]


def _requires(note: Note, wiki: Wiki, builder: Builder) -> list[nodes.Node]:
    """Give a line with the notes to read first."""
    names: list[nodes.Node] = []
    for name, found in wiki.requires(note.docname):
        if found is not None and found in wiki.notes:
            title = phrase(*inline_nodes(wiki.title(found)))
            names.append(link(builder, note.docname, found, "", title))
        elif found is None:
            names.append(phrase(nodes.Text(name), classes=("wiki-wanted",)))
    if not names:
        return []
    label = phrase(nodes.Text(_("Builds on") + " "), classes=("wiki-label",))
    return [nodes.paragraph("", "", label, *dotted(names), classes=["wiki-requires"])]


def _category(docname: str, name: str, pages: Set[str], builder: Builder) -> nodes.Element:
    content = phrase(nodes.Text(name), classes=("wiki-category",))
    page = category_page(name)
    return link(builder, docname, page, "", content) if page in pages else content
