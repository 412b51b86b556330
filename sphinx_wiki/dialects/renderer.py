"""MyST's renderer, without the work that comes to nothing or was done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.util.logging import is_suppressed_warning

from sphinx_wiki.facts.yaml_fast import read_mapping

if TYPE_CHECKING:
    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.warnings_ import MystWarnings


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

    def render_front_matter(self, token: SyntaxTreeNode) -> None:
        """Render front matter that is read by libyaml, where it gives what PyYAML would."""
        front = token.token
        if front is not None and isinstance(front.content, str):
            # MyST-NB gives mappings here, too.
            front.content = read_mapping(front.content) or front.content  # type: ignore[assignment]
        super().render_front_matter(token)
