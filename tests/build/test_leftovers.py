"""Nothing of another builder, theme or extension is left in a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracles import compare
from tests.oracles.test_toctrees import NOTES, toctree
from tests.wikis import CONF, Wiki

HIDDEN = {"index.md": toctree(":hidden:", "a"), "a.md": "# A\n", "b.md": "# B\n\n[[a]]\n"}


def difference(wiki: Wiki, builder: str = "html") -> str:
    """Say how the site differs from that of a clean build."""
    clean = wiki.copy("clean").build(builder)
    return compare.describe(wiki.files(), clean.files(), ("incremental", "clean"))


def test_a_printed_build_leaves_nothing_in_pages_that_are_written_after_it(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, HIDDEN).build()
    Wiki(wiki.source, tmp_path / "latex", wiki.doctrees).build("latex")
    wiki.write("a.md", "# Other\n")
    wiki.build()
    assert difference(wiki) == ""


def test_two_builders_of_one_environment_follow_a_renamed_note(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, NOTES, conf="numfig = True\n").build()
    folders = Wiki(wiki.source, tmp_path / "folders", wiki.doctrees).build("dirhtml")
    (wiki.source / "a.md").rename(wiki.source / "d.md")
    wiki.build()
    folders.build("dirhtml")
    assert difference(folders, "dirhtml") == ""


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_the_files_of_a_former_theme_go(theme: str, tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {**NOTES, "own/own.css": "p {}\n"}, conf="\n")
    first = wiki.build(overrides={"html_theme": theme, "html_static_path": ["own"]}).paths()
    second = wiki.build().paths()
    clean = wiki.copy("clean").build().paths()
    assert "_static/own.css" in first
    assert sorted(set(second) - set(clean) - compare.LEFT_BEHIND.keys()) == []


def test_the_files_of_the_wiki_s_theme_go(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, NOTES).build()
    assert "_static/styles/wiki-icons.css" in wiki.paths()
    wiki.write("conf.py", CONF + "html_theme = 'alabaster'\n")
    wiki.build()
    assert difference(wiki) == ""


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_scripts_of_a_former_language_go(language: str, tmp_path: Path) -> None:
    other = "en" if language == "de" else "de"
    wiki = Wiki.create(tmp_path, NOTES, conf=f"language = {other!r}\n").build()
    wiki.write("conf.py", CONF + f"language = {language!r}\n")
    wiki.build()
    assert difference(wiki) == ""


def test_pages_that_make_themselves_are_no_labels(tmp_path: Path) -> None:
    conf = "extensions.append('sphinx.ext.autosectionlabel')\n"
    files = {"a.md": "---\ncategories: [x, y]\n---\n\n# A\n", "b.md": "# B\n\n{ref}`A`\n"}
    assert Wiki.create(tmp_path, files, conf=conf).build().warnings == []


def test_a_draft_in_a_toctree_is_left_out_without_a_word(tmp_path: Path) -> None:
    files = {**NOTES, "b.md": "---\ndraft: true\ntitle: Hidden one\n---\n"}
    wiki = Wiki.create(tmp_path, files).build()
    assert (wiki.warnings, "Hidden one" in wiki.html("index")) == ([], False)


def test_an_entry_that_goes_is_said_as_in_a_clean_build(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, NOTES).build()
    wiki.remove("b.md")
    said = wiki.build().warnings
    assert said == wiki.copy("clean").build().warnings != []


def test_a_missing_entry_has_nothing_read_again(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {**NOTES, "index.md": toctree("a", "zz")}).build()
    assert "0 added, 0 changed, 0 removed" in wiki.build().log
