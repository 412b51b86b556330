"""MyST's renderer, without the work that comes to nothing or was done before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from myst_parser import __version__
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.addnodes import download_reference, pending_xref
from sphinx.util.logging import is_suppressed_warning

from sphinx_wiki.domain import wiki_project
from sphinx_wiki.facts.yaml_fast import read_mapping

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.warnings_ import MystWarnings


# The versions of MyST whose links are rendered here.
_KNOWN = __version__.startswith("5.")


class NoteRenderer(SphinxRenderer):
    """Makes the same nodes as MyST's renderer."""

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
        return super().create_warning(
            message, subtype, wtype=wtype, line=line, append_to=append_to
        )

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link to a note or to a file as MyST does, looking for it in less time."""
        if not _KNOWN:
            super().render_link_unknown(token)
            return
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

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Render front matter that is read by libyaml, where it gives what PyYAML would."""
        front = token.token
        if front is not None and isinstance(front.content, str):
            # MyST-NB gives mappings here, too.
            front.content = read_mapping(front.content) or front.content  # type: ignore[assignment]
        super().render_front_matter(token)
