"""The role ``source``: a source named in the middle of a sentence."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import ReferenceRole

from sphinx_wiki.collect.sources import SOURCE
from sphinx_wiki.facts.urls import bare_address, is_safe
from sphinx_wiki.messages import Kind, warn


class SourceRole(ReferenceRole):
    """``{source}`Title <url>` `` or ``{source}`Title` ``."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the title, linked where there is an address."""
        url = self.target if self.has_explicit_title else bare_address(self.title)
        node = nodes.inline("", "", classes=["wiki-source"])
        node[SOURCE] = True
        self.set_source_info(node)
        if url and not is_safe(url):
            warn(
                f"The source's address {url[:80]!r} is not one that a page may link to; "
                "expected an address such as https://…",
                Kind.SOURCE,
                (self.env.current_document.docname, self.lineno),
            )
            url = None
        node += nodes.reference("", self.title, refuri=url) if url else nodes.Text(self.title)
        return [node], []
