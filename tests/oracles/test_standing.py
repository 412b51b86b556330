"""Where nothing changed nothing is derived; after any change the site is a clean build's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from sphinx_wiki.settling import settle
from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "one.md": "---\nimage: images/one.png\naliases: [old.html]\n---\n\n# One\n\n"
    "See [](two.md), [the data](data/part.txt), [more](data/new.txt) and {cite}`alpha`.\n\n"
    "```{bibliography}\n```\n",
    "own/style.css": "p { color: red }\n",
    "two.md": "---\nlisting:\n  contents: books.yml\n---\n\n# Two\n\nText.\n",
    "books.yml": "- title: A book\n  path: https://example.org/a\n",
    "data/part.txt": "data\n",
    "images/one.png": png(1),
    "works.bib": "@book{alpha, title={The first}, author={Ada Byron}, year={1843}}\n",
}


CONF = 'html_static_path = ["own"]\nhtml_css_files = ["style.css"]\n'


def commit(wiki: Wiki) -> None:
    """Put the notes into a repository of git, at a day of long ago."""
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for arguments in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "Notes"]):
        subprocess.run(
            ["git", *arguments],
            cwd=wiki.source,
            check=True,
            env={
                "PATH": "/usr/bin:/bin",
                "GIT_AUTHOR_DATE": "2020-02-02T12:00:00Z",
                "GIT_COMMITTER_DATE": "2020-02-02T12:00:00Z",
            },
        )


CHANGES: dict[str, Callable[[Wiki], object]] = {
    "what a listing lists": lambda wiki: wiki.write(
        "books.yml", "- title: Another book\n  path: https://example.org/b\n"
    ),
    "a file that is linked": lambda wiki: wiki.remove("data/part.txt"),
    "a file that is linked and was not there": lambda wiki: wiki.write("data/new.txt", "new\n"),
    "a picture in a listing": lambda wiki: wiki.write("images/one.png", png(2)),
    "a bibliography": lambda wiki: wiki.write(
        "works.bib", "@book{alpha, title={The second}, author={Ada Byron}, year={1843}}\n"
    ),
    "a style sheet": lambda wiki: wiki.write("own/style.css", "p { color: blue }\n"),
    "a value of conf.py": lambda wiki: wiki.write(
        "conf.py", (wiki.source / "conf.py").read_text() + "wiki_feed_items = 0\n"
    ),
    "a commit": commit,
    "an export that is gone": lambda wiki: (wiki.outdir / "wiki.json").unlink(),
    "a redirect that is gone": lambda wiki: (wiki.outdir / "old.html").unlink(),
    "a page that is gone": lambda wiki: (wiki.outdir / "two.html").unlink(),
    "a note that is gone": lambda wiki: wiki.remove("two.md"),
}


def test_nothing_is_derived_where_nothing_changed(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    wiki = make_wiki(NOTES).build()
    derived: list[str] = []
    monkeypatch.setattr(settle, "derive", lambda *_arguments: derived.append("the wiki"))
    wiki.build()
    assert derived == []


@pytest.mark.parametrize("what", CHANGES)
def test_the_site_follows_every_change(make_wiki: MakeWiki, what: str) -> None:
    wiki = make_wiki(NOTES, CONF).build().build()
    CHANGES[what](wiki)
    wiki.build()
    clean = wiki.copy("clean").build()
    assert compare.describe(wiki.files(), clean.files(), ("incremental", "clean")) == ""


def test_a_link_to_a_file_that_is_gone_is_reported_once(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build()
    wiki.remove("data/part.txt")
    said = [[each for each in wiki.build().warnings if "part.txt" in each] for _ in range(2)]
    assert [len(each) for each in said] == [1, 0]


def test_an_address_that_two_claim_is_reported_by_every_build(make_wiki: MakeWiki) -> None:
    alias = "---\naliases: [old.html]\n---\n\n# Note\n"
    wiki = make_wiki({"a.md": alias, "b.md": alias})
    said = [any("is claimed" in each for each in wiki.build().warnings) for _ in range(3)]
    assert said == [True, True, True]
