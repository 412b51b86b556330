"""Projects of Quarto: the seed wiki as it is, settings, and what notes take over."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.wikis import Wiki

PROJECT = """project:
  type: website
website:
  title: "Study wiki"
format:
  html:
    theme: darkly
    toc: true
"""
SEED = Path(__file__).parent.parent / "dialects" / "quarto" / "seed"
BARE = 'extensions = ["sphinx_wiki"]\n'


def bare(wiki: Wiki) -> Wiki:
    """Let Quarto's project say what the wiki is called."""
    wiki.write("conf.py", BARE)
    return wiki


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Wiki:
    """The seed wiki as it was found, adopted by the command, and built."""
    folder = tmp_path_factory.mktemp("seed")
    shutil.copytree(SEED, folder / "notes")
    command = [sys.executable, "-m", "sphinx_wiki.command", "init", str(folder / "notes")]
    subprocess.run(command, check=True, capture_output=True)
    return Wiki(folder / "notes", folder / "site", folder / "doctrees").build()


def test_the_seed_wiki_needs_no_change(seed: Wiki) -> None:
    assert seed.warnings == []
    for path in SEED.rglob("*.*"):
        assert (seed.source / path.relative_to(SEED)).read_bytes() == path.read_bytes()
    page = BeautifulSoup(seed.html("index"), "html.parser")
    assert page.h1 is not None
    assert page.h1.text == "Study wiki#"
    assert page.html is not None
    assert page.html["data-theme"] == "dark"


def test_the_seed_wiki_is_sorted_and_filterable(seed: Wiki) -> None:
    listing = seed.article("index").select_one(".wiki-listing")
    assert listing is not None
    titles = [title.text.strip() for title in listing.select(".wiki-entry-title")]
    assert titles == ["QLoRA", "Quantization", "Binary numbers"]
    assert listing.select_one("select") is not None
    assert listing.select_one("input[type=search]") is not None


def test_the_seed_wiki_is_linked(seed: Wiki) -> None:
    notes = {note["name"]: note for note in seed.json()["notes"]}
    linked = {link["note"] for link in notes["notes/qlora"]["links"]}
    assert linked == {"notes/quantization", "notes/binary_numbers"}
    assert "256" in seed.article("notes/binary_numbers").get_text()


NOTES: dict[str, str | bytes] = {
    "_quarto.yml": PROJECT.replace("website:\n", 'website:\n  site-url: "https://notes.example"\n')
    + "author: Ada\nexecute: {echo: false}\nlang: de\n",
    "index.md": "# Home\n",
    "part/_metadata.yml": "categories: [study]\nimage: cover.png\norder: first\n",
    "part/cover.png": b"\x89PNG",
    "part/note.md": "---\ncategories: [own]\n---\n# Note\n",
    "part/deep/deep.qmd": "# Deep\n\n```{python}\n'out' + 'put'\n```\n",
    "_hidden/a.md": "# Hidden\n",
    "_hidden.md": "# Hidden\n",
    "README.md": "# Read me\n",
    "docs/page.md": "# Output\n",
}


@pytest.fixture(scope="module")
def project(make_shared_wiki: MakeWiki) -> Wiki:
    text = str(NOTES["_quarto.yml"]).replace("type: website", "output-dir: docs")
    return bare(make_shared_wiki({**NOTES, "_quarto.yml": text})).build()


def note(wiki: Wiki, name: str) -> dict[str, object]:
    """Give what ``wiki.json`` says about a note."""
    (found,) = [each for each in wiki.json()["notes"] if each["name"] == name]
    return dict(found)


def test_notes_take_over_what_their_folder_says(project: Wiki) -> None:
    assert note(project, "part/note")["categories"] == ["study", "own"]
    assert note(project, "part/note")["authors"] == ["Ada"]
    assert note(project, "part/deep/deep")["image"] == "_images/cover.png"
    assert note(project, "index")["categories"] == []


def test_code_takes_over_how_it_is_shown(project: Wiki) -> None:
    text = project.article("part/deep/deep").get_text()
    assert "output" in text
    assert "'out'" not in text


def test_a_fault_of_a_folder_is_said_once_with_its_line(project: Wiki) -> None:
    (line,) = project.warnings
    assert line.startswith("part/_metadata.yml:3: WARNING: order: found the text 'first'")


def test_what_quarto_leaves_out_is_left_out(project: Wiki) -> None:
    names = {each["name"] for each in project.json()["notes"]}
    assert names >= {"index", "part/note"}
    assert not names & {"_hidden/a", "_hidden", "README", "docs/page"}


def test_language_and_address_are_those_of_the_project(project: Wiki) -> None:
    page = BeautifulSoup(project.html("part/note"), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "de"
    assert "Start" in project.html("index")
    assert "https://notes.example/" in project.read("atom.xml")


def test_conf_py_wins(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES, 'language = "en"\nhtml_context = {"default_mode": "light"}\n').build()
    page = BeautifulSoup(wiki.html("index"), "html.parser")
    assert page.html is not None
    assert (page.html["lang"], page.html["data-theme"]) == ("en", "light")
    assert "Test wiki" in wiki.html("index")


@pytest.mark.parametrize(
    ("path", "text", "notes"),
    [
        ("part/_metadata.yml", "categories: [changed]\n", {"part/note", "part/deep/deep"}),
        ("part/deep/_metadata.yml", "subtitle: New\n", {"part/deep/deep"}),
        (
            "_quarto.yml",
            str(NOTES["_quarto.yml"]).replace("Ada", "Bob"),
            {"index", "part/note", "part/deep/deep", "docs/page"},
        ),
        ("_quarto.yml", str(NOTES["_quarto.yml"]).replace("darkly", "cosmo"), set()),
    ],
)
def test_an_edit_reaches_the_notes_it_is_about(
    make_wiki: MakeWiki, path: str, text: str, notes: set[str]
) -> None:
    wiki = bare(make_wiki(NOTES)).build()
    wiki.write(path, text)
    wiki.build()
    read = set(re.findall(r"reading sources\.+ \[[^]]*\] (?!categories)(\S+)", wiki.log))
    fresh = wiki.copy("fresh").build()
    assert not compare.describe(wiki.files(), fresh.files(), ("incremental", "clean"))
    assert read == notes


def test_a_file_that_vanishes_is_missed(make_wiki: MakeWiki) -> None:
    wiki = bare(make_wiki(NOTES)).build()
    wiki.remove("part/_metadata.yml")
    wiki.build()
    fresh = wiki.copy("fresh").build()
    assert not compare.describe(wiki.files(), fresh.files(), ("incremental", "clean"))


def test_only_what_is_named_is_rendered(make_wiki: MakeWiki) -> None:
    project = "project:\n  render: ['part/**', '!part/deep/']\n"
    wiki = bare(make_wiki({**NOTES, "_quarto.yml": project})).build()
    names = {each["name"] for each in wiki.json()["notes"]}
    assert "part/note" in names
    assert not names & {"part/deep/deep", "docs/page"}


@pytest.mark.parametrize(("setting", "folder"), [("file", "part"), ("project", "notes")])
def test_code_runs_where_the_project_says(make_wiki: MakeWiki, setting: str, folder: str) -> None:
    code = "```{python}\nfrom pathlib import Path\nprint(Path.cwd().name)\n```\n"
    project = f"project:\n  execute-dir: {setting}\n"
    wiki = bare(make_wiki({"part/a.qmd": code, "_quarto.yml": project})).build()
    output = wiki.article("part/a").select_one(".cell_output")
    assert output is not None
    assert output.text.strip() == folder
    assert wiki.warnings == []


def test_a_project_can_name_its_drafts(make_wiki: MakeWiki) -> None:
    files = {"a.md": "# A\n", "b.qmd": "# B\n", "_quarto.yml": "website:\n  drafts: [b.qmd]\n"}
    wiki = bare(make_wiki(files)).build()
    assert {each["name"] for each in wiki.json()["notes"]} == {"a"}
    wiki.write("_quarto.yml", "website:\n  drafts: [a.md]\n")
    wiki.build()
    assert {each["name"] for each in wiki.json()["notes"]} == {"b"}


def test_without_the_dialect_no_project_is_looked_at(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES, 'wiki_dialects = ["myst"]\n').build()
    assert note(wiki, "part/note")["authors"] == []
    assert note(wiki, "part/note")["categories"] == ["study", "own"]
    assert 'lang="en"' in wiki.html("index")


def test_menus_lead_to_notes_from_every_page(make_wiki: MakeWiki) -> None:
    menu = (
        "website:\n  navbar:\n    left:\n      - part/note.md\n      - text: More <i>\n"
        "        menu: [{text: Far, href: 'https://example.org'}]\n"
        "  sidebar:\n    contents: [index.md, missing.md, part/deep/deeep.qmd]\n"
    )
    wiki = bare(make_wiki({**NOTES, "_quarto.yml": menu})).build()
    shown = BeautifulSoup(wiki.html("part/deep/deep"), "html.parser").select(".wiki-nav a")
    links = {link.text: link["href"] for link in shown}
    assert links["Note"] == "../note.html"
    assert links["Far"] == "https://example.org"
    assert "More &lt;i&gt;" in wiki.html("index")
    said = [line for line in wiki.warnings if line.startswith("_quarto.yml:8: ")]
    assert len(said) == 2
    assert "A menu names 'missing.md', which does not exist." in said[0]
    assert "Did you mean 'deep.qmd'?" in said[1]


def test_a_new_title_reaches_the_menus(make_wiki: MakeWiki) -> None:
    menu = "website:\n  navbar:\n    left: [part/note.md]\n"
    wiki = bare(make_wiki({**NOTES, "_quarto.yml": menu})).build()
    wiki.write("part/note.md", "---\ntitle: Renamed\n---\nText.\n")
    wiki.build()
    assert "Renamed" in wiki.html("index")
    fresh = wiki.copy("fresh").build()
    assert not compare.describe(wiki.files(), fresh.files(), ("incremental", "clean"))
