"""Works that are cited and in no other bibliography: the page of sources lists them.

A citation of a work that no bibliography has leads nowhere, and which works those of notes
have is known when all notes are read: they may list what this note cites, or one file alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.locale import get_translation
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.logging import suppress_logging
from sphinxcontrib.bibtex.directives import BibliographyDirective, BibliographyKey
from sphinxcontrib.bibtex.nodes import bibliography

from sphinx_wiki.reading.pages import UNLISTED
from sphinx_wiki.reading.project import WikiProject

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ = get_translation("sphinx_wiki")

_FILTER = ast.dump(ast.parse(UNLISTED))
_ID = "wiki-bibliography"


def add_bibliography(document: nodes.document, section: nodes.section) -> None:
    """Let *section*, which ends the author's page of sources, end in these works."""
    # The directive asks no more of them: nothing in it is to be read.
    state: Any = SimpleNamespace(document=document)
    machine: Any = SimpleNamespace(reporter=document.reporter)
    options, line = {"filter": UNLISTED}, section.line or 1
    made = _Unlisted("bibliography", [], options, StringList(), line, 0, "", state, machine)
    section += made.run()


class _Unlisted(BibliographyDirective):
    def parse_text_to_nodes(self, *args: object, **kwargs: object) -> list[nodes.Node]:
        """Give no heading: there is one where there is something below it."""
        del args, kwargs
        return []


def find_unlisted(app: Sphinx, env: BuildEnvironment) -> None:
    """Give the works that no other bibliography has to the one that is for these."""
    del app
    domain: Any = env.domains["cite"]
    ours = [key for key, value in domain.bibliographies.items() if _is_ours(value)]
    if not ours:
        return
    listed: set[str] = set()
    # What is wrong with a filter is said when it is used.
    with suppress_logging():
        for key, value in domain.bibliographies.items():
            if key not in ours and value.list_ == "citation":
                listed.update(name for name, _entry in domain.get_filtered_entries(key))
    cited = {target.key for each in domain.citation_refs for target in each.targets}
    for key in ours:
        value = domain.bibliographies[key]
        domain.bibliographies[key] = value._replace(keys=sorted(cited - listed))


def _is_ours(value: Any) -> bool:
    return ast.dump(value.filter_) == _FILTER


def empty_ones(env: BuildEnvironment) -> Iterator[tuple[str, bool]]:
    """Give the pages whose bibliography for these works has none, and whether any are cited."""
    domain: Any = env.domains["cite"]
    full = {citation.bibliography_key for citation in domain.citations}
    for key, value in domain.bibliographies.items():
        if key not in full and _is_ours(value):
            yield key.docname, bool(domain.citation_refs)


class ShowUnlisted(SphinxPostTransform):
    """Puts a heading above these works; where there are none, says so on our own page."""

    # Before sphinxcontrib-bibtex puts the works there (5).
    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Look at each bibliography for these works."""
        domain: Any = self.env.domains["cite"]
        project, empty = self.env.project, dict(empty_ones(self.env))
        pages = project.pages if isinstance(project, WikiProject) else {}
        for place in list(self.document.findall(bibliography)):
            docname = place["docname"]
            if not _is_ours(domain.bibliographies[BibliographyKey(docname, place["ids"][0])]):
                continue
            if docname in pages:
                if docname in empty:
                    place.replace_self(nodes.paragraph("", _why_empty(empty[docname])))
            elif docname not in empty:
                # The place keeps its address: ``replace_self`` would give it to the section, too.
                section = nodes.section("", nodes.title("", _("Bibliography")), ids=[_ID])
                place.parent.replace(place, section)
                section += place


def _why_empty(cited: bool) -> str:
    if cited:
        return _("The works that notes cite by key are in bibliographies of other notes.")
    return _("No note cites a work by its key yet.")
