"""Every note has one title: from its front matter, its first heading or its file name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.inline import from_markdown
from sphinx_wiki.facts.slugs import old_address, readable
from sphinx_wiki.nodes import DIV_ID, BacklinksPlace, ListingPlace, NoteHeader
from sphinx_wiki.reading.pages import SOURCES
from sphinx_wiki.reading.project import WikiProject
from sphinx_wiki.render.build import inline_nodes
from sphinx_wiki.settling.listings import place_listings
from sphinx_wiki.unlisted import add_bibliography


class TitleTransform(SphinxTransform):
    """Puts the note under its title and leaves places for its header and backlinks."""

    # After every transform that moves or names sections (MyST's slugs run at
    # 700), before the domains collect (850).
    default_priority = 820

    def apply(self, **kwargs: object) -> None:
        """Wrap the note where its title is not already its one top heading."""
        project = self.env.project
        docname = self.env.current_document.docname
        if not isinstance(project, WikiProject) or docname not in project.scans:
            return
        _drop_front_matter_topics(self.document)
        declared = project.meta(docname).title
        section = _title_section(self.document)
        heading = section.next_node(nodes.title) if section is not None else None
        if (
            section is None
            or heading is None
            or (declared and not _same(heading.astext(), declared))
        ):
            section = self._wrap(declared or _file_title(docname, self.config.project))
        self._place(section, project)

    def _wrap(self, title: str) -> nodes.section:
        heading = nodes.title("", "", *inline_nodes(from_markdown(title)))
        section = nodes.section("", heading, names=[nodes.fully_normalize_name(heading.astext())])
        moved = [
            child
            for child in self.document.children
            if not isinstance(child, (nodes.docinfo, nodes.field_list, nodes.decoration))
        ]
        if self.document.children and isinstance(self.document.children[0], nodes.field_list):
            moved.extend(c for c in self.document.children[1:] if isinstance(c, nodes.field_list))
        for child in moved:
            self.document.remove(child)
        section += moved
        self.document += section
        # The first heading keeps its address; the title takes what is free.
        self.document.set_id(section)
        return section

    def _place(self, section: nodes.section, project: WikiProject) -> None:
        docname = self.env.current_document.docname
        page = project.pages.get(docname)
        meta = project.meta(docname)
        if page is None:
            section.insert(1, NoteHeader(docname=docname))
        section["classes"] += meta.cssclasses
        if words := _words(alias for alias in meta.aliases if old_address(alias, docname) is None):
            # The index of the search has the words of these, too.
            self.document.insert(0, nodes.meta(name="keywords", content=", ".join(words)))
        end = _end(self.document)
        for index, target in place_listings(wiki_domain(self.env), docname):
            _put(self.document, end, target, ListingPlace(docname=docname, index=index))
        if page is None and docname.casefold() == SOURCES:
            add_bibliography(self.document, end)
        placed = any(True for _ in self.document.findall(BacklinksPlace))
        if meta.backlinks and page is None and not placed:
            end.append(BacklinksPlace(docname=docname, automatic=True))


def _words(names: Iterable[str]) -> list[str]:
    """Give the words of *names*, each once."""
    return list(dict.fromkeys(word for name in names for word in re.findall(r"\w+", name)))


def _end(document: nodes.document) -> nodes.section:
    """Give the section that ends the note: the last of the first level, with the footnotes.

    MyST puts footnotes under a rule after all sections, where what is gathered
    after the text would stand above them.
    """
    end = next(c for c in reversed(document.children) if isinstance(c, nodes.section))
    moved = document.children[document.index(end) + 1 :]
    for child in moved:
        document.remove(child)
    if moved and isinstance(moved[0], nodes.transition) and isinstance(end[-1], nodes.title):
        # Its heading is theirs, and docutils warns of a rule right under one.
        del moved[0]
    end += moved
    return end


def _same(heading: str, declared: str) -> bool:
    """Say whether a heading is the declared title, quotes and white space aside."""
    plain_heading, plain_title = (re.sub(r"\W+", " ", t).strip() for t in (heading, declared))
    return plain_heading.casefold() == plain_title.casefold()


def _title_section(document: nodes.document) -> nodes.section | None:
    """Give the section whose heading titles the note: the first of the first level."""
    if document.get("wiki_first_level", 1) > 1:
        return None
    return next((c for c in document.children if isinstance(c, nodes.section)), None)


def _file_title(docname: str, project: str) -> str:
    """Give the file's name made readable; a page that stands for its folder is called like it."""
    folder, _, name = docname.rpartition("/")
    if name.casefold() in ("index", "_index", "readme"):
        name = folder.rpartition("/")[2] or project or name
    return readable(name)


def _drop_front_matter_topics(document: nodes.document) -> None:
    """Remove the abstract that docutils makes of front matter: it is the note's summary."""
    for topic in list(document.children):
        if isinstance(topic, nodes.topic) and "abstract" in topic["classes"]:
            document.remove(topic)


def _put(
    document: nodes.document, section: nodes.section, target: str, place: ListingPlace
) -> None:
    """Put a listing into the element with the id *target*, else at the note's end."""
    for node in document.findall(nodes.Element):
        if node.get(DIV_ID) == target:
            node["ids"] = []
            node.append(place)
            return
        if target in node.get("ids", ()) or target in node.get("names", ()):
            if not isinstance(node, nodes.section):  # A section needs its address.
                node["ids"] = [name for name in node["ids"] if name != target]
            node.append(place)
            return
    section.append(place)
