"""The bibliography, and the mark on a source that other notes cite too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from sphinx_wiki.application import application
from sphinx_wiki.facts.model import Source, plain
from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.html.sources import KINDS, sources_bar
from sphinx_wiki.nodes import SourcesPlace, markup
from sphinx_wiki.render.build import box, dotted, inline_nodes, link, phrase
from sphinx_wiki.site import SITES, build_site

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_wiki")

_FEW = 5
"""Up to here a list of sources needs no controls."""


def draw_sources(place: SourcesPlace, wiki: Wiki, env: BuildEnvironment) -> list[nodes.Node]:
    """Give every source once with the notes that cite it."""
    builder = application(env).builder
    docname = place["docname"]
    wanted = {wiki.names.resolve(name, docname).docname for name in place["notes"]}
    sources = [
        source
        for source in wiki.sources
        if not wanted or any(note in wanted for note, _at in source.notes)
    ]
    if not sources:
        empty = _(
            "No sources yet. List links or books under a heading “Sources” in any note, "
            "and they appear here."
        )
        return [box(nodes.paragraph("", empty), classes=("wiki-sources", "wiki-empty"))]
    entries = nodes.bullet_list("", bullet="*", classes=["wiki-sources-list"])
    for source in sources:
        entries += _entry(docname, source, wiki, env, anchored=not wanted)
    bar: list[nodes.Node] = []
    if builder.name in SITES and len(sources) > _FEW:
        number = place["index"]
        name = f"sources-{number}" if number else "sources-list"
        bar = [markup(sources_bar(sources, build_site(env), name))]
    return [box(*bar, entries, classes=("wiki-sources",))]


def _entry(
    docname: str, source: Source, wiki: Wiki, env: BuildEnvironment, *, anchored: bool
) -> nodes.list_item:
    builder = application(env).builder
    title: nodes.Node = phrase(nodes.Text(source.title), classes=("wiki-source-title",))
    if source.url and is_safe(source.url):
        title = nodes.reference("", "", title, refuri=source.url)
    elif source.file and (path := Path(source.file)) in env.dlfiles:
        file = Path(env.dlfiles[path][1]).as_posix()
        title = addnodes.download_reference("", "", title, reftarget=source.file, filename=file)
    before, found, after = plain(source.text).partition(source.title)
    line = nodes.paragraph("", "", title)
    if found:
        # The title stands in its entry as the author wrote that.
        line.insert(0, phrase(nodes.Text(before), classes=("wiki-source-rest",)))
        line += phrase(nodes.Text(after), classes=("wiki-source-rest",))
    cited: dict[str, str] = {}
    for note, at in source.notes:
        cited.setdefault(note, at)
    names: list[nodes.Node] = [
        link(builder, docname, note, at, phrase(*inline_nodes(wiki.notes[note].title)))
        for note, at in cited.items()
    ]
    kind = phrase(nodes.Text(_(KINDS.get(source.kind, source.kind))), classes=("wiki-kind",))
    below = nodes.paragraph("", "", *dotted([kind, *names]), classes=["wiki-cited-by"])
    item = nodes.list_item("", line, below, classes=["wiki-source-entry", f"wiki-is-{source.kind}"])
    if anchored:
        item["ids"].append(source.id)
    return item


def draw_elsewhere(
    docname: str, source: Source | None, page: str | None, builder: Builder
) -> list[nodes.Node]:
    """Give the mark on a source of *docname*, linked to its place in the bibliography."""
    others = {note for note, _at in source.notes} - {docname} if source else set()
    if not source or not others:
        return []
    words = _("also in %d other notes") % len(others)
    if len(others) == 1:
        words = _("also in 1 other note")
    content = phrase(nodes.Text(words))
    mark = link(builder, docname, page, source.id, content) if page else content
    return [nodes.Text(" "), phrase(mark, classes=("wiki-cited-elsewhere", "no-search"))]
