"""The rules for ``![[embeds]]`` of pictures, sound, films, PDF and notes."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it.token import Token
from myst_parser.mdit_to_docutils.base import token_line

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
    tokens = state.tokens
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        embeds = _lone(token) if token.type == "inline" else []
        if embeds and tokens[at - 1].type == "paragraph_open":
            kept.pop()
            for embed in embeds:
                block = Token("obsidian_note_embed", "", 0, meta=embed.meta, map=token.map)
                kept.append(block)
        elif not (
            token.type == "paragraph_close" and kept and kept[-1].type == "obsidian_note_embed"
        ):
            kept.append(token)
    state.tokens = kept


def _lone(inline: Token) -> list[Token]:
    """Give the embeds of a paragraph that holds nothing else, and no file by its suffix."""
    children = [
        child
        for child in inline.children or ()
        if child.type != "softbreak" and (child.type != "text" or child.content.strip())
    ]
    alone = all(
        child.type == "obsidian_embed" and kind_of(child.meta["link"].target) == "file"
        for child in children
    )
    return children if alone else []


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
