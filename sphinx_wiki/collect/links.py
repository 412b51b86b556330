"""Every link of a note, with the sentence around it and a place to come back to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.html_ids import html_ids
from sphinx_wiki.collect.spans import LINK, spans_with_links
from sphinx_wiki.collect.targets import Target, label_of, target_of
from sphinx_wiki.facts.inline import sentence
from sphinx_wiki.facts.model import Inline, Link, Span
from sphinx_wiki.facts.properties import property_links
from sphinx_wiki.nodes import Inventory
from sphinx_wiki.paths import is_file

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def collect_links(env: BuildEnvironment, docname: str, held: Inventory) -> tuple[Link, ...]:
    """Give the links of *docname* in order, each node marked with its index."""
    found = _targets(env, docname, held)
    for index, (node, _target) in enumerate(found):
        node[LINK] = index
        node.setdefault("refdoc", docname)
    sentences = _sentences([node for node, _target in found])
    links: list[Link] = []
    for node, (kind, name, fragment) in found:
        # A picture without an alternative: the title stands for it in the sentence.
        wordless = Span("title", str(len(links))) in sentences[id(node)]
        links.append(
            Link(
                kind=kind,
                target=name,
                fragment=fragment or None,
                explicit=_is_explicit(node) and not wordless,
                at=_place(held.document, node, len(links)),
                sentence=sentences[id(node)],
                line=_line(node),
                file=_included(env, docname, node),
            )
        )
    _probe_files(env, docname, held, [node for node, _target in found])
    return (*links, *_property_links(env, docname))


def _targets(
    env: BuildEnvironment, docname: str, held: Inventory
) -> list[tuple[nodes.Element, Target]]:
    """Give every node that links to a note or a label, in order, with what it names."""
    suffixes = env.config.source_suffix
    found: list[tuple[nodes.Element, Target]] = []
    named: tuple[str, ...] | None = None
    for node in held.of(addnodes.pending_xref, nodes.reference):
        target = None
        if isinstance(node, addnodes.pending_xref):
            target = target_of(node, docname, suffixes)
        elif isinstance(node, nodes.reference) and node.get("id_link"):
            named = html_ids(held) if named is None else named
            target = label_of(node, held.document, named)
        if target is not None and not _in_front_matter(node):
            found.append((node, target))
    return found


def _is_explicit(node: nodes.Element) -> bool:
    """Say whether a link shows its own words; one to an equation shows the number all the same."""
    return bool(node.get("refexplicit")) and node.get("refdomain") != "math"


def _in_front_matter(node: nodes.Element) -> bool:
    """Say whether MyST read *node* in the front matter, which is nowhere shown."""
    top = node
    while top.parent is not None and not isinstance(top.parent, nodes.document):
        top = top.parent
    return isinstance(top, (nodes.docinfo, nodes.field_list))


def _property_links(env: BuildEnvironment, docname: str) -> Iterator[Link]:
    """Give the wikilinks in the front matter; each says of what it is a value."""
    if "obsidian" not in env.config.wiki_dialects:
        return
    head = env.domains["wiki"].scans[docname].head  # type: ignore[attr-defined]
    for key, link in property_links(head.data):
        words = link.words or link.shown or link.target
        yield Link(
            kind="name",
            target=link.target,
            fragment=link.fragment or None,
            explicit=True,
            at="",
            sentence=(Span("text", f"{key}: "), Span("text", words, marked=True)),
            line=head.lines.get(key),
        )


def _place(document: nodes.document, node: nodes.Element, index: int) -> str:
    """Give the id to come back to: a new one at the link, or its section's in a title."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.title):
        parent = parent.parent
    if parent is not None:
        ids = parent.parent.get("ids", ())
        return str(ids[0]) if ids else ""
    place = f"wiki-link-{index + 1}"
    target = nodes.target("", "", ids=[place])
    document.ids.setdefault(place, target)
    node.parent.insert(node.parent.index(node), target)
    return place


def _sentences(links: list[nodes.Element]) -> Mapping[int, Inline]:
    """Give the sentence around each link, by the ``id()`` of its node; each block is read once."""
    blocks: dict[int, tuple[nodes.Element, list[nodes.Element]]] = {}
    for node in links:
        block: nodes.Element = node.parent
        while isinstance(block, nodes.Inline) and block.parent is not None:
            block = block.parent
        blocks.setdefault(id(block), (block, []))[1].append(node)
    sentences: dict[int, Inline] = {}
    for block, inside in blocks.values():
        spans, places = spans_with_links(block, {id(node) for node in inside})
        for node in inside:
            at = places.get(id(node))
            sentences[id(node)] = () if at is None else sentence(spans, *at)
    return sentences


def _line(node: nodes.Node | None) -> int | None:
    while node is not None:
        if node.line is not None:
            return int(node.line)
        node = node.parent
    return None


def _included(env: BuildEnvironment, docname: str, node: nodes.Element) -> str:
    """Give the file from which an include took *node*, from the folder of notes; else nothing."""
    if not node.source or node.source == str(env.doc2path(docname)):
        return ""
    path = os.path.relpath(Path(node.source).absolute(), env.srcdir)
    own = path == str(env.doc2path(docname, False)) or not is_file(env.srcdir / path)
    return "" if own else path.replace(os.sep, "/")


def _probe_files(
    env: BuildEnvironment, docname: str, held: Inventory, links: Iterable[nodes.Element]
) -> None:
    """Remember which files that the note links to were there when it was read."""
    for file in held.of(addnodes.download_reference):
        if file.get("reftype") == "myst":
            _probe(env, docname, file["reftarget"])
    suffixes = tuple(env.config.source_suffix)
    for node in links:
        path = unquote(node.get("reftarget", "").partition("#")[0])
        # What MyST found no file for; a note that appears is found when all is settled.
        lost = node.get("reftype") == "myst" and node.get("refdomain") != "doc"
        if lost and path and not path.endswith(suffixes):
            _probe(env, docname, path)


def _probe(env: BuildEnvironment, docname: str, target: str) -> None:
    """Remember whether a file was there when the note was read: it may vanish or appear."""
    domain = env.domains["wiki"]
    # What no file can be called is none.
    with suppress(OSError, ValueError):
        domain.probe(docname, env.relfn2path(target, docname)[0])  # type: ignore[attr-defined]
