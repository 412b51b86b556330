"""A bibliography holds each entry once, however often its note is resolved in a process."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from sphinx_wiki.application import resolve
from sphinx_wiki.building.trees import let_go
from sphinx_wiki.upstream.citation_nodes import CopiedEntries, copy_entries
from tests.conftest import MakeWiki

BIB = "@book{alpha, title={First}, author={A. Author}, publisher={The House}, year={2001}}\n"
CITES = "# Cites\n\n{cite}`alpha`\n\n"
LISTS = {
    "citation": "```{bibliography}\n```\n",
    "bullet": "```{bibliography}\n:list: bullet\n```\n",
    "enumerated": "```{bibliography}\n:list: enumerated\n```\n",
}
CONF = 'bibtex_bibfiles = ["works.bib"]\n'


@pytest.fixture(scope="module")
def app(make_shared_wiki: MakeWiki) -> Iterator[Sphinx]:
    """Give the application of a build that has ended, with bibliographies of each kind."""
    notes = {f"{name}.md": CITES + text for name, text in LISTS.items()}
    wiki = make_shared_wiki({"works.bib": BIB, **notes}, CONF)
    places = (wiki.source, wiki.source, wiki.outdir, wiki.doctrees)
    with patch_docutils(str(wiki.source)), docutils_namespace():
        made = Sphinx(*places, "html", status=None)
        made.build()
        yield made


@pytest.mark.parametrize("name", LISTS)
def test_a_note_that_is_resolved_again_is_the_same(app: Sphinx, name: str) -> None:
    first = resolve(app.builder, name).pformat()
    assert first.count("The House, 2001.\n") == 1
    assert resolve(app.builder, name).pformat() == first


def test_its_page_can_be_made_when_an_earlier_document_was_taken_apart(app: Sphinx) -> None:
    let_go(app, resolve(app.builder, "citation"))
    labels = list(resolve(app.builder, "citation").findall(nodes.label))
    assert [type(each.parent) for each in labels] == [nodes.citation]


def test_the_environment_keeps_nothing_of_a_document(app: Sphinx) -> None:
    resolve(app.builder, "citation")
    domain: Any = app.env.domains["cite"]
    kept = [
        node for each in domain.bibliographies.values() for node in each.citation_nodes.values()
    ]
    assert kept
    assert not any(node.children or node.parent for node in kept)


def test_what_another_extension_put_there_stays() -> None:
    app: Any = SimpleNamespace(registry=SimpleNamespace(post_transforms=[nodes.label]))
    assert not copy_entries(app)
    assert app.registry.post_transforms == [nodes.label]


def test_ours_takes_the_place_of_theirs() -> None:
    app: Any = SimpleNamespace(registry=SimpleNamespace(post_transforms=[BibliographyTransform]))
    assert copy_entries(app)
    assert app.registry.post_transforms == [CopiedEntries]
