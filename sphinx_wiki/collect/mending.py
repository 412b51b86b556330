"""What is meant as a link and read as something else, made links."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.collect.anchors import read_anchors
from sphinx_wiki.collect.targets import SCHEME
from sphinx_wiki.nodes import Inventory

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_WEB = re.compile(r"https?://", re.IGNORECASE)


def mend_links(env: BuildEnvironment, docname: str, document: nodes.document) -> Inventory:
    """Make links of what else is meant as one, and give all nodes of the note then."""
    held = Inventory(document)
    read = read_anchors(env, docname, held)
    suffixes = env.config.source_suffix
    if _is_rst(env, docname) and _mend_references(docname, held, suffixes):
        read = True
    if read:
        held = Inventory(document)
    return Inventory(document) if _mend_outward(held) else held


def _is_rst(env: BuildEnvironment, docname: str) -> bool:
    reader: str = env.config.source_suffix.get(env.doc2path(docname).suffix, "")
    return reader == "restructuredtext"


def _mend_references(docname: str, held: Inventory, suffixes: Collection[str]) -> bool:
    """Make links between notes of what reStructuredText takes for addresses: `` `a <b.rst>`_ ``.

    Say whether there are such addresses.
    """
    changed = False
    for node in held.of(nodes.reference):
        uri = node.get("refuri", "")
        path = unquote(uri.partition("#")[0])
        if not path.endswith(tuple(suffixes)) or uri.startswith("//") or SCHEME.match(uri):
            continue
        link = addnodes.pending_xref(refdoc=docname, reftype="myst", refexplicit=True)
        link["refdomain"], link["reftarget"] = None, uri
        link += nodes.inline("", "", *node.children, classes=["xref", "myst"])
        link.source, link.line = node.source, node.line
        node.replace_self(link)
        changed = True
    return changed


def _mend_outward(held: Inventory) -> bool:
    """Make links of addresses that MyST takes for names, and give words to those without.

    Say whether there are such addresses.
    """
    links = held.of(nodes.reference)
    known = len(links)
    for node in held.of(addnodes.pending_xref):
        if node.get("reftype") == "myst" and _WEB.match(node["reftarget"]):
            words = node[0].children if node.get("refexplicit") else []
            links.append(nodes.reference("", "", *words, refuri=node["reftarget"]))
            node.replace_self(links[-1])
    for link in links:
        if not link.children and SCHEME.match(link.get("refuri", "")):
            link.append(nodes.Text(link["refuri"]))
    return len(links) > known
