"""Links written in HTML, ``<a href="note.md">``, made links like any other."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import unescape
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from sphinx_wiki.nodes import Inventory
from sphinx_wiki.paths import is_file

_OPENING = re.compile(
    r"<a\s(?:[^>]*\s)?href\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')[^>]*>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</a\s*>", re.IGNORECASE)
_OUTWARD = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#")


def read_anchors(env: BuildEnvironment, docname: str, held: Inventory) -> bool:
    """Replace the anchors in the text of a note that lead to a note or a file among them.

    Others stay as their author wrote them. Say whether any was replaced.
    """
    suffixes = tuple(env.config.source_suffix)
    changed = False
    for opening in held.of(nodes.raw):
        href = _href(opening)
        parent = opening.parent
        if href is None or not isinstance(parent, nodes.TextElement):
            continue
        kind = _kind(env, docname, href, suffixes)
        start = parent.index(opening)
        closing = next(
            (each for each in parent.children[start:] if _CLOSING.fullmatch(each.astext())), None
        )
        if kind is None or not isinstance(closing, nodes.raw):
            continue
        stop = parent.index(closing)
        words = nodes.inline("", "", *parent.children[start + 1 : stop], classes=["xref", "myst"])
        link = kind(refdoc=docname, reftype="myst", refexplicit=True)
        link += words
        link["refdomain"], link["reftarget"] = None, href
        link.source, link.line = opening.source, opening.line
        parent.children[start : stop + 1] = []
        parent.insert(start, link)
        changed = True
    return changed


def _href(node: nodes.raw) -> str | None:
    found = _OPENING.fullmatch(node.astext())
    if found is None or "html" not in node.get("format", "").split():
        return None
    href = unescape(found["double"] or found["single"] or "").strip()
    return None if not href or _OUTWARD.match(href) else href


def _kind(
    env: BuildEnvironment, docname: str, href: str, suffixes: Collection[str]
) -> type[nodes.Element] | None:
    """Give the kind of node that *href* is in Markdown: a link to a note, or to a file."""
    path = unquote(href.partition("#")[0])
    if path.endswith(tuple(suffixes)):
        return addnodes.pending_xref
    found = is_file(env.srcdir / env.relfn2path(path, docname)[0])
    return addnodes.download_reference if found else None
