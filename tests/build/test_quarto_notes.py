"""Notes of Quarto: shortcodes, raw blocks, front matter; the files are in dialects/quarto."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sphinx_wiki.dialects.quarto.diagrams import has_dot
from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.oracles.leftovers import in_page, leftovers
from tests.wikis import Wiki

# Stands for Graphviz: writes a picture where it is told to.
DRAW = """#!/bin/sh
for word in "$@"; do case "$word" in -o*) out="${word#-o}";; esac; done
echo '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt"></svg>' > "$out"
"""
NOTES = Path(__file__).parent.parent / "dialects" / "quarto" / "notes"
PLOTS = {
    "cells": [
        {"cell_type": "markdown", "metadata": {}, "source": "# Plots\n\nNot embedded."},
        {
            "cell_type": "code",
            "metadata": {},
            "source": "#| label: fig-dots\n#| fig-cap: Dots\n1",
            "execution_count": 1,
            "outputs": [
                {
                    "output_type": "execute_result",
                    "execution_count": 1,
                    "metadata": {},
                    "data": {"text/html": "<p class='dots'>dots</p>", "text/plain": "1"},
                }
            ],
        },
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 4,
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    files: dict[str, str | bytes] = {path.name: path.read_bytes() for path in NOTES.glob("*.qmd")}
    files |= {
        "_quarto.yml": "project:\n  type: website\n",
        "_variables.yml": "course:\n  name: Linear algebra\n",
        "clip.mp4": b"film",
        "cover.png": png(3),
        "pictures/cover.png": png(4),
        "plots.ipynb": json.dumps(PLOTS),
    }
    return make_shared_wiki(files).build()


def words(wiki: Wiki, page: str) -> str:
    return " ".join(wiki.article(page).get_text(" ").split())


def of(wiki: Wiki, note: str) -> list[str]:
    """Give the warnings about one note, without its name."""
    return [line.removeprefix(note) for line in wiki.warnings if line.startswith(note)]


def test_nothing_of_quarto_is_left_outside_code(wiki: Wiki) -> None:
    # What the note says of escaped shortcodes is meant to be read.
    found = [each for each in leftovers(wiki.outdir) if "{{< meta title >}} and" not in each.around]
    assert found == []


@pytest.mark.parametrize(
    "text", ["::: {.x}", "{{< x >}}", "#| x", "[[x]]", "@fig-x", "%% x", "{#x}"]
)
def test_what_is_left_is_seen(text: str) -> None:
    page = BeautifulSoup(f"<p>{text}</p><code>::: %%</code>", "html.parser")
    assert list(in_page(page, "page"))


def test_every_key_that_quarto_knows_is_accepted(wiki: Wiki) -> None:
    assert of(wiki, "all_keys.qmd") == []
    assert "Show" in words(wiki, "all_keys")


def test_old_addresses_lead_to_the_note(wiki: Wiki) -> None:
    assert "all_keys.html" in wiki.read("old.html")
    assert "all_keys.html" in wiki.read("older.html")


def test_a_page_about_somebody_has_its_picture_and_links(wiki: Wiki) -> None:
    article = wiki.article("all_keys")
    assert article.select_one("img.wiki-about-image") is not None
    assert [link.text for link in article.select(".wiki-about-links a")] == ["GitHub"]


def test_values_stand_where_they_are_named(wiki: Wiki) -> None:
    shown = words(wiki, "shortcodes")
    assert "The title is Shortcodes, the unit kg , the course Linear algebra." in shown
    assert wiki.article("shortcodes").find("strong", string="kg") is not None


def test_keys_to_press_are_marked(wiki: Wiki) -> None:
    keys = [key.text for key in wiki.article("shortcodes").select("kbd")]
    assert keys == ["Ctrl", "C", "Cmd", "C", "Ctrl", "C", "Esc"]


def test_a_film_of_the_folder_is_shown(wiki: Wiki) -> None:
    player = wiki.article("shortcodes").select_one("video")
    assert player is not None
    assert (wiki.outdir / str(player["src"])).read_bytes() == b"film"
    assert player["aria-label"] == "A clip"


def test_a_film_from_elsewhere_is_a_link(wiki: Wiki) -> None:
    (link,) = wiki.article("shortcodes").select(".wiki-video a")
    assert (link.text, link["href"]) == ("A film", "https://www.youtube.com/watch?v=x")
    assert "iframe" not in wiki.html("shortcodes")


def test_a_cell_of_another_note_is_embedded(wiki: Wiki) -> None:
    embed = wiki.article("shortcodes").select_one(".wiki-embed")
    assert embed is not None
    assert embed.select_one(".dots") is not None
    assert "Not embedded" not in embed.text


def test_raw_text_is_for_its_format(wiki: Wiki) -> None:
    article = wiki.article("shortcodes")
    assert article.select_one("b.raw") is not None
    assert article.find("i", string="inline") is not None
    assert "forpaper" not in wiki.html("shortcodes")
    assert "inlinetex" not in wiki.html("shortcodes")


def test_lines_with_notes_are_marked(wiki: Wiki) -> None:
    code = wiki.article("shortcodes").select_one("div.highlight-python pre")
    assert code is not None
    assert code.text == "x = 1  # ①\nprint(x)  # ②\n"
    assert wiki.article("shortcodes").select_one("ol.wiki-annotations") is not None


def test_links_to_files_and_pages_lead_to_the_note(wiki: Wiki) -> None:
    links = [link["href"] for link in wiki.article("shortcodes").select("a.internal")]
    assert links.count("all_keys.html") == 3
    assert "plots.html#fig-dots" in links
    picture = wiki.article("shortcodes").find("img", alt="a picture")
    assert picture is not None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (5, "The shortcode 'vidoe' is unknown and left out. Did you mean 'video'?"),
        (5, "{{< meta titel >}}: found no such key in the front matter. Did you mean 'title'?"),
        (7, "'wrong.qmd' includes itself, so it is not included again."),
        (9, "'../outside.qmd' leads out of the notes folder and is not included."),
        (11, "The file 'missing.qmd' to include does not exist."),
        (13, "The video 'missing.mp4' does not exist."),
        (16, "The file 'missing.py' to include does not exist."),
        (20, "Cells of julia are shown without running: the code of this note runs in python."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(wiki: Wiki, line: int, said: str) -> None:
    assert [each for each in of(wiki, "wrong.qmd") if each.startswith(f":{line}: WARNING: {said}")]


def test_each_fault_is_said_once(wiki: Wiki) -> None:
    assert len(of(wiki, "wrong.qmd")) == 8


def test_a_missing_file_that_comes_is_included(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.qmd": "# A\n\n{{< include b.qmd >}}\n\n{{< var x >}}\n"}).build()
    wiki.write("b.qmd", "It is *here*.\n")
    wiki.write("_variables.yml", "x: now\n")
    wiki.build()
    assert "It is here . now" in words(wiki, "a")
    fresh = wiki.copy("fresh").build()
    assert not compare.describe(wiki.files(), fresh.files(), ("incremental", "clean"))


def test_diagrams_in_dot_are_shown_as_text_where_nothing_draws_them(make_wiki: MakeWiki) -> None:
    with_dot = "# A\n\n```{dot}\ndigraph { a -> b }\n```\n"
    if has_dot():
        pytest.skip("Graphviz is installed")
    wiki = make_wiki({"a.qmd": with_dot, "b.qmd": with_dot.replace("# A", "# B")}).build()
    assert [line for line in wiki.warnings if "dot of Graphviz is not installed" in line]
    assert len(wiki.warnings) == 1
    assert "digraph { a -> b }" in wiki.article("a").get_text()


def test_diagrams_in_dot_are_drawn_by_graphviz(
    make_wiki: MakeWiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    program.write_text(DRAW, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    wiki = make_wiki({"a.qmd": "# A\n\n```{dot}\ndigraph { a -> b }\n```\n"}).build()
    assert wiki.warnings == []
    drawn = wiki.article("a").select_one("object[type='image/svg+xml']")
    assert drawn is not None
    assert (wiki.outdir / str(drawn["data"])).read_text(encoding="utf-8").startswith("<svg")


def test_a_fault_in_the_variables_is_said_once(make_wiki: MakeWiki) -> None:
    note = "{{< var a >}} and {{< var a >}}.\n"
    files = {"a.qmd": "# A\n\n" + note, "b.qmd": "# B\n\n" + note}
    wiki = make_wiki({**files, "_variables.yml": "a: 1\nb: [x\n"}).build()
    (line,) = wiki.warnings
    assert line.startswith("_variables.yml:2: ")
    assert "1 and 1." in words(wiki, "a")
