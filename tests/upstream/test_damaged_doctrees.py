"""A stored document that cannot be loaded is read again, and the site is that of a clean build."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinx_wiki.upstream.damaged_doctrees import read_again
from tests.conftest import MakeWiki
from tests.oracles import compare

pytestmark = pytest.mark.skipif(not read_again(), reason="Not known of this Sphinx")

NOTES = {
    "one.md": "# One\n\nWords. [[two]]\n",
    "two.md": "(label)=\n# Two\n\n```{wiki:listing}\n:feed: true\n```\n",
}
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_document_costs_nothing(make_wiki: MakeWiki, damage: str) -> None:
    wiki = make_wiki(NOTES).build()
    for path in wiki.doctrees.glob("*.doctree"):
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    wiki.write("one.md", "# Another\n\nWords. [[two]]\n")
    wiki.build()
    assert wiki.warnings == []
    after = wiki.files()
    assert compare.describe(after, wiki.build(clean=True).files(), ("after", "clean")) == ""


@pytest.mark.parametrize("text", ["", "# Sphinx build info version 1\n"])
def test_a_half_of_the_record_of_the_build_ends_none(make_wiki: MakeWiki, text: str) -> None:
    wiki = make_wiki(NOTES).build()
    before = wiki.files()
    (wiki.outdir / ".buildinfo").write_text(text)
    assert compare.describe(before, wiki.build().files(), ("before", "after")) == ""
