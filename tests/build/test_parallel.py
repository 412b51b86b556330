"""Several processes: each writes a part of the pages, where no extension minds."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

import pytest
from sphinx.util.parallel import ParallelTasks

from tests.conftest import MakeWiki

NOTES = {f"note{number:02}.md": f"# Note {number}\n\nWords.\n" for number in range(40)}
FEW = {f"note{number:02}.md": f"# Note {number}\n" for number in range(8)}

WRITERS = """
import os

def told(app, pagename, templatename, context, doctree):
    with open(app.srcdir.parent / "writers", "a") as file:
        file.write(f"{os.getpid()}\\n")

def setup(app):
    app.connect("html-page-context", told)
"""

RESOLVER = """
seen = []

from sphinx.transforms.post_transforms import SphinxPostTransform

class Transform(SphinxPostTransform):
    default_priority = 900

    def run(self, **kwargs):
        seen.append(self.env.docname)

def resolved(app, doctree, docname):
    seen.append(docname)

def finished(app, exception):
    (app.srcdir.parent / "seen").write_text(" ".join(sorted(seen)))

def setup(app):
    REGISTER
    app.connect("build-finished", finished)
"""
REGISTERS = {
    "listener": 'app.connect("doctree-resolved", resolved)',
    "transform": "app.add_post_transform(Transform)",
}


def writers(folder: Path) -> set[int]:
    """Give the processes that wrote pages of notes."""
    return {int(line) for line in (folder / "writers").read_text().split()}


def test_every_process_writes_a_part(make_wiki: MakeWiki, tmp_path: Path) -> None:
    make_wiki(NOTES, WRITERS).build(parallel=3)
    assert len(writers(tmp_path / "wiki-0") - {os.getpid()}) == 3


def test_few_pages_are_written_by_one_process(make_wiki: MakeWiki, tmp_path: Path) -> None:
    make_wiki(FEW, WRITERS).build(parallel=3)
    assert writers(tmp_path / "wiki-0") == {os.getpid()}


@pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
def test_an_extension_that_resolves_notes_sees_them_all(
    make_wiki: MakeWiki, tmp_path: Path, register: str
) -> None:
    make_wiki(NOTES, RESOLVER.replace("REGISTER", register)).build(parallel=3)
    seen = (tmp_path / "wiki-0" / "seen").read_text().split()
    assert {f"note{number:02}" for number in range(40)} <= set(seen)


def test_the_search_has_the_words_of_every_note(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build(parallel=3)
    alone = wiki.copy("alone").build()
    assert wiki.read("searchindex.js") == alone.read("searchindex.js")


def test_a_warning_of_a_page_is_said_once(make_wiki: MakeWiki) -> None:
    lost = {name: f"{text}\n{{term}}`nothing`\n" for name, text in NOTES.items()}
    wiki = make_wiki(lost).build(parallel=3)
    alone = wiki.copy("alone").build()
    assert len(alone.warnings) == len(lost)
    assert sorted(wiki.warnings) == sorted(alone.warnings)


def test_a_part_that_a_process_loses_is_read_and_written_all_the_same(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = ParallelTasks.add_task
    count = itertools.count()

    def lose_some(self: ParallelTasks, *arguments: Any) -> None:
        # As Sphinx does when a process fails while others are still to be started.
        if next(count) % 2:
            add(self, *arguments)

    monkeypatch.setattr(ParallelTasks, "add_task", lose_some)
    wiki = make_wiki(NOTES).build(parallel=2)
    alone = wiki.copy("alone").build()
    assert wiki.files() == alone.files()
