"""MyST's renderer, without the work that comes to nothing or was done before."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from types import MethodType, TracebackType
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_parser import __version__
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import download_reference, pending_xref
from sphinx.util.logging import is_suppressed_warning

from sphinx_wiki.domain import wiki_project
from sphinx_wiki.facts.yaml_fast import read_mapping
from sphinx_wiki.facts.yaml_limits import is_bounded

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.warnings_ import MystWarnings


# The versions of MyST of which links are rendered here, and nodes entered.
_KNOWN = __version__.startswith("5.")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class NoteRenderer(SphinxRenderer):
    """Makes the same nodes as MyST's renderer."""

    _node: SyntaxTreeNode | None = None
    """A node of the tree that is being rendered."""

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: nodes.Element | None = None,
    ) -> nodes.system_message | None:
        """Warn as MyST does, saying nothing to those who drop what ``conf.py`` suppresses."""
        kind = subtype if isinstance(subtype, str) else subtype.value
        suppressed = self.sphinx_env.config.suppress_warnings
        if is_suppressed_warning(wtype or "myst", kind, suppressed):
            return None
        return super().create_warning(message, subtype, wtype=wtype, line=line, append_to=append_to)

    def current_node_context(  # type: ignore[override] # is a manager of another make
        self, node: nodes.Element, append: bool = False
    ) -> AbstractContextManager[None]:
        """Enter *node* as MyST does, for a third of what a generator takes."""
        if not _KNOWN:
            return super().current_node_context(node, append)
        return _Within(self, node, append)

    def render_children(self, token: SyntaxTreeNode) -> None:
        """Render what *token* holds."""
        self._node = token
        super().render_children(token)

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Render *tokens*, and undo the circles in their tree when that is done.

        Python would free it only when it looks for garbage.
        """
        before = self._node
        self._node = None
        super()._render_tokens(tokens)
        _undo_circles(self._node)
        self._node = before

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        """Render text as MyST does; a date in front matter has no Markdown in it."""
        if inline and temp_root_node is None and _DATE.fullmatch(text):
            self.current_node.append(nodes.Text(text))
            return
        super().nested_render_text(text, lineno, inline, temp_root_node, heading_offset)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a note or to a file as MyST does, looking for it in less time."""
        if _KNOWN:
            render_link(self, token)
        else:
            super().render_link_unknown(token)

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Render front matter that is read by libyaml, where it gives what PyYAML would."""
        front = token.token
        if front is not None and isinstance(front.content, str):
            # MyST-NB gives mappings here, too. Of what stands for too much nothing is shown.
            known = read_mapping(front.content)
            read: Any = known or (front.content if is_bounded(front.content) else {})
            front.content = read
        super().render_front_matter(token)


def find_links_safely(renderer: SphinxRenderer) -> None:
    """Have a renderer that is MyST-NB's find what links lead to as :class:`NoteRenderer` does.

    Its own ends the note at a path that nobody may look at, or that no file can have.
    """
    if _KNOWN:
        setattr(renderer, "render_link_unknown", MethodType(render_link, renderer))  # noqa: B010


def render_link(self: SphinxRenderer, token: SyntaxTreeNode) -> None:
    """Render a link to a note or to a file."""
    env = self.sphinx_env
    target = self.md.normalizeLinkText(str(token.attrGet("href") or ""))
    target = self._handle_relative_docs(target)
    explicit = token.info != "auto" and bool(token.children)
    said: Any = {"refdoc": env.docname, "reftype": "myst", "refexplicit": explicit}
    path, _sign, part = target.partition("#")
    docname, found = wiki_project(env).find_target(env, path)
    node: nodes.Element
    if docname:
        part_id = part if _sign else None
        node = pending_xref(refdomain="doc", reftarget=docname, reftargetid=part_id, **said)
    elif found:
        node = download_reference(refdomain=None, reftarget=path, **said)
    else:
        node = pending_xref(refdomain=None, reftarget=target, **said)
    classes = ["xref", "myst"] if docname or not found else ["xref", "download", "myst"]
    self._process_wrap_node(node, token, explicit, classes, path)


def _undo_circles(node: SyntaxTreeNode | None) -> None:
    """Have the nodes of the tree that *node* is in forget what holds them."""
    while node is not None and node.parent is not None:
        node = node.parent
    for each in node.walk() if node is not None else ():
        each._parent = None


class _Within(AbstractContextManager[None]):
    """While it lasts, what is rendered goes into a node."""

    __slots__ = ("_append", "_before", "_node", "_renderer")

    def __init__(self, renderer: DocutilsRenderer, node: nodes.Element, append: bool) -> None:
        self._renderer, self._node, self._append = renderer, node, append

    def __enter__(self) -> None:
        self._before = self._renderer.current_node
        if self._append:
            self._before.append(self._node)
        self._renderer.current_node = self._node

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # As in MyST, which leaves a note behind that cannot be read.
        if kind is None:
            self._renderer.current_node = self._before
