"""What a note says of itself is what its page shows."""

from __future__ import annotations

import subprocess

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "given.md": """---
title: A *given* title with $x^2$
subtitle: And more
description: What it is about.
date: July 7, 2024
author: [Ada Lovelace, Emmy Noether]
categories: [maths, ml/nlp]
status: growing
difficulty: 3
---

Text that is not the summary, with a [word] and about ten more words here.
""",
    "heading.md": "# From the heading\n\nThe first paragraph, with $a < b$.\n\nThe second.\n",
    "file_name.md": "Nothing but a sentence.\n",
    "field.rst": ":date: 2024-01-02\n:categories: maths, code\n\nFrom rst\n========\n\nText.\n",
    "notebook.ipynb": """{"cells": [
  {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# From a notebook\\n\\nText."}],
 "metadata": {"date": "2024-03-04", "categories": ["code"]}, "nbformat": 4, "nbformat_minor": 5}""",
    "directive.md": """# Declared

```{wiki:note}
:date: 2024-05-06
:categories: code

The *summary* in the directive.
```

```{note}
An admonition.
```
""",
    "deutsch.md": "---\nlang: de\ndate: 2024-03-01\n---\n\n# Zahlen\n\nSiehe [](heading.md).\n",
    "picture.md": "# Picture\n\n![A cube](cube.png)\n",
    "cube.png": b"\x89PNG\r\n\x1a\n",
    "foot.md": "# Foot\n\nText[^1].\n\n## Last\n\nThe end.\n\n[^1]: Below.\n",
    "feet.md": "# Feet\n\nText[^1].\n\n# Second\n\nThe end of [[foot]].\n\n[^1]: Below.\n",
    "toe.md": "# Toe\n\n[[foot]] and [[feet]].\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES, 'nb_execution_mode = "off"\n').build()


def page(wiki: Wiki, name: str) -> Tag:
    found = BeautifulSoup(wiki.html(name), "html.parser").find("article")
    assert isinstance(found, Tag)
    return found


def note(wiki: Wiki, name: str) -> dict[str, object]:
    found: list[dict[str, object]] = [n for n in wiki.json()["notes"] if n["name"] == name]
    return found[0]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("given", "A given title with x^2"),
        ("heading", "From the heading"),
        ("file_name", "File name"),
        ("field", "From rst"),
        ("notebook", "From a notebook"),
        ("directive", "Declared"),
    ],
)
def test_title(wiki: Wiki, name: str, title: str) -> None:
    assert note(wiki, name)["title"] == title


@pytest.mark.parametrize("name", ["given", "heading", "file_name", "field", "notebook"])
def test_a_page_has_its_title_once(wiki: Wiki, name: str) -> None:
    assert len(page(wiki, name).find_all("h1")) == 1


def test_markup_in_a_title_is_drawn(wiki: Wiki) -> None:
    heading = page(wiki, "given").h1
    assert heading is not None
    assert heading.em is not None
    assert heading.em.text == "given"


@pytest.mark.parametrize(
    ("name", "summary"),
    [
        ("given", "What it is about."),
        ("heading", "The first paragraph, with a < b."),
        ("file_name", "Nothing but a sentence."),
        ("directive", "The summary in the directive."),
    ],
)
def test_summary(wiki: Wiki, name: str, summary: str) -> None:
    assert note(wiki, name)["summary"] == summary


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("given", "2024-07-07"),
        ("field", "2024-01-02"),
        ("notebook", "2024-03-04"),
        ("directive", "2024-05-06"),
        ("heading", None),
    ],
)
def test_date(wiki: Wiki, name: str, date: str | None) -> None:
    assert note(wiki, name)["date"] == date


def test_the_date_is_shown_for_people_and_for_machines(wiki: Wiki) -> None:
    shown = page(wiki, "given").find("time")
    assert isinstance(shown, Tag)
    assert (shown["datetime"], shown.text) == ("2024-07-07", "Jul 7, 2024")


def test_categories_of_a_field_list_are_a_list(wiki: Wiki) -> None:
    assert note(wiki, "field")["categories"] == ["maths", "code"]


@pytest.mark.parametrize("shown", ["Ada Lovelace", "Emmy Noether", "growing", "1 min", "And more"])
def test_the_header_shows(wiki: Wiki, shown: str) -> None:
    assert shown in page(wiki, "given").get_text(" ")


@pytest.mark.parametrize(("name", "shown"), [("picture", None), ("toe", "1 min")])
def test_what_there_is_to_read_takes_time(wiki: Wiki, name: str, shown: str | None) -> None:
    time = page(wiki, name).select_one(".wiki-reading-time")
    assert (time.text if time else None) == shown


def test_categories_in_the_header_lead_to_their_pages(wiki: Wiki) -> None:
    links = {str(a["href"]): a.text for a in page(wiki, "given").find_all("a")}
    assert links["categories/maths.html"] == "maths"


def test_the_first_local_image_is_the_image(wiki: Wiki) -> None:
    assert note(wiki, "picture")["image"] == "_images/cube.png"


def test_an_admonition_stays_one(wiki: Wiki) -> None:
    admonition = page(wiki, "directive").select_one(".admonition.note")
    assert admonition is not None
    assert "An admonition." in admonition.text


def test_the_language_of_a_page_is_that_of_its_note(wiki: Wiki) -> None:
    assert '<html lang="de"' in wiki.html("deutsch")
    assert '<html lang="en"' in wiki.html("heading")


def test_no_note_is_missed_by_a_table_of_contents(wiki: Wiki) -> None:
    assert wiki.warnings == []


def test_a_key_of_ones_own_can_be_shown_with_its_type(make_wiki: MakeWiki) -> None:
    listing = "# L\n\n```{wiki:listing}\n:type: table\n:fields: [title, level]\n:sort: level\n```\n"
    files: dict[str, str | bytes] = {
        f"n{level}.md": f"---\nlevel: {level}\n---\n\n# N{level}\n" for level in (10, 9, 100)
    }
    html = make_wiki({"l.md": listing, **files}).build().html("l")
    shown = BeautifulSoup(html, "html.parser").select("article tbody tr")
    assert [row.find_all(["td", "th"])[-1].text.strip() for row in shown[:3]] == ["9", "10", "100"]


def _git(wiki: Wiki, *arguments: str, date: str = "2020-02-03T10:00:00+0000") -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A",
           "GIT_COMMITTER_EMAIL": "a@b", "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date,
           "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": "/usr/bin:/bin:/usr/local/bin"}  # fmt: skip
    subprocess.run(["git", *arguments], cwd=wiki.source, check=True, env=who, capture_output=True)


def test_the_last_change_is_that_of_the_last_commit(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\nText.\n"})
    _git(wiki, "init", "-q")
    _git(wiki, "add", "-A")
    _git(wiki, "commit", "-qm", "One")
    assert note(wiki.build(), "a")["modified"] == "2020-02-03"
    assert 'datetime="2020-02-03"' in wiki.html("a")


def test_a_date_can_be_that_of_the_last_commit(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(
        {
            "a.md": "---\ndate: last-modified\n---\n# A\n\nText.\n",
            "b.md": "---\ndate: 2019-01-01\n---\n# B\n",
            "index.md": "# Home\n\n```{wiki:listing}\n:sort: date desc\n```\n",
        }
    )
    _git(wiki, "init", "-q")
    _git(wiki, "add", "-A")
    _git(wiki, "commit", "-qm", "One")
    assert note(wiki.build(), "a")["date"] == "2020-02-03"
    assert "changed" not in page(wiki, "a").get_text()
    titles = [title.text.strip() for title in page(wiki, "index").select(".wiki-entry-title")]
    assert titles == ["A", "B"]
    wiki.write("a.md", "---\ndate: last-modified\n---\n# A\n\nNew text.\n")
    _git(wiki, "commit", "-qam", "Two", date="2018-05-05T10:00:00+0000")
    wiki.build()
    titles = [title.text.strip() for title in page(wiki, "index").select(".wiki-entry-title")]
    assert titles == ["B", "A"]


def test_outside_of_git_there_is_no_last_change(wiki: Wiki) -> None:
    assert note(wiki, "heading")["modified"] is None


def test_german_pages_of_a_german_wiki_speak_german(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"deutsch.md": NOTES["deutsch.md"], "heading.md": NOTES["heading.md"]},
                     'language = "de"\n')  # fmt: skip
    shown = page(wiki.build(), "heading").get_text(" ")
    assert "Backlinks" not in shown
    assert 'placeholder="Notizen durchsuchen"' in wiki.html("heading")
    assert "1. März 2024" in wiki.html("deutsch") or "01.03.2024" in wiki.html("deutsch")


def test_code_runs_without_any_header_beside_an_unquoted_date(make_wiki: MakeWiki) -> None:
    text = "---\ndate: 2024-07-07\n---\n\n# Code\n\n```{code-cell}\nprint(6 * 7)\n```\n"
    wiki = make_wiki({"code.md": text}).build()
    output = page(wiki, "code").select_one(".cell_output")
    assert output is not None
    assert output.text.strip() == "42"


def test_front_matter_in_toml_is_read_and_not_shown(make_wiki: MakeWiki) -> None:
    hidden = '+++\ntitle = "Hidden"\ndraft = true\n+++\n\nSecret.\n'
    cell = '+++\ntitle = "With code"\n+++\n\n```{code-cell}\nprint(6 * 7)\n```\n'
    wiki = make_wiki({"a.md": '+++\ntitle = "Shown"\n+++\n\nText.\n', "b.md": hidden, "c.md": cell})
    wiki.build()
    assert [note["title"] for note in wiki.json()["notes"]] == ["Shown", "With code"]
    assert "title =" not in wiki.html("a")
    assert "title =" not in wiki.html("c")
    assert wiki.warnings == []


@pytest.mark.parametrize(
    ("name", "title"),
    [("chain_rule/index", "Chain rule"), ("ml/README", "Ml"), ("index", "Test wiki")],
)
def test_a_page_that_stands_for_its_folder_is_called_like_it(
    make_wiki: MakeWiki, name: str, title: str
) -> None:
    wiki = make_wiki({f"{name}.md": "Text without a heading.\n"}).build()
    assert title in {note["title"] for note in wiki.json()["notes"]}


def test_a_fault_that_many_notes_share_is_said_once(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({f"n{number}.md": "---\ndate: {{date}}\n---\n" for number in range(9)})
    wiki.build()
    assert wiki.warnings == [
        ("n0.md:2: WARNING: The front matter cannot be read: found the template placeholder "
        "{{date}}; expected it filled in, or templates left out by exclude_patterns in conf.py. "
        "Also in n1:2, n2:2, n3:2 and 5 more. [wiki.metadata]")
    ]


@pytest.mark.parametrize("name", ["foot", "feet"])
def test_footnotes_follow_the_text_and_come_before_the_backlinks(wiki: Wiki, name: str) -> None:
    words = page(wiki, name).get_text()
    places = [words.index(part) for part in ("The end", "Below.", "Backlinks")]
    assert places == sorted(places)
    texts = wiki.copy("text").build("text").read(f"{name}.txt")
    assert texts.index("The end") < texts.index("Below.") < texts.index("Backlinks")
