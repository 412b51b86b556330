"""An entry that lacks a field is told by its file and line."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki

BIB = "@misc{other, title={O}}\n\n@book{k1, author={A B}, title={T}, year={2001}}\n"
# A style that cannot do without some fields.
ALPHA = 'bibtex_default_style = "alpha"\n'


@pytest.mark.parametrize("rest", ["", "@book{broken\n"])
def test_an_entry_that_lacks_a_field_is_told_by_its_place(make_wiki: MakeWiki, rest: str) -> None:
    wiki = make_wiki({"a.md": "# A\n\n{cite}`k1`\n", "refs.bib": BIB + rest}, ALPHA).build()
    said = [each for each in wiki.warnings if "publisher" in each]
    assert said == ["refs.bib:3: WARNING: missing publisher in k1 [bibtex.missing_field]"]


def test_it_is_told_once_however_many_notes_show_it(make_wiki: MakeWiki) -> None:
    note = "# {0}\n\n{{cite}}`k1`\n\n```{{bibliography}}\n:list: bullet\n```\n"
    notes = {f"{name}.md": note.format(name) for name in "ab"}
    wiki = make_wiki({**notes, "refs.bib": BIB}, ALPHA).build()
    assert len([each for each in wiki.warnings if "publisher" in each]) == 1
