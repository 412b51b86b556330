"""The sources a note names: by role, by citation, and in lists under certain headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.spans import spans_of
from sphinx_wiki.facts.model import Citation, Inline, plain
from sphinx_wiki.facts.urls import bare_address, is_safe, refused_address
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import CitedElsewhere

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

SOURCE = "wiki_source"
"""The attribute of inline nodes made by the role ``source``."""


def collect_citations(
    env: BuildEnvironment, docname: str, document: nodes.document
) -> tuple[Citation, ...]:
    """Give every citation in *docname*, in order, leaving a place after each for the others."""
    headings = {heading.casefold() for heading in env.config.wiki_source_headings}
    entries = list(_entries(document, headings))
    listed = {id(node) for _, entry in entries for node in entry.findall(nodes.inline)}
    found: list[tuple[nodes.Element, nodes.Element, bool]] = [
        (item, entry, True) for item, entry in entries
    ]
    found += [
        (node, node, False)
        for node in document.findall(nodes.inline)
        if SOURCE in node and id(node) not in listed
    ]
    citations: list[Citation] = []
    for owner, entry, is_list in found:
        citation = _citation(docname, owner, entry, len(citations))
        if citation is None:
            continue
        if is_list:
            entry.append(CitedElsewhere(docname=docname, index=len(citations)))
        citations.append(citation)
    citations += _keys(document)
    return tuple(citations)


def _entries(
    document: nodes.document, headings: set[str]
) -> Iterator[tuple[nodes.Element, nodes.TextElement]]:
    """Give the list entries under a heading for sources, each with its first paragraph."""
    for section in document.findall(nodes.section):
        title = section.next_node(nodes.title)
        if title is None or title.astext().strip().rstrip(":").casefold() not in headings:
            continue
        for child in section.children:
            if not isinstance(child, (nodes.bullet_list, nodes.enumerated_list)):
                continue
            for item in child.findall(nodes.list_item):
                if item.children and isinstance(item[0], nodes.TextElement):
                    yield item, item[0]


def _citation(
    docname: str, owner: nodes.Element, entry: nodes.TextElement | nodes.Element, index: int
) -> Citation | None:
    if next(iter(entry.findall(addnodes.pending_xref)), None) is not None and not _links(entry):
        # A link to another note, or a {cite}: not a source of its own.
        return None
    text = spans_of(entry)
    if not plain(text):
        return None
    url, title = _address(docname, entry, text)
    return Citation(
        text=text, title=title, url=url, key=None, at=_anchor(owner, index), line=owner.line
    )


def _links(entry: nodes.Element) -> list[nodes.reference]:
    return [node for node in entry.findall(nodes.reference) if node.get("refuri")]


def _address(docname: str, entry: nodes.Element, text: Inline) -> tuple[str | None, str]:
    """Give the entry's address, if it has one that is safe, and its title."""
    for link in _links(entry):
        url = link["refuri"]
        if not url.startswith("#"):
            if is_safe(url):
                return url, link.astext()
            _refuse(docname, url, entry)
    whole = plain(text)
    if refused := refused_address(whole):
        _refuse(docname, refused, entry)
    return bare_address(whole), whole


def _refuse(docname: str, url: str, node: nodes.Element) -> None:
    warn(
        f"The source's address {url[:80]!r} is not one that a page may link to; "
        "expected an address such as https://…",
        Kind.SOURCE,
        (docname, node.line),
    )


def _anchor(owner: nodes.Element, index: int) -> str:
    if not owner["ids"]:
        owner["ids"].append(f"wiki-source-{index + 1}")
    return str(owner["ids"][0])


def _keys(document: nodes.document) -> Iterator[Citation]:
    """Give the citations by BibTeX key."""
    for node in document.findall(addnodes.pending_xref):
        if node.get("refdomain") == "cite":
            for key in node["reftarget"].split(","):
                name = key.strip().rpartition("}")[2].partition("{")[0].strip()
                if name:
                    anchor = str(node["ids"][0]) if node["ids"] else ""
                    yield Citation((), name, None, name, anchor, node.line)
