"""Notes within notes: every embed shows what its note, heading or block says now."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.nodes import bibliography

from sphinx_wiki.collect.spans import LINK
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.wiki import DEEPEST_EMBED, Wiki
from sphinx_wiki.figures.numbers import number_embedded
from sphinx_wiki.nodes import PAGE, CitedElsewhere, NoteEmbed, Placeholder
from sphinx_wiki.render.build import box

# Citations lead to the bibliography of their note, which is known by its place there.
_DROPPED = (Placeholder, CitedElsewhere, bibliography, nodes.comment, nodes.system_message)


class ExpandEmbeds(SphinxPostTransform):
    """Puts the content of other notes where they are embedded."""

    # Before MyST-NB chooses among the kinds of an output, and formulas and links
    # are drawn (4, 5): those of embedded notes are included.
    default_priority = 3

    def run(self, **kwargs: object) -> None:
        """Expand every embed, and those in it."""
        wiki = wiki_domain(self.env).wiki
        assert wiki is not None
        self._count = 0
        for embed in list(self.document.findall(NoteEmbed)):
            page = embed["docname"]
            embed.replace_self(self._draw(embed, page, (page,), wiki))

    def _draw(
        self, embed: NoteEmbed, page: str, chain: tuple[str, ...], wiki: Wiki
    ) -> nodes.Element:
        """Give what stands for *embed*: a box, or its link where a cycle or the depth ends it.

        :param page: the note that is written.
        :param chain: the notes that the embed is in, from the outermost.
        """
        reference = next(iter(embed.findall(addnodes.pending_xref)), None)
        origin = nodes.paragraph("", "", *embed.children, classes=["wiki-embed-from"])
        if reference is None:
            # A file, and no note.
            return origin
        resolved = wiki.links[embed["docname"]][reference[LINK]]
        target = resolved.docname if resolved.state == "note" and not resolved.lost else None
        if target is None or target in chain or len(chain) > DEEPEST_EMBED:
            return origin
        content = _content(self.env.get_doctree(target), resolved.anchor)
        self._count += 1
        whole = nodes.container("", *content)
        number_embedded(self.env, target, whole)
        _make_apart(whole, f"embed-{self._count}-", page)
        for inner in list(whole.findall(NoteEmbed)):
            inner.replace_self(self._draw(inner, page, (*chain, target), wiki))
        return box(origin, *whole.children, classes=("wiki-embed",))


def _content(doctree: nodes.document, anchor: str) -> list[nodes.Node]:
    """Give what is embedded: the note without its title, a section, or a block."""
    found = next((node for node in doctree.findall(nodes.Element) if anchor in node["ids"]), None)
    if anchor and found is not None:
        whole = list(_flat(found)) if isinstance(found, nodes.section) else [_framed(found)]
    else:
        sections = [child for child in doctree.children if isinstance(child, nodes.section)]
        whole = [part for section in sections for part in list(_flat(section))[1:]]
    for node in whole:
        if isinstance(node, nodes.Element):
            for dropped in list(node.findall(lambda each: isinstance(each, _DROPPED))):
                if dropped is not node and not isinstance(dropped, NoteEmbed):
                    dropped.parent.remove(dropped)
    kept = [node for node in whole if isinstance(node, NoteEmbed) or not isinstance(node, _DROPPED)]
    return [*kept, *_footnotes(doctree, kept)]


def _framed(found: nodes.Element) -> nodes.Element:
    """Give *found*; an output of a cell, or an entry of a list, within what marks it as one."""
    inner: nodes.Element = found
    outer: nodes.Element | None = found.parent
    while outer is not None and (isinstance(inner, nodes.list_item) or _is_cell(outer)):
        frame = outer.copy()
        frame["ids"] = []
        frame.append(inner)
        inner, outer = frame, outer.parent
    return inner


def _is_cell(node: nodes.Element) -> bool:
    return isinstance(node, nodes.container) and "nb_element" in node


def _footnotes(doctree: nodes.document, content: list[nodes.Node]) -> list[nodes.Node]:
    """Give the footnotes that *content* refers to and does not hold."""
    marks = (mark for node in content for mark in node.findall(nodes.footnote_reference))
    wanted = {mark.get("refid") for mark in marks}
    held = {id(note) for node in content for note in node.findall(nodes.footnote)}
    return [
        note
        for note in doctree.findall(nodes.footnote)
        if id(note) not in held and wanted.intersection(note["ids"])
    ]


def _flat(section: nodes.section) -> Iterator[nodes.Node]:
    """Give the parts of a section; headings in an embed are none of the page's.

    The note's footnotes are left out, with the rule above them: an embed has its own.
    """
    for child in section.children:
        if isinstance(child, nodes.title):
            yield nodes.rubric("", "", *child.children, ids=list(section["ids"]))
        elif isinstance(child, nodes.section):
            yield from _flat(child)
        elif not isinstance(child, nodes.footnote) and not _is_rule(child):
            yield child


def _is_rule(node: nodes.Node) -> bool:
    return isinstance(node, nodes.transition) and "footnotes" in node["classes"]


def _make_apart(whole: nodes.Element, prefix: str, page: str) -> None:
    """Give all ids a *prefix*, so that the page has none twice; drop references to what is not."""
    elements = list(whole.findall(nodes.Element))
    ids = {name for node in elements for name in node["ids"]}
    for node in elements:
        node["names"] = []
        for key in ("ids", "backrefs"):
            if key in node:
                node[key] = [prefix + name for name in node[key] if name in ids]
        if "refid" in node:
            if node["refid"] in ids:
                node["refid"] = prefix + node["refid"]
            elif isinstance(node, nodes.footnote_reference):
                node.parent.remove(node)
        if isinstance(node, addnodes.pending_xref):
            node[PAGE] = page
