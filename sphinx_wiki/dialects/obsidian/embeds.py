"""The rules for ``![[embeds]]`` of pictures, sound, films, PDF and notes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line

from sphinx_wiki.dialects.lone import make_blocks
from sphinx_wiki.dialects.obsidian.files import find_file, is_file, render_file
from sphinx_wiki.dialects.obsidian.media import MediaEmbed
from sphinx_wiki.facts.attachments import kind_of, size_of
from sphinx_wiki.facts.slugs import readable
from sphinx_wiki.facts.wikilinks import Wikilink, match_wikilink
from sphinx_wiki.nodes import NoteEmbed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def extend(md: MarkdownIt) -> None:
    """Add embeds to *md*."""
    md.inline.ruler.before("image", "obsidian_embed", embed_rule)
    md.core.ruler.after("inline", "obsidian_image_size", image_size_rule)
    md.core.ruler.after("inline", "obsidian_note_embed", note_embed_rule)
    md.add_render_rule("render_obsidian_embed", render_embed, fmt="docutils")
    md.add_render_rule("render_obsidian_note_embed", render_note_embed, fmt="docutils")


def embed_rule(state: StateInline, silent: bool) -> bool:
    """Read an embed of a file or a note."""
    if not state.src.startswith("![[", state.pos):
        return False
    found = match_wikilink(state.src, state.pos + 1)
    if found is None or found[1] > state.posMax:
        return False
    if not silent:
        token = state.push("obsidian_embed", "", 0)
        token.meta = {"link": found[0], "below": state.src.count("\n", 0, state.pos)}
    state.pos = found[1]
    return True


def note_embed_rule(state: StateCore) -> None:
    """Make blocks of what stands alone in a paragraph and may be a note."""
    make_blocks(state, "obsidian_note_embed", _may_be_note)


def _may_be_note(token: Token) -> bool:
    """Tell whether *token* embeds what is no file by its suffix."""
    return token.type == "obsidian_embed" and kind_of(token.meta["link"].target) == "file"


def image_size_rule(state: StateCore) -> None:
    """Take the size off the words of ``![a cube|300x200](cube.png)``."""
    for token in state.tokens:
        for image in token.children or ():
            words = image.children[-1] if image.type == "image" and image.children else None
            if words is None or words.type != "text":
                continue
            said, width, height = size_of(words.content)
            if width and "|" in words.content:
                words.content = image.content = said
                image.attrSet("width", f"{width}px")
                if height:
                    image.attrSet("height", f"{height}px")


def render_embed(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Make a picture, a player, or a link to what cannot be shown."""
    link: Wikilink = token.meta["link"]
    kind = kind_of(link.target)
    if kind == "file" and not is_file(self, link):
        self.rules["render_wikilink"](token)
        return
    name = posixpath.basename(link.target)
    said, width, height = size_of(link.words)
    if kind not in ("image", "audio", "video", "pdf"):
        render_file(self, token, nodes.inline("", said or name))
        return
    path = find_file(self, link, token_line(token) + token.meta["below"])
    node: nodes.Element
    if path is None:
        node = nodes.inline("", said or name, classes=["wiki-wanted"])
    elif kind == "image":
        node = nodes.image(uri=f"/{path}", alt=said or readable(posixpath.splitext(name)[0]))
        for key, pixels in (("width", width), ("height", height)):
            if pixels:
                node[key] = f"{pixels}px"
    else:
        words = nodes.inline("", said or name)
        node = MediaEmbed("", "", words, reftarget=f"/{path}", reftype="wiki", kind=kind)
        node["part"] = link.fragment
    self.add_line_and_source_path(node, token)
    self.current_node.append(node)


def render_note_embed(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Leave a place for the note with the link to it; a paragraph, where it is a file."""
    link: Wikilink = token.meta["link"]
    place: nodes.Element
    if is_file(self, link):
        place, rule = nodes.paragraph(), "render_obsidian_embed"
    else:
        place = NoteEmbed(docname=self.sphinx_env.current_document.docname)
        rule = "render_wikilink"
    self.add_line_and_source_path(place, token)
    with self.current_node_context(place, append=True):
        self.rules[rule](token)
