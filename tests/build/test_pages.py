"""The pages that make themselves, and the files a wiki gives to other programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from pybtex.database import parse_string
from sphinx.util.inventory import InventoryFile

from tests.conftest import MakeWiki
from tests.wikis import Wiki

AWKWARD = [
    "C/C++",
    "R&D",
    "Maschinelles Lernen",
    "日本語",
    "one, two",
    "'q\"",
    "c",
    "C#",
    "a b",
    "a-b",
]
BOOK = "Build a Large Language Model (From Scratch), Sebastian Raschka"
FILES: dict[str, str | bytes] = {
    "qlora.md": f"""---
date: 2024-01-02
categories: [ml/nlp, "C/C++"]
---

# QLoRA

As {{cite}}`dettmers2023` show, and {{source}}`a talk <https://youtu.be/abc123>`.

## Sources

- [QLoRA](https://arxiv.org/abs/2305.14314v2)
- {BOOK}
- https://example.org/notes?utm_source=x
""",
    "lora.md": f"""---
categories: [ml]
---

# LoRA

See [](qlora.md).

## Sources

- [The QLoRA paper, section 3](http://www.arxiv.org/pdf/2305.14314.pdf), with pictures
- [QLoRA](https://arxiv.org/abs/2305.14314)
- {BOOK}
- <https://example.org/notes/>
- [The same talk](https://www.youtube.com/watch?v=abc123&t=3)
""",
    "awkward.md": "---\ncategories:\n"
    + "".join(f"- {json.dumps(each)}\n" for each in AWKWARD)
    + "---\n",
    "refs.bib": """@article{dettmers2023, title = {QLoRA: Efficient Finetuning}, year = {2023},
  journal = {None}, author = {Dettmers, Tim}, eprint = {2305.14314}, archiveprefix = {arXiv}}
@book{unused, title = {Nobody cites this}, author = {A. Nobody}, year = {1999}}
""",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, 'html_baseurl = "https://example.org/wiki/"\n').build()


def soup(wiki: Wiki, page: str) -> BeautifulSoup:
    return BeautifulSoup(wiki.html(page), "html.parser")


def entry(wiki: Wiki, words: str) -> Tag:
    items = soup(wiki, "sources").select("li[id^=source-]")
    (found,) = (item for item in items if words in str(item.select_one(".wiki-source-title")))
    return found


def test_nothing_is_warned_about(wiki: Wiki) -> None:
    assert wiki.warnings == []


@pytest.mark.parametrize("name", ["index", "sources", "404", "categories/ml"])
def test_a_page_makes_itself(wiki: Wiki, name: str) -> None:
    assert soup(wiki, name).find("h1") is not None


@pytest.mark.parametrize("name", ["index", "sources", "404", "categories/ml"])
def test_a_page_of_the_author_s_is_used_instead(make_wiki: MakeWiki, name: str) -> None:
    wiki = make_wiki({
        f"{name}.md": "# Mine\n\nMy own words.\n",
        "note.md": "---\ncategories: [ml]\n---\n# Note\n",
    }).build()  # fmt: skip
    assert "My own words." in wiki.html(name)
    assert wiki.warnings == []


def test_a_page_makes_itself_again_when_the_author_s_goes(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"index.md": "# Mine\n\nMy own words.\n", "note.md": "# Note\n"}).build()
    wiki.remove("index.md")
    assert "My own words." not in wiki.build().html("index")
    assert 'href="note.html"' in wiki.html("index")


def test_a_name_leads_to_the_note_and_not_to_the_category_of_that_name(make_wiki: MakeWiki) -> None:
    note = "---\ncategories: [noise]\n---\n\n# Noise\n"
    wiki = make_wiki({"z/noise.md": note, "e.md": "# E\n\nOf [[Noise]].\n"}).build()

    linked = {each["name"]: each["links"] for each in wiki.json()["notes"]}["e"]
    assert [each["note"] for each in linked] == ["z/noise"]
    assert wiki.warnings == []


def test_the_index_lists_every_note(wiki: Wiki) -> None:
    hrefs = {str(a["href"]) for a in soup(wiki, "index").select("article a[href]")}
    assert {"qlora.html", "lora.html", "awkward.html"} <= hrefs


def test_every_category_has_an_address_of_its_own(wiki: Wiki) -> None:
    header = soup(wiki, "awkward").select(".wiki-note-meta a")
    addresses = {a.get_text(): unquote(str(a["href"])) for a in header}
    assert len(set(addresses.values())) == len(AWKWARD)
    for address in addresses.values():
        assert re.fullmatch(r"categories/[\w./-]+\.html", address)
        assert 'href="' in wiki.read(address)


def test_addresses_of_categories_do_not_depend_on_other_notes(make_wiki: MakeWiki) -> None:
    note = "---\ncategories: ['{}']\n---\n# N\n"
    alone = make_wiki({"a.md": note.format("C++")}).build()
    other = make_wiki({"a.md": note.format("C++"), "b.md": note.format("C#")}).build()

    def address(wiki: Wiki) -> str:
        return str(soup(wiki, "a").select(".wiki-note-meta a")[0]["href"])

    assert address(alone) == address(other)


def test_a_category_lists_the_notes_of_those_below_it(wiki: Wiki) -> None:
    hrefs = {str(a["href"]) for a in soup(wiki, "categories/ml").select("article a[href]")}
    assert {"../qlora.html", "../lora.html"} <= hrefs


def test_each_source_is_listed_once(wiki: Wiki) -> None:
    items = soup(wiki, "sources").select("li[id^=source-]")
    assert len(items) == len(["the paper", "the book", "the address", "the talk"])
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("Efficient Finetuning", {"qlora.html", "lora.html"}),
        (BOOK, {"qlora.html", "lora.html"}),
        ("example.org/notes", {"qlora.html", "lora.html"}),
        ("talk", {"qlora.html", "lora.html"}),
    ],
)
def test_a_source_names_the_notes_that_cite_it(wiki: Wiki, words: str, notes: set[str]) -> None:
    hrefs = {str(a["href"]).partition("#")[0] for a in entry(wiki, words).select("a[href]")}
    assert notes <= hrefs


def test_a_source_is_shown_with_the_author_s_own_link(wiki: Wiki) -> None:
    hrefs = [str(a["href"]) for a in soup(wiki, "lora").select("#sources a.external")]
    assert hrefs[0] == "http://www.arxiv.org/pdf/2305.14314.pdf"


def test_an_entry_with_more_than_a_link_keeps_its_text(wiki: Wiki) -> None:
    item = soup(wiki, "lora").select("#sources li")[0]
    assert "The QLoRA paper, section 3, with pictures" in item.get_text()


def test_a_source_cited_elsewhere_says_so_and_links_there(wiki: Wiki) -> None:
    book = next(li for li in soup(wiki, "lora").select("#sources li") if BOOK in li.get_text())
    (link,) = book.select("a")
    page, _, anchor = str(link["href"]).partition("#")
    assert page == "sources.html"
    assert entry(wiki, BOOK)["id"] == anchor


def test_the_bib_file_is_bibtex_with_every_source(wiki: Wiki) -> None:
    entries = parse_string(wiki.read("sources.bib"), "bibtex").entries
    titles = " ".join(entry.fields["title"] for entry in entries.values())
    assert len(entries) == len(wiki.json()["sources"])
    assert "Build a Large Language Model" in titles
    assert "dettmers2023" in entries


def test_the_entry_of_a_bib_file_is_the_source_of_its_links(wiki: Wiki) -> None:
    (paper,) = (each for each in wiki.json()["sources"] if "2305.14314" in (each["url"] or ""))
    assert set(paper["notes"]) == {"qlora", "lora"}
    assert paper["kind"] == "paper"


def test_citations_follow_the_bib_file(make_wiki: MakeWiki) -> None:
    bib = "@book{knuth, title = {%s}, publisher = {A}, author = {K, D}, year = {%s}}\n"
    note = "# A\n\nSee {cite}`knuth`.\n\n```{bibliography}\n```\n"
    wiki = make_wiki({"a.md": note, "refs.bib": bib % ("First", "1968")}).build()
    assert "1968" in wiki.html("a")
    wiki.write("refs.bib", bib % ("Second", "1973"))
    wiki.build()
    assert wiki.warnings == []
    assert "1973" in wiki.html("a")
    assert "1968" not in wiki.html("a")


def test_links_and_backlinks_in_wiki_json_are_each_other_s_mirror(wiki: Wiki) -> None:
    notes = wiki.json()["notes"]
    links = Counter((note["name"], link["note"]) for note in notes for link in note["links"])
    backs = Counter((back["note"], note["name"]) for note in notes for back in note["backlinks"])
    assert links == backs == Counter({("lora", "qlora"): 1})


def test_the_inventory_has_every_note(wiki: Wiki) -> None:
    with (wiki.outdir / "objects.inv").open("rb") as stream:
        found = InventoryFile.load(stream, "", lambda base, uri: base + uri)
    assert {"qlora", "lora", "awkward"} <= found["std:doc"].keys()


def test_the_feed_has_absolute_addresses(wiki: Wiki) -> None:
    assert 'href="https://example.org/wiki/qlora.html"' in wiki.read("atom.xml")


def test_a_printed_wiki_holds_every_note(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# Alpha\n\nIn a.\n", "folder/b.md": "# Beta\n\nIn b.\n"})
    wiki.build("latex")
    (printed,) = (path for path in wiki.paths() if path.endswith(".tex"))
    text = wiki.read(printed)
    assert "In a." in text
    assert "In b." in text
    assert wiki.warnings == []
