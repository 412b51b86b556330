"""Transforms of other extensions run as Sphinx runs them."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

CONF = """
from docutils import nodes
from sphinx.transforms import GlossarySorter, SphinxTransform
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

RAN = {}

def note(self, words):
    RAN.setdefault(self.env.current_document.docname, []).append(words)

def said(name, base, priority, **more):
    def apply(self, **kwargs):
        note(self, f"{name} {kwargs}" if kwargs else name)
    return type(name, (base,), {"default_priority": priority, "apply": apply, **more})

def adds(self):
    note(self, "adding")
    self.document.transformer.add_transform(ADDED, note="passed on")

ADDED = said("added", SphinxTransform, 600)
ADDING = said("adding", SphinxTransform, 500)
ADDING.apply = adds
HTML = said("html", SphinxPostTransform, 7, formats=("html",))
HTML.run, HTML.apply = HTML.apply, SphinxPostTransform.apply
LATEX = said("latex", SphinxPostTransform, 7, formats=("latex",))
LATEX.run, LATEX.apply = LATEX.apply, SphinxPostTransform.apply

def setup(app):
    for each in (ADDING, said("last", SphinxTransform, 999), said("first", SphinxTransform, -1),
                 said("derived", GlossarySorter, 550)):
        app.add_transform(each)
    for each in (HTML, LATEX, said("resolver", ReferencesResolver, 6)):
        app.add_post_transform(each)
    app.connect("doctree-resolved", told)

def told(app, document, page):
    document += nodes.paragraph("", "; ".join(RAN[page]))
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """A note that tells which transforms of conf.py ran for it and its wiki."""
    return make_shared_wiki({"a.md": "# A\n\nText.\n", "index.md": "# Index\n"}, CONF).build()


def test_they_run_in_their_order_with_what_they_are_given(wiki: Wiki) -> None:
    last = wiki.article("a").find_all("p")[-1].text
    assert last == "first; adding; derived; added {'note': 'passed on'}; last; resolver; html"


def test_one_for_another_format_does_not_run(wiki: Wiki) -> None:
    assert "latex" not in wiki.article("a").text
