"""Roles: a source named in the middle of a sentence, and citations that cannot stop a build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from pybtex.style.template import FieldIsMissing
from sphinx.util.docutils import ReferenceRole
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.foot_roles import FootCiteRole
from sphinxcontrib.bibtex.roles import CiteRole

from sphinx_wiki.collect.sources import SOURCE
from sphinx_wiki.facts.urls import bare_address, is_safe
from sphinx_wiki.messages import Kind, warn

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


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


class SafeCiteRole(CiteRole):
    """``{cite}`` of sphinxcontrib-bibtex, which ends the build at a key that it cannot read."""

    def result_nodes(
        self,
        document: nodes.document,
        env: BuildEnvironment,
        node: nodes.Element,
        is_ref: bool,
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the citation; what is no list of keys is shown as it is."""
        try:
            list(parse_citation_targets(self.target))
        except ValueError:
            warn(
                f"Found the citation {self.target!r}; expected keys of a .bib file, "
                "separated by commas.",
                Kind.SOURCE,
                (env.current_document.docname, self.lineno),
            )
            return [nodes.Text(self.target)], []
        found: tuple[list[nodes.Node], list[nodes.system_message]]
        found = super().result_nodes(document, env, node, is_ref)  # type: ignore[no-untyped-call]
        return found


class SafeFootCiteRole(FootCiteRole):
    """``{footcite}`` of sphinxcontrib-bibtex, which cannot show a work that lacks a field."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Give the references; of an entry that lacks a field what it has is shown."""
        domain: Any = self.env.domains["cite"]
        ours: Any = self.env.domains["wiki"]
        entries = domain.bibdata.data.entries
        # A note that cites what is not there yet depends on these files, too.
        for path in domain.bibdata.bibfiles:
            self.env.note_dependency(path)
        style = find_plugin("pybtex.style.formatting", self.config.bibtex_default_style)()
        whole: dict[str, Entry] = {}
        for key in dict.fromkeys(key.strip() for key in self.text.split(",")):
            if not ours.is_cited(key):
                continue
            try:
                style.format_entry("", entries[key])
            except FieldIsMissing as error:
                place = (self.env.current_document.docname, self.lineno)
                warn(f"{str(error).capitalize()}; what the entry has is shown.", Kind.SOURCE, place)
                whole[key] = entries[key]
                entries[key] = _without_needs(entries[key])
        try:
            return super().run()
        finally:
            entries.update(whole)


def _without_needs(entry: Entry) -> Entry:
    """Give *entry* as one of the kind that lacks nothing, whatever it has."""
    found = Entry("misc", fields=entry.fields, persons=entry.persons)
    found.key = entry.key
    return found
