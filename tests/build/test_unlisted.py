"""Every work that is cited is in a bibliography: if in no other, on the page of sources."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

BIB = "".join(f"@misc{{{key}, title={{Title {key}}}, year=200{key}}}\n" for key in "123")
OWN = "# My sources\n\n```{wiki:sources}\n```\n"
CITES = "# A\n\n{cite}`1` and {cite}`2`.\n"
FILTERED = "# B\n\n{cite}`1`\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
EMPTY = {
    "No note cites a work by its key yet.": "# A\n",
    "The works that notes cite by key are in bibliographies of other notes.": FILTERED,
}


def listed(wiki: Wiki, page: str) -> list[str]:
    """Give the keys of the works that *page* lists."""
    found = wiki.article(page).select("[role=listitem] > p")
    return [each.get_text().split()[1].strip(".") for each in found]


def lead_to(wiki: Wiki, page: str) -> list[str]:
    """Give where the citations of *page* lead."""
    links = wiki.article(page).select(".bibtex-citation a")
    return [str(each["href"]).partition("#")[0] for each in links]


@pytest.mark.parametrize("name", ["sources.md", "Sources.md", "sources.rst"])
def test_an_authors_page_of_sources_ends_in_the_bibliography(
    make_wiki: MakeWiki, name: str
) -> None:
    own = OWN if name.endswith("md") else "My sources\n==========\n\nWords.\n"
    wiki = make_wiki({name: own, "a.md": CITES, "refs.bib": BIB}).build()
    page = name.partition(".")[0]
    assert (listed(wiki, page), lead_to(wiki, "a")) == (["1", "2"], [f"{page}.html"] * 2)
    assert wiki.warnings == []


def test_an_authors_page_without_works_has_no_such_heading(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"sources.md": OWN, "a.md": "# A\n", "refs.bib": BIB}).build()
    assert wiki.article("sources").select("h2") == []


def test_an_authors_page_with_a_bibliography_has_no_second(make_wiki: MakeWiki) -> None:
    own = OWN + "\n```{bibliography}\n```\n"
    wiki = make_wiki({"sources.md": own, "a.md": CITES, "refs.bib": BIB}).build()
    assert (listed(wiki, "sources"), wiki.warnings) == (["1", "2"], [])


@pytest.mark.parametrize("own", [{}, {"sources.md": OWN}], ids=["made", "written"])
def test_the_page_of_sources_has_what_filtered_bibliographies_lack(
    make_wiki: MakeWiki, own: dict[str, str | bytes]
) -> None:
    wiki = make_wiki({**own, "a.md": CITES, "b.md": FILTERED, "refs.bib": BIB}).build()
    assert (listed(wiki, "b"), listed(wiki, "sources")) == (["1"], ["2"])
    assert lead_to(wiki, "a") == ["b.html", "sources.html"]
    assert wiki.warnings == []


def test_a_bibliography_that_is_an_example_of_code_is_none(make_wiki: MakeWiki) -> None:
    example = "# C\n\n````markdown\n```{bibliography}\n```\n````\n"
    wiki = make_wiki({"a.md": CITES, "c.md": example, "refs.bib": BIB}).build()
    assert (listed(wiki, "sources"), wiki.warnings) == (["1", "2"], [])


@pytest.mark.parametrize("said", EMPTY)
def test_our_page_says_why_it_lists_no_work(make_wiki: MakeWiki, said: str) -> None:
    wiki = make_wiki({"b.md": EMPTY[said], "refs.bib": BIB}).build()
    assert said in wiki.article("sources").get_text()


def test_what_is_wrong_with_a_filter_is_said_once(make_wiki: MakeWiki) -> None:
    faulty = FILTERED.replace("docname in docnames", "docname + 1")
    wiki = make_wiki({"b.md": faulty, "refs.bib": BIB.splitlines()[0]}).build()
    assert len([each for each in wiki.warnings if "filter" in each]) == 1
