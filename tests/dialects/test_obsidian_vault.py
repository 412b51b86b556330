"""What a vault's settings say is heard."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.conftest import MakeWiki
from tests.wikis import CONF, Wiki

TEMPLATE = "---\ntitle: {{title}}\n---\n\n# {{title}}\n"


def test_folders_of_templates_are_no_notes(make_wiki: MakeWiki) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n",
        "My [old] templates/day.md": TEMPLATE,
        "t/other.md": TEMPLATE,
        "notes/t.md": "# T\n",
        ".obsidian/templates.json": '{"folder": "/My [old] templates/"}',
        ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "t"}',
    }
    wiki = make_wiki(files).build()
    assert [note["name"] for note in wiki.json()["notes"]] == ["a", "notes/t"]
    assert wiki.warnings == []


def test_the_template_of_daily_notes_is_no_note(make_wiki: MakeWiki) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n",
        "t/Day.md": TEMPLATE,
        "t/b.md": "# B\n",
        ".obsidian/daily-notes.json": '{"folder": "days", "template": "t/Day"}',
    }
    wiki = make_wiki(files).build()
    assert [note["name"] for note in wiki.json()["notes"]] == ["a", "t/b"]
    assert wiki.warnings == []


@pytest.mark.parametrize("off", ['["daily-notes"]', '{"templates": false, "daily-notes": true}'])
def test_templates_of_a_plugin_that_is_off_are_notes(make_wiki: MakeWiki, off: str) -> None:
    files: dict[str, str | bytes] = {
        "t/b.md": "# B\n",
        "u/c.md": "# C\n",
        ".obsidian/templates.json": '{"folder": "t"}',
        ".obsidian/core-plugins.json": off,
        ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "u"}',
        ".obsidian/community-plugins.json": "[]",
    }
    wiki = make_wiki(files).build()
    assert [note["name"] for note in wiki.json()["notes"]] == ["t/b", "u/c"]


LINES = "# A\n\nOne\ntwo *and\nthree*.\n\n> Four\n> five\n\n```\nx\ny\n```\n\nSee [[b]]\nthere.\n"


def test_ends_of_lines_are_shown_as_the_vault_says(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": LINES, "b.md": "# B\n"}).build()
    assert wiki.article("a").select("p br") == []
    for settings, breaks in (("{}", 4), ('{"strictLineBreaks": true}', 0), ("[]", 4)):
        wiki.write(".obsidian/app.json", settings)
        assert len(wiki.build().article("a").select("p br")) == breaks
    assert "x\ny" in wiki.article("a").get_text()
    (back,) = next(n for n in wiki.json()["notes"] if n["name"] == "b")["backlinks"]
    assert back["context"] == "See b there."


def test_patterns_of_the_user_win(make_wiki: MakeWiki) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n",
        "t/b.md": "# B\n",
        ".obsidian/templates.json": '{"folder": "t"}',
    }
    wiki = make_wiki(files, "exclude_patterns = []\n").build()
    assert "t/b" in [note["name"] for note in wiki.json()["notes"]]


def test_broken_settings_are_said_and_stop_nothing(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n", ".obsidian/templates.json": "{"}).build()
    (said,) = wiki.warnings
    assert "templates.json cannot be read" in said


TAGGED = "# A #head\n\nOn #maths/Algebra and #maths/algebra.\n\n- #todo\n\n"
TAGGED += "`#code` a#b #1984 [#c](b.md)\n"


def categories(wiki: Wiki) -> list[str]:
    (note,) = [note for note in wiki.json()["notes"] if note["name"] == "a"]
    found: list[str] = note["categories"]
    return found


def test_tags_in_the_text_of_a_vault_are_categories(make_wiki: MakeWiki) -> None:
    files: dict[str, str | bytes] = {"a.md": TAGGED, ".obsidian/app.json": "{}", "b.md": "# B\n"}
    wiki = make_wiki(files).build()
    assert categories(wiki) == ["maths/Algebra", "todo"]
    assert "categories/maths/algebra.html" in wiki.paths()


def test_elsewhere_they_are_words_unless_conf_py_says_so(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": TAGGED, "b.md": "# B\n"}).build()
    assert categories(wiki) == []
    wiki.write(".obsidian/app.json", "{}")
    assert categories(wiki.build()) == ["maths/Algebra", "todo"]
    wiki.remove(".obsidian/app.json")
    (wiki.source / ".obsidian").rmdir()
    assert categories(wiki.build()) == []
    wiki.write("conf.py", CONF + 'wiki_dialects = ["myst", "obsidian"]\n')
    assert categories(wiki.build()) == ["maths/Algebra", "todo"]


def test_classes_of_a_note_are_those_of_its_text(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "---\ncssclasses: [wide, 'x y']\n---\n\n# A\n\nText.\n"}).build()
    section = wiki.article("a").select_one("section")
    assert isinstance(section, Tag)
    assert set(section["class"]) >= {"wide", "x", "y"}


def test_the_search_finds_other_names(make_wiki: MakeWiki) -> None:
    note = "---\naliases: [Steepest Quagga, old/zebra.html]\n---\n\n# A\n\nText.\n"
    wiki = make_wiki({"a.md": note, "b.md": "# B\n"}).build()
    index = wiki.read("searchindex.js")
    assert '"quagga":' in index
    assert "zebra" not in index
    assert "quagga" not in wiki.article("a").get_text().lower()
