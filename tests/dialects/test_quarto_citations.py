"""Citations of Quarto: what they show, what they count as, and keys that nothing has."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

BIB = """@book{knuth1984, author = {Donald Knuth}, title = {The TeXbook}, year = 1984,
 publisher = {Addison}}
@article{vaswani2017, author = {Ashish Vaswani}, title = {Attention}, year = 2017,
 journal = {NeurIPS}}
"""
CITING = """# Citing

In brackets: [see @knuth1984, p. 3; @vaswani2017].

In the text: @knuth1984 [p. 33] says.

The year: [-@knuth1984], and -@knuth1984.

Nobody: @someone and a@knuth1984, `@knuth1984`, \\@knuth1984.

Lost: [@nobody]
and @knuth1985.

Braced: @{knuth1984}.

![Plot](cube.png){#fig-a}

Both: [@fig-a; @knuth1984].
"""
PLAIN = """# Plain

Known: [@knuth1984].

Unknown: [@nobody], @knuth1984.
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    files: dict[str, str | bytes] = {
        "quarto/_quarto.yml": "",
        "quarto/citing.md": CITING,
        "quarto/cube.png": b"",
        "plain.md": PLAIN,
        "refs.bib": BIB,
    }
    return make_shared_wiki(files).build()


def said(wiki: Wiki, page: str, begin: str) -> str:
    """Give the text of the paragraph of *page* that begins with *begin*."""
    found = next(p for p in wiki.article(page).find_all("p") if p.get_text().startswith(begin))
    return found.get_text()[len(begin) :].strip().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("begin", "shown"),
    [
        ("In brackets:", "[see Knuth, 1984, p. 3; Vaswani, 2017]."),
        ("In the text:", "Knuth [1984, p. 33] says."),
        ("The year:", "[1984], and [1984]."),
        ("Nobody:", "@someone and a@knuth1984, @knuth1984, @knuth1984."),
        ("Lost:", "(nobody?)\nand @knuth1985."),
        ("Braced:", "Knuth [1984]."),
        ("Both:", "Fig. 1, [Knuth, 1984]."),
    ],
)
def test_a_citation_shows(wiki: Wiki, begin: str, shown: str) -> None:
    assert said(wiki, "quarto/citing", begin) == shown


def test_elsewhere_only_known_keys_in_brackets_are_citations(wiki: Wiki) -> None:
    assert said(wiki, "plain", "Known:") == "[Knuth, 1984]."
    assert said(wiki, "plain", "Unknown:") == "[@nobody], @knuth1984."


def test_a_cited_work_is_a_source_of_the_note(wiki: Wiki) -> None:
    works = {source["title"]: source["notes"] for source in wiki.json()["sources"]}
    assert works["The TeXbook"] == ["plain", "quarto/citing"]


def test_a_citation_in_brackets_is_not_in_a_summary(wiki: Wiki) -> None:
    (note,) = (each for each in wiki.json()["notes"] if each["name"] == "quarto/citing")
    assert note["summary"] == "In brackets:."


def test_a_key_that_nothing_has_is_said_with_the_nearest(wiki: Wiki) -> None:
    message = "WARNING: No .bib file of the wiki has an entry"
    assert wiki.warnings == [
        f"quarto/citing.md:11: {message} 'nobody'. [wiki.source]",
        f"quarto/citing.md:12: {message} 'knuth1985'. Did you mean 'knuth1984'? [wiki.source]",
    ]


def test_an_entry_that_appears_makes_a_citation_of_what_was_prose(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\nKnown: [@knuth1984].\n"}).build()
    assert said(wiki, "a", "Known:") == "[@knuth1984]."
    wiki.write("refs.bib", BIB)
    assert said(wiki.build(), "a", "Known:") == "[Knuth, 1984]."
    incremental = wiki.files()
    # Sphinx keeps the last record of a configuration, as the list of files is part of it.
    del incremental[".buildinfo.bak"]
    assert wiki.build(clean=True).files() == incremental
