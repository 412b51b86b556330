"""Works of several ``.bib`` files, as programs write them."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

WORK = "@misc{{{0}, title={{{1}}}, author={{{2}}}, year=2001}}\n"
MINE = WORK.format("x", "Mine", "Ada Byron") + WORK.format("same", "S", "Emmy Noether")
THEIRS = (
    WORK.format("X", "Theirs", "Alan Turing")
    + WORK.format("same", "S", "Emmy Noether")
    + WORK.format("after", "After", "Kurt Vast")
)
ODD_ONES = WORK.format("x", "Again", "Z") + "@misc{nameless, year=2001}\n"
NOTE = "# A\n\n{cite}`x`, {cite}`same` and {cite}`after`.\n"
SHOWN = ["[Byron, 2001]", "[Noether, 2001]", "[Vast, 2001]"]
ODD = r"""@article{press, author={Fu, T.}, title={Über das {GPU} der Größe}, year={in press}}
@book{undated, author={Old, O.}, title={A Book}, publisher={The House}}
@inproceedings{part, author={Vaswani, A.}, title={Part}, crossref={whole}}
@proceedings{whole, title={The Whole}, date={2017-05}}
"""
ENTRIES = {
    "press": "T. Fu. Über das GPU der Größe. in press.",
    "undated": "O. Old. A Book. The House.",
    "part": "A. Vaswani. Part. In The Whole. 2017.",
}


@pytest.fixture(scope="module")
def two(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki({"a.md": NOTE, "mine.bib": MINE, "theirs.bib": THEIRS}).build()


def citations(wiki: Wiki) -> list[str]:
    return [each.get_text() for each in wiki.article("a").select(".bibtex-citation")]


def test_a_key_that_another_file_has_loses_no_entry_after_it(two: Wiki) -> None:
    assert citations(two) == SHOWN


def test_a_key_that_means_two_works_is_told_and_the_same_work_twice_is_not(two: Wiki) -> None:
    said = "mine.bib and theirs.bib both have an entry 'X'; that of mine.bib is cited."
    assert two.warnings == [f"WARNING: {said} [wiki.source]"]


def test_a_file_with_a_fault_can_be_named_by_a_bibliography(make_wiki: MakeWiki) -> None:
    text = "# A\n\n{cite}`x`\n\n```{bibliography} mine.bib\n```\n"
    wiki = make_wiki({"a.md": text, "mine.bib": MINE + ODD_ONES}).build()
    assert citations(wiki) == SHOWN[:1]
    assert [each for each in wiki.warnings if "not found" in each] == []


def test_a_fault_is_said_by_every_build(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"mine.bib": MINE + ODD_ONES}).build()
    said = wiki.warnings
    assert len(said) == 2
    assert wiki.build().warnings == said


def test_files_may_part_a_key_again(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": NOTE, "mine.bib": MINE, "theirs.bib": THEIRS}).build()
    wiki.write("mine.bib", WORK.format("x", "Mine", "Ada Byron"))
    wiki.write("theirs.bib", THEIRS.replace("{X", "{y"))
    wiki.build()
    assert (citations(wiki), wiki.warnings) == (SHOWN, [])


@pytest.fixture(scope="module")
def odd(make_shared_wiki: MakeWiki) -> Wiki:
    cites = "".join(f"{{cite}}`{key}` {{footcite}}`{key}`\n\n" for key in ENTRIES)
    text = f"# A\n\n{cites}```{{footbibliography}}\n```\n"
    return make_shared_wiki({"a.md": text, "odd.bib": ODD}).build()


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_shows_what_it_has(odd: Wiki, key: str) -> None:
    entries = odd.article("sources").select("[role=listitem] > p")
    entries += odd.article("a").select("aside.footnote > p")
    texts = [each.get_text().replace("\N{NO-BREAK SPACE}", " ") for each in entries]
    assert texts.count(ENTRIES[key]) == 2


def test_nothing_is_said_of_what_entries_lack(odd: Wiki) -> None:
    assert odd.warnings == []


LOST = {
    "{cite}`byron,gone`": "[Byron, 2001] (gone?)",
    "{cite}`gone, {see}byron{p. 3}`": "[see Byron, 2001, p. 3] (gone?)",
    "{cite:t}`byron, gone`": "Byron [2001] (gone?)",
    "{cite}`gone`": "(gone?)",
    "{cite}`Byron`": "(Byron?)",
    "{footcite}`gone`": "(gone?)",
    "{footcite}`Byron`": "(Byron?)",
}


@pytest.mark.parametrize("written", LOST)
def test_a_key_that_no_file_has_is_shown_and_told(make_wiki: MakeWiki, written: str) -> None:
    bib = WORK.format("byron", "T", "Ada Byron")
    wiki = make_wiki({"a.md": f"# A\n\nSee {written}.\n", "b.bib": bib}).build()
    lost = LOST[written].rpartition("(")[2].strip("?)")
    near = " Did you mean 'byron'?" if lost == "Byron" else ""
    said = f"No .bib file of the wiki has an entry '{lost}'.{near}"
    assert f"See {LOST[written]}." in wiki.article("a").get_text()
    assert wiki.warnings == [f"a.md:3: WARNING: {said} [wiki.source]"]


def test_a_key_with_what_a_bibliography_puts_before_it_is_known(make_wiki: MakeWiki) -> None:
    text = "# A\n\nSee {cite}`a-x`.\n\n```{bibliography}\n:keyprefix: a-\n```\n"
    wiki = make_wiki({"a.md": text, "mine.bib": MINE}).build()
    assert (citations(wiki), wiki.warnings) == (["[Byron, 2001]"], [])


def test_a_key_twice_in_a_file_is_told_by_its_line(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"mine.bib": MINE + WORK.format("x", "Again", "Z")}).build()
    said = "mine.bib, line 3: repeated bibliography entry: x; the first counts."
    assert wiki.warnings == [f"WARNING: {said} [wiki.source]"]
