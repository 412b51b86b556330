"""Roles: a source named in the middle of a sentence, and citations that cannot stop a build."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from pybtex.style.template import FieldIsMissing
from sphinx.util.docutils import ReferenceRole
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.foot_roles import FootCiteRole
from sphinxcontrib.bibtex.roles import CiteRole

from sphinx_wiki.bibliography import warn_unknown
from sphinx_wiki.collect.sources import SOURCE
from sphinx_wiki.facts.biblatex import in_short
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
            targets = list(parse_citation_targets(self.target))
        except ValueError:
            warn(
                f"Found the citation {self.target!r}; expected keys of a .bib file, "
                "separated by commas.",
                Kind.SOURCE,
                (env.current_document.docname, self.lineno),
            )
            return [nodes.Text(self.target)], []
        lost = _unknown(env, [each.key for each in targets], self.lineno, prefixed=True)
        known = [each for each in targets if each.key not in lost]
        shown: list[nodes.Node] = []
        if known:
            if lost:
                self.target = node["reftarget"] = ",".join(map(_written, known))
            shown = super().result_nodes(document, env, node, is_ref)[0]  # type: ignore[no-untyped-call]
        return [*shown, *_lost(lost, bool(shown))], []


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
        keys = [key.strip() for key in self.text.split(",")]
        lost = _unknown(self.env, keys, self.lineno)
        known = list(dict.fromkeys(key for key in keys if ours.is_cited(key)))
        for key in known:
            try:
                style.format_entry("", entries[key])
            except FieldIsMissing as error:
                place = (self.env.current_document.docname, self.lineno)
                warn(f"{str(error).capitalize()}; what the entry has is shown.", Kind.SOURCE, place)
                whole[key] = entries[key]
                entries[key] = in_short(entries[key])
        self.text = ",".join(known)
        try:
            shown = super().run()[0] if known else []
        finally:
            entries.update(whole)
        return [*shown, *_lost(lost, bool(shown))], []


def _unknown(
    env: BuildEnvironment, keys: Iterable[str], line: int, *, prefixed: bool = False
) -> list[str]:
    """Give those of *keys* that no ``.bib`` file has, and warn of each.

    :param prefixed: whether a bibliography may put something before each key.
    """
    ours: Any = env.domains["wiki"]
    lost = [key for key in dict.fromkeys(keys) if not ours.is_cited(key)]
    if prefixed:
        lost = [key for key in lost if not _is_prefixed(env, key)]
    for key in lost:
        warn_unknown(env, key, line)
    return lost


def _is_prefixed(env: BuildEnvironment, key: str) -> bool:
    """Say whether *key* ends in one that a ``.bib`` file has."""
    domain: Any = env.domains["cite"]
    return any(key != each and key.endswith(each) for each in domain.bibdata.data.entries)


def _lost(keys: list[str], among_others: bool) -> list[nodes.Node]:
    """Give what stands for works that are not there."""
    words = ", ".join(f"{key}?" for key in keys)
    return [nodes.Text(f"{' ' if among_others else ''}({words})")] if keys else []


def _written(target: CitationTarget) -> str:
    """Give a work that is cited as the author wrote it."""
    before, after = (f"{{{words}}}" if words else "" for words in (target.pre, target.post))
    return f"{before}{target.key}{after}"
