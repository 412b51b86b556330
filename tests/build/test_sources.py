"""What counts as a source, and how a source is shown."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag
from pybtex.database import parse_string

from tests.conftest import MakeWiki
from tests.wikis import CONF, Wiki

# The heading, what is below it, and the titles of the sources that are found.
WAYS: dict[str, tuple[str, str, list[str]]] = {
    "number": ("5. References", "- [N](https://n.org)", ["N"]),
    "colon": ("Quellen:", "- [C](https://c.org)", ["C"]),
    "sign": ("📚 Further Reading", "- [S](https://s.org)", ["S"]),
    "german": ("Weiterführende Literatur", "- [G](https://g.org)", ["G"]),
    "part": ("Links", "### Papers\n\n- [P](https://p.org)\n\n### Books\n\n- Tome", ["P", "Tome"]),
    "box": ("Sources", "```{admonition} More\n- [B](https://b.org)\n```", ["B"]),
    "label": ("Sources", "- Papers:\n  - [L](https://l.org)\n  - A volume", ["A volume", "L"]),
    "remark": ("Sources", "- A book\n  - with a good chapter 3", ["A book"]),
    "wordless": ("Sources", "- [](https://w.org/x)", ["https://w.org/x"]),
    "picture": ("Sources", "- [![The cover](p.png)](https://i.org)", ["The cover"]),
    "capital": ("Sources", "- [K](Https://k.org)", ["K"]),
    "file": ("Sources", "- [The paper](papers/one.pdf)", ["The paper"]),
    "own": ("Sources", "- [above](#note)", []),
    "other": ("Sauces", "- [O](https://o.org)", []),
}
SHOWN: dict[str, str | bytes] = {
    "papers/one.pdf": b"one",
    "papers/two.pdf": b"two",
    "p.png": b"\x89PNG\r\n\x1a\n",
    "pdf_a.md": "## Sources\n\n- [PDF](papers/two.pdf)\n",
    "pdf_b.md": "## Sources\n\n- [PDF](papers/one.pdf), once more\n",
    "short_a.md": "## Sources\n\n- [Attention](https://arxiv.org/abs/1706.03762)\n",
    "short_b.md": "## Sources\n\n- By V., [attention!](https://arxiv.org/abs/1706.03762v2)\n",
    "long.md": "## Sources\n\n- [Attention is all you need](https://arxiv.org/pdf/1706.03762)\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    ways = {
        f"{name}.md": f"# Note\n\n## {heading}\n\n{text}\n"
        for name, (heading, text, _titles) in WAYS.items()
    }
    return make_shared_wiki({**ways, **SHOWN}).build()


def entry(wiki: Wiki, words: str) -> Tag:
    page = BeautifulSoup(wiki.html("sources"), "html.parser")
    return next(li for li in page.select("li[id^=source-]") if words in li.get_text())


@pytest.mark.parametrize("way", WAYS)
def test_entries_are_found(wiki: Wiki, way: str) -> None:
    notes = {note["name"]: note for note in wiki.json()["notes"]}
    titles = {source["id"]: source["title"] for source in wiki.json()["sources"]}
    assert sorted(titles[each] for each in notes[way]["sources"]) == WAYS[way][2]


def test_a_file_among_the_notes_can_be_opened_from_the_page_of_sources(wiki: Wiki) -> None:
    link = entry(wiki, "The paper").find("a")
    assert isinstance(link, Tag)
    assert (wiki.outdir / str(link["href"])).read_bytes() == b"one"


def test_files_are_told_apart_by_their_path(wiki: Wiki) -> None:
    cited = {source["title"]: source["notes"] for source in wiki.json()["sources"]}
    assert (cited["The paper"], cited["PDF"]) == (["file", "pdf_b"], ["pdf_a"])


def test_the_title_is_the_one_used_most_in_any_spelling(wiki: Wiki) -> None:
    titles = [each["title"] for each in wiki.json()["sources"] if "1706" in (each["url"] or "")]
    assert titles == ["Attention"]


def test_only_the_title_of_an_entry_is_its_link(wiki: Wiki) -> None:
    link = entry(wiki, "Attention").find("a")
    assert isinstance(link, Tag)
    assert link.get_text() == "Attention"


def test_what_an_entry_says_besides_its_title_is_kept_in_bibtex(make_wiki: MakeWiki) -> None:
    text = "## Sources\n\n- Hu & Shen, [LoRA](https://arxiv.org/abs/2106.09685), ICLR 2022\n"
    wiki = make_wiki({"a.md": text}).build()
    (found,) = parse_string(wiki.read("sources.bib"), "bibtex").entries.values()
    assert found.fields["note"] == r"{Hu \& Shen, LoRA, ICLR 2022}"


BOOKS = "{fence}{{bibliography}}\n{fence}\n"
MARKDOWN = {"cell_type": "markdown", "metadata": {}}


def notebook(source: str | list[str]) -> str:
    cells = [{**MARKDOWN, "source": "# A\n\n{cite}`a`"}, {**MARKDOWN, "source": source}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "# A\n\n{cite}`a`\n\n" + BOOKS.format(fence="`" * 4)),
        ("a.ipynb", notebook(BOOKS.format(fence="```"))),
        ("a.ipynb", notebook("## Works\n\n" + BOOKS.format(fence=":::"))),
        ("a.ipynb", notebook(BOOKS.format(fence="```").splitlines(keepends=True))),
    ],
    ids=["long fence", "cell", "in a cell", "lines"],
)
def test_the_page_of_sources_has_no_second_bibliography(
    make_wiki: MakeWiki, path: str, text: str
) -> None:
    wiki = make_wiki({path: text, "works.bib": "@misc{a, title={A book}}\n"}).build()
    assert wiki.article("sources").select(".bibliography, .citation, [role=listitem]") == []
    assert wiki.warnings == []
    assert "A book" in wiki.article("a").get_text()


def test_a_bib_file_elsewhere_with_a_fault_stays_as_it_is(make_wiki: MakeWiki) -> None:
    faulty = "@book{a, title={A book}}\n@book{b, title={B\n"
    wiki = make_wiki({"a.md": "# A\n\n{cite}`a`\n\n```{bibliography}\n```\n"})
    path = wiki.source.parent / "else.bib"
    path.write_text(faulty)
    wiki.write("conf.py", CONF + f"bibtex_bibfiles = [{str(path)!r}]\n")
    wiki.build()
    assert path.read_text() == faulty
    assert "A book" in wiki.article("a").get_text()


ODD = """@misc{nameless, url = {https://example.org/a}}
@software{tool, title = {A tool}, author = {Byron, Ada}, year = {2001}}
@book{short, title = {A short book}}
"""


@pytest.fixture(scope="module")
def odd(make_shared_wiki: MakeWiki) -> Wiki:
    """Give a wiki with works that are not as styles of citations want them."""
    cited = "# Cited\n\n{cite}`nameless`, {cite}`tool`, {cite:t}`short` and *more*.\n"
    foot = (
        "# Foot\n\nBy {footcite}`short`, {footcite}`tool` and *more*.\n\n"
        "```{footbibliography}\n```\n"
    )
    return make_shared_wiki(
        {"cited.md": cited, "foot.md": foot, "works.bib": ODD},
        'bibtex_default_style = "alpha"\n',
    ).build()


def test_a_work_without_a_name_is_called_by_its_key(odd: Wiki) -> None:
    assert "Nameless." in odd.article("sources").get_text()
    said = "The entry 'nameless' of a .bib file has no title, author or editor; its key is shown."
    assert [line for line in odd.warnings if said in line] == [f"WARNING: {said} [wiki.source]"]


def test_a_work_of_a_kind_that_no_style_knows_is_cited(odd: Wiki) -> None:
    assert "[Byr01]" in odd.article("cited").get_text()


def test_a_work_that_lacks_a_field_is_shown_in_a_footnote(odd: Wiki) -> None:
    footnote = odd.article("foot").select_one("aside.footnote")
    assert footnote is not None
    assert "A short book" in footnote.get_text()


def test_a_note_with_such_a_footnote_is_read(odd: Wiki) -> None:
    assert odd.article("foot").select("em")
    assert [line for line in odd.warnings if line.startswith("foot.md:3")] == [
        "foot.md:3: WARNING: Missing editor in short; what the entry has is shown. [wiki.source]"
    ]


SAYS = "# A\n\nAs {cite:t}`{see}van{p. 3},smith` say in [[b]], {cite:t}`gone` did not.\n"
PEOPLE = """@misc{van, title={T}, author={van Dam, A.}, year=2001}
@misc{smith, title={S}, author={Smith, B.}, year=2002}
"""


def test_a_citation_in_a_sentence_is_everywhere_what_its_page_shows(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": SAYS, "b.md": "# B\n", "b.bib": PEOPLE}).build()
    shown = wiki.article("a").select("p .bibtex-citation")[0].get_text()
    assert shown == "van Dam [see 2001, p. 3], Smith [2002]"
    (note,) = (each for each in wiki.json()["notes"] if each["name"] == "a")
    said = f"As {shown} say in b, (gone?) did not."
    assert (note["summary"], note["links"][0]["context"]) == (said, said)
    assert said in wiki.article("b").select(".wiki-backlinks")[0].get_text()


def test_the_title_of_a_note_has_keys(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# On {cite:t}`van`\n", "b.bib": PEOPLE}).build()
    assert [each["title"] for each in wiki.json()["notes"]] == ["On van"]


def test_a_citation_in_brackets_is_no_part_of_a_summary(make_wiki: MakeWiki) -> None:
    bib = "@misc{harris, title={T}}\n"
    wiki = make_wiki({"a.md": "# A\n\nWindows, {cite}`harris`.\n", "b.bib": bib}).build()
    assert {each["name"]: each["summary"] for each in wiki.json()["notes"]}["a"] == "Windows."
