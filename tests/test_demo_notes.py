"""The demo wiki's own files: well formed, linked to one another, and with their sources."""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import nbformat
import pytest
import yaml
from pybtex.database import parse_file

NOTES = Path(__file__).parents[1] / "notes"
SUFFIXES = (".md", ".ipynb", ".rst")
PATHS = sorted(path for path in NOTES.rglob("*") if path.suffix in SUFFIXES)
NAMES = frozenset(path.relative_to(NOTES).with_suffix("").as_posix() for path in PATHS)
ALLOWED_IMPORTS = frozenset(["numpy", "pandas", "plotly", "collections", "fractions", "math", "re"])
SOURCES = re.compile(
    r"^## (Sources|References|Further reading|Quellen)$|^Sources\n-+$", re.MULTILINE
)

each_note = pytest.mark.parametrize("path", PATHS, ids=lambda p: str(p.relative_to(NOTES)))


def source(path: Path) -> str:
    """Give the text of a note, a notebook's raw and Markdown cells joined."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] != "code")


def prose(path: Path) -> str:
    """Give a note's text without its code blocks."""
    return re.sub(r"^```.*?^```", "", source(path), flags=re.MULTILINE | re.DOTALL)


def code(path: Path) -> list[str]:
    """Give the code of a note's cells."""
    if path.suffix != ".ipynb":
        return re.findall(r"^```\{code-cell\} python\n(.*?)^```", source(path), re.M | re.S)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]


def front(path: Path) -> dict[str, Any]:
    """Give a note's front matter; of an rst note, its field list."""
    if path.suffix == ".rst":
        return dict(re.findall(r"^:(\w+): (.*)$", source(path).split("\n\n")[0], re.M))
    matter = re.match(r"---\n(.*?)\n---", source(path), re.S)
    assert matter
    return dict(yaml.safe_load(matter[1]))


def title(path: Path) -> str:
    """Give a note's title, from its front matter or its first heading."""
    declared = front(path).get("title")
    heading = re.search(r"^# (.*)|^(.*)\n==+$", prose(path), re.M)
    found = declared or (heading and (heading[1] or heading[2]))
    assert found
    return str(found)


def docname(path: Path) -> str:
    """Give the path of a note from the folder, without its suffix."""
    return path.relative_to(NOTES).with_suffix("").as_posix()


BY_TITLE = {
    str(name).lower(): docname(path)
    for path in PATHS
    for name in (title(path), *front(path).get("aliases", ()))
}


def slugs(path: Path) -> set[str]:
    """Give the anchors of a note's headings, and the labels of its cells."""
    headings = re.findall(r"^#+ (.*)$", prose(path), re.M)
    labels = re.findall(r"^#\| label: (\S+)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings} | {*labels}


def links(path: Path) -> list[tuple[str, str]]:
    """Give the notes and anchors that a note links to, the notes by name."""
    text, folder = prose(path), path.relative_to(NOTES).parent.as_posix()
    if path.suffix == ".rst":
        written = [(target, "") for target in re.findall(r":doc:`(?:[^`<]*<)?([^`>]+)>?`", text)]
    else:
        targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", text)
        parts = [target.partition("#") for target in targets if "//" not in target]
        written = [(to or path.name, part) for to, _, part in parts]
    found = [
        (posixpath.normpath(posixpath.join(folder, re.sub(r"\.(md|ipynb|rst)$", "", to))), part)
        for to, part in written
    ]
    named = re.findall(r"(?:\{wiki:note\}|:wiki:note:)`([^`]+)`", text)
    return found + [(BY_TITLE[name.lower()], "") for name in named]


def test_there_are_enough_notes() -> None:
    """The demo promises at least 22 notes in three formats."""
    assert len(PATHS) >= 22
    assert {path.suffix for path in PATHS} == set(SUFFIXES)


def test_configuration_is_two_lines() -> None:
    """The set-up shown to newcomers is the whole set-up."""
    assert (NOTES / "conf.py").read_text(encoding="utf-8").splitlines() == [
        'project = "Study wiki"',
        'extensions = ["sphinx_wiki"]',
    ]


@each_note
def test_has_categories(path: Path) -> None:
    """A reader can find each note by its subject."""
    assert front(path)["categories"]


@each_note
def test_has_one_title(path: Path) -> None:
    """A title stands in the front matter or as a first heading, never in both."""
    headings = len(re.findall(r"^# |^=====*$", prose(path), re.M))
    assert headings + ("title" in front(path)) == 1


@each_note
def test_ends_with_sources(path: Path) -> None:
    """The last section names at least one source and nothing else."""
    text = source(path)
    found = list(SOURCES.finditer(text))
    assert len(found) == 1
    entries = text[found[0].end() :].strip().splitlines()
    assert entries
    assert all(entry.startswith("- ") for entry in entries)


@each_note
def test_links_resolve(path: Path) -> None:
    """Each link names a note and a heading that exist."""
    for name, part in links(path):
        assert name in NAMES
        if part:
            target = next(p for p in PATHS if p.with_suffix("") == NOTES / name)
            assert part in slugs(target)


@each_note
def test_links_to_three_others(path: Path) -> None:
    """A wiki lives on links."""
    assert len({name for name, _ in links(path)}) >= 3


def test_no_note_is_an_orphan() -> None:
    """Each note can be reached from another."""
    reached = {name for path in PATHS for name, _ in links(path) if name != docname(path)}
    assert reached == NAMES


@each_note
def test_requirements_exist(path: Path) -> None:
    """A prerequisite is the path or the name of a note."""
    names = NAMES | {name.rpartition("/")[2] for name in NAMES}
    assert set(front(path).get("requires", ())) <= names


@each_note
def test_images_exist_and_are_described(path: Path) -> None:
    """An image in the front matter is a readable SVG with words for those who cannot see it."""
    matter = front(path)
    if "image" in matter:
        ET.parse(path.parent / matter["image"])
        assert matter["image-alt"]


@each_note
def test_code_compiles_with_known_imports(path: Path) -> None:
    """Cells need nothing but the packages that the project installs."""
    for cell in code(path):
        compile(cell, str(path), "exec")
        imported = re.findall(r"^(?:import|from) (\w+)", cell, re.M)
        assert set(imported) <= ALLOWED_IMPORTS


def test_nine_notes_have_figures() -> None:
    """A cell that plots ends with the figure."""
    plotting = [p for p in PATHS if any(c.rstrip().endswith("\nfig") for c in code(p))]
    assert len(plotting) >= 9


def test_notebook_is_valid() -> None:
    """The notebook follows its format, with an id for each cell."""
    for path in NOTES.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)


def test_citations_are_in_the_bibliography() -> None:
    """Each key that is cited has an entry, and three notes or more cite."""
    keys = parse_file(str(NOTES / "references.bib")).entries.keys()
    cited = {p: re.findall(r"\{cite\}`([^`]+)`", source(p)) for p in PATHS}
    assert all(key in keys for found in cited.values() for key in found)
    assert sum(bool(found) for found in cited.values()) >= 3
