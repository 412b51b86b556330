"""Links between notes, drawn from the settled link table."""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.nodes import math_reference
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_wiki.application import application
from sphinx_wiki.collect.spans import LINK
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.crossrefs import NO_LABELS
from sphinx_wiki.facts.resolved import Part, Resolved
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.nodes import PAGE, WORDS
from sphinx_wiki.render.build import inline_nodes, link, phrase

_LABELS = ("label", "number", "perhaps")


class RenderLinks(SphinxPostTransform):
    """Replaces the cross-references that are links between notes."""

    # Before Sphinx makes references to equations for LaTeX (5), and before MyST's
    # resolver (9) and Sphinx's (10), which take the rest.
    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Draw every link as it was settled."""
        wiki = wiki_domain(self.env).wiki
        assert wiki is not None
        for node in list(self.document.findall(addnodes.pending_xref)):
            if LINK not in node:
                self._draw_label(node, wiki)
                continue
            resolved = wiki.links[node["refdoc"]][node[LINK]]
            if resolved.state == "other":
                continue
            if self._is_equation(node, resolved):
                node.replace_self(self._equation(node, resolved))
            elif resolved.part is not None and not node.get("refexplicit"):
                part = _reworded(resolved.part, node.get(WORDS))
                node.replace_self(self._number(_page(node), part))
            elif (
                resolved.link.kind not in _LABELS
                or resolved.state == "unlabelled"
                or node.get("refdomain") == "wiki"
                or self._is_of_another(resolved)
            ):
                worded = _formatted(node, resolved)
                drawn = self._number(_page(node), worded) if worded else None
                node.replace_self(drawn or self._draw(node, resolved, wiki))
        # What others resolve is a link of the page that shows it.
        for node in self.document.findall(addnodes.pending_xref):
            if PAGE in node:
                node["refdoc"] = node[PAGE]

    def _is_equation(self, node: addnodes.pending_xref, resolved: Resolved) -> bool:
        """Say whether a reference to an equation leads to one that a note can have as another."""
        if node.get("refdomain") != "math" or resolved.docname is None:
            return False
        labels = wiki_domain(self.env).data["labels"].get(resolved.docname, NO_LABELS)
        return resolved.link.target in labels

    def _is_of_another(self, resolved: Resolved) -> bool:
        """Say whether what a label means here is none that Sphinx would find."""
        found = self.env.domains.standard_domain.anonlabels.get(resolved.link.target)
        return resolved.state == "note" and (found is None or found[0] != resolved.docname)

    def _equation(self, node: addnodes.pending_xref, resolved: Resolved) -> nodes.Element:
        """Give a reference to an equation, as Sphinx would to the one that it finds."""
        builder = application(self.env).builder
        docname, name = str(resolved.docname), resolved.link.target
        if builder.format == "latex":
            return math_reference("", docname=docname, target=name)
        shown = nodes.Text(resolved.title)
        try:
            return make_refnode(builder, _page(node), docname, resolved.anchor, shown)
        except NoUri:
            return phrase(shown)

    def _draw_label(self, node: addnodes.pending_xref, wiki: Wiki) -> None:
        """Draw a link to a label, which MyST made when links were collected already."""
        if node.get("reftype") != "myst":
            return
        name = node["reftarget"].lower()
        links = (each for each in wiki.links.get(node["refdoc"], ()) if each.link.kind == "number")
        resolved = next((each for each in links if each.link.target == name), None)
        if resolved is None:
            return
        if resolved.state == "unlabelled":
            words = node[0].children or [nodes.Text(node["reftarget"])]
            node.replace_self(phrase(*(word.deepcopy() for word in words)))
        elif resolved.part is not None and not node.get("refexplicit"):
            node.replace_self(self._number(_page(node), resolved.part))
        elif self._is_of_another(resolved):
            node.replace_self(self._draw(node, resolved, wiki))

    def _number(self, source: str, part: Part) -> nodes.Element:
        """Give a reference by number, which LaTeX counts for itself."""
        builder = application(self.env).builder
        counts = builder.format == "latex" and part.made
        found = self.env.domains.standard_domain.build_reference_node(
            source,
            builder,
            part.docname,
            part.anchor,
            part.number,
            "numref",
            node_class=addnodes.number_reference if counts else nodes.reference,
            title=part.made or part.number,
        )
        return cast("nodes.Element", found)

    def _draw(self, node: addnodes.pending_xref, resolved: Resolved, wiki: Wiki) -> nodes.Element:
        content = self._content(node, resolved, wiki)
        if resolved.state == "wanted":
            content["classes"].append("wiki-wanted")
        if resolved.state != "note" or resolved.docname is None:
            return content
        drawn = link(
            application(self.env).builder, _page(node), resolved.docname, resolved.anchor, content
        )
        if "reftitle" in node and isinstance(drawn, nodes.reference):
            drawn["reftitle"] = node["reftitle"]
        return drawn

    @staticmethod
    def _content(node: addnodes.pending_xref, resolved: Resolved, wiki: Wiki) -> nodes.Element:
        if node.get("refexplicit"):
            inner = cast("nodes.Element", node[0])
            return phrase(*(child.deepcopy() for child in inner.children))
        if resolved.state == "note" and not resolved.anchor and resolved.docname:
            return phrase(*inline_nodes(wiki.notes[resolved.docname].title))
        name = resolved.title or resolved.link.target.strip("/")
        return phrase(nodes.Text(name))


def _reworded(part: Part, before: str | None) -> Part:
    """Give *part* with *before* instead of the word before its number."""
    if before is None:
        return part
    return part._replace(number=before + part.bare, made=part.made and f"{before}%s")


def _formatted(node: addnodes.pending_xref, resolved: Resolved) -> Part | None:
    """Give the part that a reference by number leads to, in its own words, as of Sphinx."""
    part, words = resolved.part, node.astext()
    if part is None or node.get("reftype") != "numref" or "%s" not in words:
        return None
    return part._replace(number=words.replace("%s", part.bare), made=part.made and words)


def _page(node: addnodes.pending_xref) -> str:
    """Give the note whose page shows a link: another one than its own where it is embedded."""
    return str(node.get(PAGE, node["refdoc"]))
