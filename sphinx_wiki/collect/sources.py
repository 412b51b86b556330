"""The sources a note names: by role, by citation, and in lists under certain headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.spans import spans_of
from sphinx_wiki.facts.model import Citation, Inline, plain, text
from sphinx_wiki.facts.urls import bare_address, is_safe, refused_address
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import CitedElsewhere, Inventory, title_of

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

SOURCE = "wiki_source"
"""The attribute of inline nodes made by the role ``source``."""


def collect_citations(env: BuildEnvironment, docname: str, held: Inventory) -> tuple[Citation, ...]:
    """Give every citation in *docname*, in order, leaving a place after each for the others."""
    headings = {_heading(heading) for heading in env.config.wiki_source_headings}
    entries = list(_entries(held, headings))
    listed = {id(node) for _, entry in entries for node in entry.findall(nodes.inline)}
    found: list[tuple[nodes.Element, nodes.Element, bool]] = [
        (item, entry, True) for item, entry in entries
    ]
    found += [
        (node, node, False)
        for node in held.of(nodes.inline)
        if SOURCE in node.attributes and id(node) not in listed
    ]
    citations: list[Citation] = []
    for owner, entry, is_list in found:
        citation = _citation(env, docname, owner, entry, len(citations))
        if citation is None:
            continue
        if is_list:
            entry.append(CitedElsewhere(docname=docname, index=len(citations)))
        citations.append(citation)
    citations += _keys(held)
    return tuple(citations)


def _entries(
    held: Inventory, headings: set[str]
) -> Iterator[tuple[nodes.Element, nodes.TextElement]]:
    """Give the list entries under a heading for sources, each with its first paragraph.

    Parts of that section, and what is set off in it by a box, belong to it.
    """
    seen: set[int] = set()
    for section in held.of(nodes.section):
        title = title_of(section)
        if title is None or _heading(title.astext()) not in headings:
            continue
        for item in section.findall(nodes.list_item):
            if id(item) in seen or not item.children or not isinstance(item[0], nodes.TextElement):
                continue
            seen.add(id(item))
            if not _is_label(item) and not _is_remark(item):
                yield item, item[0]


def _is_label(item: nodes.Node | None) -> bool:
    """Tell whether *item* only names the entries below it, as in ``Papers:``."""
    return (
        isinstance(item, nodes.list_item)
        and len(item.children) > 1
        and item[0].astext().rstrip().endswith(":")
    )


def _is_remark(item: nodes.list_item) -> bool:
    """Tell whether *item* says something about the entry above it."""
    above = item.parent.parent
    if not isinstance(above, nodes.list_item) or _is_label(above):
        return False
    links = (nodes.reference, addnodes.download_reference)
    return not any(isinstance(node, links) for node in item[0].findall())


def _heading(title: str) -> str:
    """Give a heading as headings are compared: without case, number, colon and signs.

    >>> _heading("5. References"), _heading("Quellen:")
    ('references', 'quellen')
    """
    return re.sub(r"^[\W\d_]+|[\W_]+$", "", title).casefold()


def _citation(
    env: BuildEnvironment,
    docname: str,
    owner: nodes.Element,
    entry: nodes.TextElement | nodes.Element,
    index: int,
) -> Citation | None:
    inside = Inventory(entry)
    links = [node for node in inside.of(nodes.reference) if node.get("refuri")]
    outward = [link for link in links if not link["refuri"].startswith("#")]
    within = len(outward) < len(links) or bool(inside.of(addnodes.pending_xref))
    file = next(iter(inside.of(addnodes.download_reference)), None)
    if within and not outward and file is None:
        # A link to another note or part, or a {cite}: not a source of its own.
        return None
    said = spans_of(entry) or text(_picture(entry) or next((x["refuri"] for x in outward), ""))
    if not plain(said):
        return None
    url, title = _address(docname, entry, outward, said)
    path = None
    if url is None and file is not None and "://" not in file["reftarget"]:
        path, title = env.relfn2path(file["reftarget"], docname)[0], file.astext() or title
    return Citation(
        text=said,
        title=title,
        url=url,
        key=None,
        at=_anchor(owner, index),
        line=owner.line,
        file=path,
    )


def _picture(entry: nodes.Element) -> str:
    """Give what stands for the pictures in *entry*."""
    return " ".join(filter(None, (image.get("alt") for image in entry.findall(nodes.image))))


def _address(
    docname: str, entry: nodes.Element, links: list[nodes.reference], said: Inline
) -> tuple[str | None, str]:
    """Give the entry's address, if it has one that is safe, and its title."""
    whole = plain(said)
    for link in links:
        url = link["refuri"]
        if is_safe(url):
            return url, link.astext().strip() or _picture(link) or whole
        _refuse(docname, url, entry)
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


def _keys(held: Inventory) -> Iterator[Citation]:
    """Give the citations by BibTeX key."""
    for node in held.of(addnodes.pending_xref):
        if node.get("refdomain") == "cite":
            for key in node["reftarget"].split(","):
                name = key.strip().rpartition("}")[2].partition("{")[0].strip()
                if name:
                    anchor = str(node["ids"][0]) if node["ids"] else ""
                    yield Citation((), name, None, name, anchor, node.line)
