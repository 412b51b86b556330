"""What ``{{< video >}}`` and ``{{< embed >}}`` become."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from myst_parser.mdit_to_docutils.base import token_line
from sphinx.locale import get_translation

from sphinx_wiki.dialects.obsidian.media import MediaEmbed
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.quarto.shortcodes import Shortcode
from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.facts.wikilinks import Wikilink
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.nodes import NoteEmbed

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_ = get_translation("sphinx_wiki")


def video(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Draw a player for a file of the folder; a link for what lies elsewhere, as pages are
    readable without a network."""
    address = code.first or code.options.get("src", "")
    words = code.options.get("title") or code.options.get("aria-label") or ""
    if "//" in address:
        if is_safe(address):
            host = urlsplit(address).netloc.removeprefix("www.")
            said = words or _("Video ({place})").format(place=host)
            link = nodes.reference("", said, refuri=address)
            self.current_node.append(nodes.paragraph("", "", link, classes=["wiki-video"]))
        return
    env = self.sphinx_env
    docname = env.current_document.docname
    path, _absolute = env.relfn2path(address, docname)
    if not wiki_domain(env).probe(docname, path):
        line = token_line(token) + token.meta["below"]
        warn(f"The video {address!r} does not exist.", Kind.FILE, (docname, line))
        return
    name = nodes.inline("", words or posixpath.basename(address))
    player = MediaEmbed("", "", name, reftarget=f"/{path}", reftype="wiki", kind="video", part="")
    self.add_line_and_source_path(player, token)
    self.current_node.append(nodes.paragraph("", "", player))


def embed(self: SphinxRenderer, token: SyntaxTreeNode, code: Shortcode) -> None:
    """Leave a place for another note, or for one of its cells."""
    target, _sharp, part = code.first.partition("#")
    place = NoteEmbed(docname=self.sphinx_env.current_document.docname)
    self.add_line_and_source_path(place, token)
    token.meta["link"] = Wikilink(target, part, None)
    with self.current_node_context(place, append=True):
        self.rules["render_wikilink"](token)
