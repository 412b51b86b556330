"""Every way of linking counts, and leads back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import MakeWiki
from tests.wikis import Wiki

TARGET = "# Target\n\nText.\n\n(the-label)=\n## A part\n\nMore.\n"
WAYS = {
    "markdown": "See [](target.md).",
    "part": "See [text](target.md#a-part).",
    "suffixless": "See [text](target).",
    "encoded": "See [text](%74arget.md).",
    "reference": "See [text][t].\n\n[t]: target.md",
    "doc": "See {doc}`target`.",
    "ref": "See {ref}`the-label`.",
    "label": "See [](#the-label).",
    "role": "See {wiki:note}`Target`.",
    "table": "| a |\n|---|\n| [t](target.md) |",
    "footnote": "See[^1].\n\n[^1]: In [t](target.md).",
    "caption": "```{figure} cube.png\nA caption with [t](target.md).\n```",
    "folder/up": "See [t](../target.md).",
    "folder/top": "See [t](target.md).",
    "folder/root": "See [t](/target.md).",
    "heading": "## About [t](target.md)\n\nText.",
    "html": 'See <a class="x" href="target.md">the *text*</a>, <a href="#html">not</a>.',
    "query": "See [t](target.html?from=here).",
    "listitem": "- one\n- [t](target.md)",
}
NOT = {
    "code": "`[t](target.md)`\n\n```\n[t](target.md)\n```",
    "comment": "% [t](target.md)",
    "outward": "[t](https://example.org/target.md)",
    "gathered": "```{wiki:listing}\n:contents: target.md\n```",
}
MANY = {f"many/n{i:02}.md": f"# N{i}\n\nSee [](../popular.md).\n" for i in range(12)}
FILES: dict[str, str | bytes] = {
    "target.md": TARGET,
    "self.md": "# Self\n\nSee [](self.md) and [](#below).\n\n## Below\n\nText.\n",
    "cube.png": b"\x89PNG\r\n\x1a\n",
    "popular.md": "# Popular\n\nText.\n",
    "sentence.md": "# Sentence\n\nNot this. But *this* [one](special.md), with $a_b$! Nor that.\n",
    "special.md": "# Special\n\nText.\n",
    "moved.md": "# Moved\n\nSee.\n\n```{wiki:backlinks}\n```\n\nAfter.\n",
    "without.md": "---\nbacklinks: false\n---\n\n# Without\n",
    "linker.md": "# Linker\n\nSee [](moved.md), [](without.md).\n",
    "styled.md": "# Styled\n",
    "styles.md": "# Styles\n\nNo. Here, **the bold [$L_2$ norm](styled.md)** and<br>so on. No.\n",
    "both.md": "# Both\n",
    "both_by.md": "# Both by\n\nThere is [one](both.md) and [*another*](both.md), no more.\n",
    "pictured.md": "# Pictured\n",
    "picture.md": "# Picture\n\n[![The plot](cube.png)](pictured.md)\n\n"
    "[![](cube.png)](pictured.md)\n",
    "twice.md": "# Twice\n\nOne [](special.md).\n\nTwo [](special.md).\n",
    "wanting.md": "# Wanting\n\nSee [a missing note](misssing.md) and {wiki:note}`Speciall`.\n",
    "missing.md": "# Missing\n",
    **{f"{name}.md": f"# {name}\n\n{text}\n" for name, text in (WAYS | NOT).items()},
    **MANY,
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES).build()


@pytest.fixture(scope="module")
def notes(wiki: Wiki) -> dict[str, Any]:
    return {note["name"]: note for note in wiki.json()["notes"]}


def backlinks(wiki: Wiki, name: str) -> Tag:
    found = BeautifulSoup(wiki.html(name), "html.parser").select_one(".wiki-backlinks")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("way", WAYS)
def test_counts(notes: dict[str, Any], way: str) -> None:
    assert [link["note"] for link in notes[way]["links"]] == ["target"]


@pytest.mark.parametrize("way", NOT)
def test_does_not_count(notes: dict[str, Any], way: str) -> None:
    assert notes[way]["links"] == []


def test_a_link_to_the_note_itself_is_no_backlink(notes: dict[str, Any]) -> None:
    assert notes["self"]["backlinks"] == []


def test_every_link_is_a_backlink(notes: dict[str, Any]) -> None:
    assert Counter(each["note"] for each in notes["target"]["backlinks"]) == Counter(WAYS.keys())


@pytest.mark.parametrize("way", WAYS)
def test_a_backlink_leads_to_the_place_of_the_link(wiki: Wiki, way: str) -> None:
    (address,) = {
        str(a["href"])
        for a in backlinks(wiki, "target").find_all("a")
        if str(a["href"]).startswith(f"{way}.html#")
    }
    assert f'id="{address.partition("#")[2]}"' in wiki.html(way)


@pytest.mark.parametrize("name", ["part", "ref", "label"])
def test_a_link_to_a_part_leads_to_it(wiki: Wiki, name: str) -> None:
    hrefs = [str(a["href"]) for a in BeautifulSoup(wiki.html(name), "html.parser").select("p a")]
    part = [href for href in hrefs if href.startswith("target.html#")]
    assert len(part) == 1
    assert f'id="{part[0].partition("#")[2]}"' in wiki.html("target")


def test_the_sentence_around_a_link_is_shown_with_its_markup(wiki: Wiki) -> None:
    shown = backlinks(wiki, "special")
    assert "But this one, with" in " ".join(shown.get_text().split())
    assert shown.find("em") is not None
    assert shown.select_one(".math") is not None


def test_other_sentences_are_not_shown(wiki: Wiki) -> None:
    words = backlinks(wiki, "special").get_text()
    assert "Not this" not in words
    assert "Nor that" not in words


def test_links_from_one_note_are_together(wiki: Wiki) -> None:
    assert backlinks(wiki, "special").get_text().count("Twice") == 1


def test_many_backlinks_are_folded(wiki: Wiki) -> None:
    assert backlinks(wiki, "popular").find("details") is not None
    assert backlinks(wiki, "special").select_one("details:not([open])") is None


def test_backlinks_stand_where_they_are_put(wiki: Wiki) -> None:
    page = BeautifulSoup(wiki.html("moved"), "html.parser")
    (placed,) = page.select(".wiki-backlinks")
    assert placed.find_next(string="After.") is not None


def test_backlinks_can_be_hidden(wiki: Wiki) -> None:
    assert "linker.html" not in wiki.html("without")


def test_no_page_has_an_id_twice(wiki: Wiki) -> None:
    for path in wiki.paths():
        if path.endswith(".html"):
            ids = Counter(
                tag["id"] for tag in BeautifulSoup(wiki.read(path), "html.parser").select("[id]")
            )
            assert [each for each, count in ids.items() if count > 1] == [], path


def test_a_link_without_a_target_is_shown_as_wanted(wiki: Wiki) -> None:
    wanted = BeautifulSoup(wiki.html("wanting"), "html.parser").select(".wiki-wanted")
    assert [each.text for each in wanted] == ["a missing note", "Speciall"]


def test_wanted_notes_are_listed(wiki: Wiki, notes: dict[str, Any]) -> None:
    assert notes["wanting"]["wanted"] == ["misssing", "Speciall"]
    assert {"name": "misssing", "notes": ["wanting"]} in wiki.json()["wanted"]


def test_each_wanted_note_gives_one_warning_with_the_nearest_name(wiki: Wiki) -> None:
    start = "wanting.md:3: WARNING: The note"
    assert sorted(wiki.warnings) == [
        f"{start} 'Speciall' does not exist. Did you mean 'special'? [wiki.wanted]",
        f"{start} 'misssing' does not exist. Did you mean 'missing'? [wiki.wanted]",
    ]


def test_a_link_without_words_shows_a_title_that_changed_later(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\nSee [](b.md).\n", "b.md": "# Before\n"}).build()
    wiki.write("b.md", "# After\n")
    html = wiki.build().html("a")
    assert "After" in html
    assert "Before" not in html


def test_a_wanted_note_that_is_written_becomes_a_link(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\nSee {wiki:note}`New`.\n"}).build()
    wiki.write("new.md", "# New\n")
    assert 'href="new.html"' in wiki.build().html("a")
    assert wiki.warnings == []


def test_a_link_with_a_slash_behind_is_wanted_by_the_same_name_when_the_note_goes(
    make_wiki: MakeWiki,
) -> None:
    wiki = make_wiki({"a.md": "# A\n\n[b](b.md/#c)\n", "b.md": "# B\n\n## C\n"}).build()
    wiki.remove("b.md")
    after = wiki.build().json()["wanted"]
    assert after == wiki.build(clean=True).json()["wanted"]


def test_aliases_are_names_and_old_addresses_lead_on(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({
        "a.md": "# A\n\nSee {wiki:note}`The other`.\n",
        "b.md": "---\naliases: [The other, old/page.html]\n---\n\n# B\n",
    }).build()  # fmt: skip
    assert 'href="b.html"' in wiki.html("a")
    assert 'url=../b.html"' in wiki.read("old/page.html")
    assert wiki.warnings == []


def test_a_permalink_leads_to_the_page(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({
        "deep/a.md": "---\npermalink: maths/limits\n---\n\n# A\n",
        "b.md": "---\npermalink: ../../out\n---\n\n# B\n",
    }).build()  # fmt: skip
    assert 'url=../../deep/a.html"' in wiki.read("maths/limits/index.html")
    assert [line.split(":")[:2] for line in wiki.warnings] == [["b.md", "2"]]
    assert not (wiki.outdir.parent / "out").exists()


def test_two_notes_at_one_address_are_an_error_with_both_names(make_wiki: MakeWiki) -> None:
    alias = "---\naliases: [old/page.html]\n---\n\n"
    wiki = make_wiki({"a.md": f"{alias}# A\n", "b.md": f"{alias}# B\n"}).build()
    (line,) = (line for line in wiki.warnings if "old/page" in line and "ERROR" in line)
    assert "'a'" in line
    assert "'b'" in line


@pytest.fixture(scope="module")
def moved(make_shared_wiki: MakeWiki) -> Wiki:
    """Give a wiki, in the form of folders, with a note that had other addresses."""
    alias = "[/old/page.html, /folder/, /bare, near.html, 'part.html#there']"
    note = f"---\naliases: {alias}\nlang: de\n---\n\n# Ä\n\n## There\n"
    return make_shared_wiki({"new/note.md": note}).build("dirhtml")


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("old/page.html", "../new/note/"),
        ("folder/index.html", "../new/note/"),
        ("bare/index.html", "../new/note/"),
        ("new/near.html", "../new/note/"),
        ("new/part.html", "../new/note/"),
    ],
)
def test_an_old_address_leads_to_the_address_as_the_builder_has_it(
    moved: Wiki, page: str, target: str
) -> None:
    assert f'content="0; url={target}"' in moved.read(page)


def test_an_old_address_keeps_the_part_of_the_page(moved: Wiki) -> None:
    assert 'location.replace("../new/note/" + location.hash)' in moved.read("old/page.html")


def test_an_old_address_speaks_the_language_of_its_note(moved: Wiki) -> None:
    assert '<html lang="de">' in moved.read("old/page.html")


def test_words_in_several_styles_keep_them(wiki: Wiki) -> None:
    (sentence,) = backlinks(wiki, "styled").select(".wiki-context")
    assert " ".join(sentence.get_text().split()) == r"Here, the bold \(L_2\) norm and so on."
    link = sentence.find("a")
    assert isinstance(link, Tag)
    assert link.select_one(".math") is not None
    assert next(each.get_text() for each in sentence.select("strong")) == "the bold "


def test_a_sentence_with_several_links_is_shown_once(wiki: Wiki) -> None:
    (sentence,) = backlinks(wiki, "both").select(".wiki-context")
    assert [(a.get_text(), a["href"]) for a in sentence.select("a")] == [
        ("one", "both_by.html#wiki-link-1"),
        ("another", "both_by.html#wiki-link-2"),
    ]


def test_a_picture_that_links_is_shown_by_its_alternative_or_the_title(wiki: Wiki) -> None:
    links = [a.get_text() for a in backlinks(wiki, "pictured").select(".wiki-context a")]
    assert links == ["The plot", "Pictured"]


FAULTY: dict[str, str | bytes] = {
    "target.md": "# Target\n\n## Part one\n\n(lab)=\n## Two\n",
    "part.md": "[x](target.md#part-on)\n",
    "own.md": "# Own\n\n## Here\n\n[x](#heer) and {ref}`lob`\n",
    "one.md": "[x](gone.md)\n\n[x](gone.md)\n",
    "two.md": "[x](gone.md)\n",
    "many.md": "\n\n".join(f"[x](lost-{number}.md)" for number in range(200)),
    "folder/near.md": "[x](folder/othre.md)\n",
    "folder/other.md": "# Something else\n",
    "top.md": "[the top](#) and [](https://example.org/a) and [Up](Https://example.org)\n",
    "twin_a.md": "Words.\n\n# Twin\n",
    "twin_b.md": "# Twin\n",
}


@pytest.fixture(scope="module")
def faulty(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FAULTY).build()


@pytest.mark.parametrize(
    "expected",
    [
        (
            "part.md:1: WARNING: 'target' has no part 'part-on'; the link leads to the note. "
            "Did you mean 'part-one'? [wiki.anchor]"
        ),
        (
            "own.md:5: WARNING: No part of this note and no label is called 'heer'. "
            "Did you mean 'here'? [wiki.anchor]"
        ),
        (
            "own.md:5: WARNING: No part of this note and no label is called 'lob'. "
            "Did you mean 'lab'? [wiki.anchor]"
        ),
        (
            "one.md:1: WARNING: The note 'gone' does not exist. Did you mean 'one'? "
            "Also in one:3, two:1. [wiki.wanted]"
        ),
        (
            "folder/near.md:1: WARNING: The note 'folder/folder/othre' does not exist. "
            "Did you mean 'folder/other'? [wiki.wanted]"
        ),
        (
            "many.md:25: WARNING: 188 more links in this note are like that: 'lost-12', 'lost-13', "
            "'lost-14', …. [wiki.wanted]"
        ),
        (
            "twin_a.md:3: WARNING: The name 'Twin' belongs to 'twin_a' and to 'twin_b'; "
            "a link by that name is ambiguous. [wiki.duplicate]"
        ),
    ],
)
def test_a_fault_of_a_link_is_said_once_with_the_nearest_name(faulty: Wiki, expected: str) -> None:
    assert expected in faulty.warnings


def test_many_faults_of_one_note_are_gathered(faulty: Wiki) -> None:
    assert len([line for line in faulty.warnings if line.startswith("many.md:")]) == 13


def test_nobody_else_says_it_again(faulty: Wiki) -> None:
    assert [line for line in faulty.warnings if "[wiki." not in line] == []


def test_a_link_to_the_top_stays_in_its_page(faulty: Wiki) -> None:
    page = BeautifulSoup(faulty.html("top"), "html.parser")
    found = [(a.get_text(), a["href"]) for a in page.select("article p a")]
    assert found == [
        ("the top", "#"),
        ("https://example.org/a", "https://example.org/a"),
        ("Up", "Https://example.org"),
    ]
