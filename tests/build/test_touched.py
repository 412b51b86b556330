"""Files of which only the time is another one cost nothing; other bytes are seen at any time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

FILES: dict[str, str | bytes] = {
    "plain.md": "# Plain\n\nWords.\n",
    "shows.md": "# Shows\n\n![One](one.png)\n\n```{include} part.txt\n```\n",
    "cites.md": "# Cites\n\n{cite}`key`\n\n```{bibliography}\n```\n",
    "runs.md": "# Runs\n\n```{code-cell} python\nprint(open('data.txt').read())\n```\n",
    "one.png": png(1),
    "part.txt": "A part.\n",
    "data.txt": "data",
    "works.bib": "@book{key, author={W. Writer}, title={The title}, year={2020}}\n",
}
READ_NOTHING = "0 added, 0 changed, 0 removed"
HOUR = 3600 * 10**9


def times(wiki: Wiki) -> dict[str, int]:
    """Give when each file of the site was written."""
    return {path: (wiki.outdir / path).stat().st_mtime_ns for path in wiki.paths()}


def older(wiki: Wiki, path: str, text: str | bytes) -> None:
    """Write a file with the time of an hour before it was written last."""
    before = (wiki.source / path).stat().st_mtime_ns
    wiki.write(path, text)
    os.utime(wiki.source / path, ns=(before - HOUR, before - HOUR))


@pytest.fixture
def wiki(make_wiki: MakeWiki) -> Wiki:
    """Give a wiki that was built."""
    return make_wiki(FILES).build()


def test_files_of_another_time_are_not_read_and_no_page_is_written(wiki: Wiki) -> None:
    before = times(wiki)
    for path in FILES:
        os.utime(wiki.source / path)
    wiki.build()
    assert READ_NOTHING in wiki.log
    assert times(wiki) == before


def test_files_of_another_time_are_compared_once(
    wiki: Wiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in FILES:
        os.utime(wiki.source / path)
    wiki.build()
    read: list[str] = []
    ordinary = Path.read_bytes

    def recorded(path: Path) -> bytes:
        read.append(path.name)
        return ordinary(path)

    monkeypatch.setattr(Path, "read_bytes", recorded)
    wiki.build()
    assert not {"plain.md", "shows.md"} & set(read)


@pytest.mark.parametrize(
    ("path", "text", "page", "word"),
    [
        ("plain.md", "# Plain\n\nOther.\n", "plain", "Other"),
        ("part.txt", "A bird.\n", "shows", "bird"),
        ("data.txt", "atad", "runs", "atad"),
    ],
)
def test_other_bytes_of_the_same_size_with_an_older_time_are_read(
    wiki: Wiki, path: str, text: str, page: str, word: str
) -> None:
    assert len(text) == len(FILES[path])
    older(wiki, path, text)
    wiki.build()
    assert word in wiki.article(page).get_text()


def test_another_picture_with_an_older_time_is_copied(wiki: Wiki) -> None:
    older(wiki, "one.png", png(2))
    wiki.build()
    assert png(2) in wiki.files().values()


def test_a_file_that_changes_while_notes_are_read_is_read_again(make_wiki: MakeWiki) -> None:
    conf = (
        "def setup(app):\n"
        "    def late(app, env):\n"
        "        part = app.srcdir / 'part.txt'\n"
        "        if 'later' not in part.read_text():\n"
        "            part.write_text('A later part.')\n"
        "    app.connect('env-updated', late, priority=1)\n"
    )
    wiki = make_wiki(FILES, conf).build()
    assert "A part." in wiki.article("shows").get_text()
    wiki.build()
    assert "A later part." in wiki.article("shows").get_text()


def test_a_note_that_changes_while_it_is_read_is_read_again(make_wiki: MakeWiki) -> None:
    conf = (
        "def setup(app):\n"
        "    def late(app, docname, source):\n"
        "        if docname == 'plain' and 'later' not in source[0]:\n"
        "            (app.srcdir / 'plain.md').write_text('# Plain\\n\\nSome later words.')\n"
        "    app.connect('source-read', late)\n"
    )
    wiki = make_wiki(FILES, conf).build()
    assert "later" not in wiki.article("plain").get_text()
    wiki.build()
    assert "later" in wiki.article("plain").get_text()


def test_a_missing_page_of_a_note_of_another_time_is_written(wiki: Wiki) -> None:
    os.utime(wiki.source / "plain.md")
    (wiki.outdir / "plain.html").unlink()
    wiki.build()
    assert (wiki.outdir / "plain.html").is_file()


def test_a_newer_template_writes_all_pages_again(make_wiki: MakeWiki) -> None:
    files = {**FILES, "_templates/layout.html": '{% extends "!layout.html" %}'}
    wiki = make_wiki(files, "templates_path = ['_templates']\n").build()
    before = times(wiki)
    os.utime(wiki.source / "_templates/layout.html")
    wiki.build()
    pages = {f"{name}.html" for name in ("plain", "shows", "cites", "runs")}
    assert pages <= {path for path, time in times(wiki).items() if time != before.get(path)}


def test_pages_are_written_again_without_a_template_that_is_gone(make_wiki: MakeWiki) -> None:
    template = '{% extends "!layout.html" %}{% block footer %}Ours.{% endblock %}'
    files = {**FILES, "_templates/layout.html": template}
    wiki = make_wiki(files, "templates_path = ['_templates']\n").build()
    wiki.remove("_templates/layout.html")
    assert "Ours." not in wiki.build().read("plain.html")


def test_pages_are_written_again_with_a_template_of_old(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({**FILES, "_templates/of": ""}, "templates_path = ['_templates']\n").build()
    template = '{% extends "!layout.html" %}{% block footer %}Ours.{% endblock %}'
    wiki.write("_templates/layout.html", template)
    os.utime(wiki.source / "_templates/layout.html", (1, 1))
    assert "Ours." in wiki.build().read("plain.html")
