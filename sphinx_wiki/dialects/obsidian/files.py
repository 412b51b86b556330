"""Finding the files that ``[[links]]`` and ``![[embeds]]`` mean, and links to them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from myst_parser.mdit_to_docutils.base import token_line
from sphinx import addnodes

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.attachments import kind_of
from sphinx_wiki.facts.wikilinks import Wikilink
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer


def find_file(self: SphinxRenderer, link: Wikilink, line: int) -> str | None:
    """Give the path of the file that *link* means; what has none is reported."""
    env = self.sphinx_env
    docname = env.current_document.docname
    path = wiki_domain(env).find_file(docname, link.target)
    if kind_of(link.target) == "app":
        suffix = posixpath.splitext(link.target)[1].lower()
        said = f"Only Obsidian shows {suffix} files; here, their names stand in their place."
        warn(said, Kind.FILE, (docname, line), once=True, advice=True)
        return None
    if path is None:
        warn(f"The file {link.target!r} does not exist.", Kind.FILE, (docname, line))
    return path


def is_file(self: SphinxRenderer, link: Wikilink) -> bool:
    """Say whether *link* means a file and no note: by its suffix, or as there is one."""
    if kind_of(link.target) != "file":
        return True
    suffix = posixpath.splitext(link.target)[1]
    if not suffix or suffix in self.sphinx_env.config.source_suffix:
        return False
    docname = self.sphinx_env.current_document.docname
    return wiki_domain(self.sphinx_env).find_file(docname, link.target) is not None


def render_file(self: SphinxRenderer, token: SyntaxTreeNode, content: nodes.Element) -> None:
    """Make a link to a file; its name where there is none."""
    link: Wikilink = token.meta["link"]
    line = token_line(token) + token.meta["below"]
    path = find_file(self, link, line)
    if path is None:
        self.current_node.append(content)
        return
    reference = addnodes.download_reference("", "", content, reftarget=f"/{path}", reftype="wiki")
    self.add_line_and_source_path(reference, token)
    self.current_node.append(reference)
