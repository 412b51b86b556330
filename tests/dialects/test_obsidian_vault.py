"""What a vault's settings say is heard."""

from __future__ import annotations

from tests.conftest import MakeWiki

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
