"""Pictures, files and links in HTML that a note holds, published and resolved as others are.

MyST hands a block of HTML on as one string. So a picture in it would not come along, and
``href="note.md"`` would lead to a file that the site does not have.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_wiki.dialects.pictures import find_file
from sphinx_wiki.facts.markup import Address, Piece, addresses, pieces

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
    from sphinx.writers.html5 import HTML5Translator

TAG = "wiki_tag"
"""The attribute of a picture that holds what its author wrote before its address and after it."""

_SIZE = re.compile(r"\s(width|height)\s*=\s*[\"']?(\d+(?:\.\d+)?(?:px|%|em)?)[\"'\s/>]", re.I)
_ALT = re.compile(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
# Transforms make other signs of these.
_TYPOGRAPHY = re.compile(r"[\"'`]|--|\.\.\.")


class HtmlBlock(nodes.General, nodes.TextElement):
    """HTML of a note with its links and pictures among it; it has no markup of its own."""


class HtmlAddress(addnodes.download_reference):
    """The address of a file within a tag, as ``written`` by the author until it is published."""


def render_html(self: SphinxRenderer, token: SyntaxTreeNode) -> bool:
    """Render HTML that leads to notes and files of the folder, and say whether it was such."""
    if not re.search(r"\b(?:href|src|srcset|poster|data)\s*=", token.content, re.IGNORECASE):
        return False
    parts = list(pieces(token.content))
    local = {piece.tag for piece in parts for _address in addresses(piece)}
    names = {piece.tag for piece in parts if piece.text.strip()}
    if not local or names == {"img"} or (token.type == "html_inline" and names == {"a"}):
        # MyST makes pictures of the first; the others are links already.
        return False
    line = token_line(token)
    if token.type == "html_inline":
        for piece in parts:
            _render(self, piece, line)
        return True
    block = HtmlBlock(translatable=False)
    self.add_line_and_source_path(block, token)
    with self.current_node_context(block, append=True):
        for piece in parts:
            _render(self, piece, line + token.content.count("\n", 0, piece.start))
    return True


def _render(self: SphinxRenderer, piece: Piece, line: int) -> None:
    if piece.tag == "text" and not _TYPOGRAPHY.search(piece.text):
        self.current_node.append(nodes.Text(html.unescape(piece.text)))
        return
    for node in _nodes(self, piece):
        node.source, node.line = self.document["source"], line
        self.current_node.append(node)


def _nodes(self: SphinxRenderer, piece: Piece) -> Iterator[nodes.Element]:
    if piece.tag == "a":
        yield nodes.raw("", piece.text, format="html")
        return
    begin = 0
    for address in addresses(piece):
        if piece.tag == "img":
            yield _picture(self, piece.text, address)
            return
        path = find_file(self, address.value)
        if path is not None:
            yield nodes.raw("", piece.text[begin : address.start], format="html")
            yield HtmlAddress(reftarget=path, reftype="wiki", written=address.value)
            begin = address.end
    yield nodes.raw("", piece.text[begin:], format="html")


def _picture(self: SphinxRenderer, tag: str, address: Address) -> nodes.image:
    """Give a picture that keeps its tag, and what formats without tags ask for."""
    uri = address.value
    folder = self.md_env.get("relative-images")
    if folder is not None and not uri.startswith("/"):
        # Where an included file lies.
        uri = posixpath.normpath(posixpath.join(folder, uri))
    # No link around it: there may be one in the HTML.
    node = nodes.image(uri=find_file(self, uri) or uri, classes=["no-scaled-link"])
    node[TAG] = (tag[: address.start], tag[address.end :])
    if alt := _ALT.search(tag):
        node["alt"] = html.unescape(alt[1] or alt[2] or "")
    for size in _SIZE.finditer(tag):
        node[size[1].lower()] = size[2]
    return node


def write_nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write what the node holds alone."""


def skip(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing: other formats have no HTML.

    :raises nodes.SkipNode: always.
    """
    raise nodes.SkipNode


def visit_address(self: HTML5Translator, node: HtmlAddress) -> None:
    """Write where the file lies in the site."""
    address = node["written"]
    if "filename" in node and self.builder.download_support:
        address = f"{self.builder.dlpath}/{quote(node['filename'])}"
    self.body.append(html.escape(address))
    raise nodes.SkipNode
