"""An edit of words settles only what was read, to what settling everything gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sphinx_wiki.settling import settle
from sphinx_wiki.settling.derive import derive
from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png
from tests.wikis import Wiki

ONE = """---
categories: [maths]
---

# One

First words of [](two.md).

## Part

See [[three]] and [](#fig).

## Sources

- [A course](https://example.org/course)
"""
NOTES: dict[str, str | bytes] = {
    "one.md": ONE,
    "two.md": "# Two\n\nOf [](one.md#part).\n\n![[one]]\n",
    "three.md": "# Three\n\n```{figure} a.png\n:name: fig\nA caption\n```\n",
    "four.md": "# Four\n\n- [The course](https://example.org/course)\n\nBy [](three.md).\n",
    "list.md": "# List\n\n```{wiki:listing}\n:fields: [title, reading-time]\n```\n",
    "a.png": png(1),
}
MANY = "Many words. " * 300

OF_WORDS: dict[str, tuple[str, str]] = {
    "a sentence": ("First words", "One more sentence. First words"),
    "as many that it takes longer to read": ("First words", MANY + "First words"),
    "a link more": ("See [[three]]", "See [[three]], [](four.md)"),
    "a link less": ("See [[three]] and", "See"),
    "a link to nothing": ("See [[three]]", "See [[nothing]]"),
    "the words around a link": ("First words of", "The first words of"),
    "a link to a file": ("See", "[A file](a.png), see"),
}
OF_MORE: dict[str, tuple[str, str]] = {
    "its title": ("# One", "# Another"),
    "an alias": ("categories", "aliases: [eins]\ncategories"),
    "a category": ("[maths]", "[maths, ml]"),
    "a heading": ("## Part", "## Some part"),
    "a source": ("A course", "A good course"),
    "a picture": ("First", "![Two](b.png)\n\nFirst"),
    "a listing": ("First", "```{wiki:listing}\n```\n\nFirst"),
    "a label": ("## Part", "(label)=\n## Part"),
    "an object": ("First", "```{py:function} f()\n```\n\nFirst"),
}


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each time that everything is derived."""
    found: list[str] = []

    def count(*arguments: object) -> object:
        found.append("everything")
        return derive(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(settle, "derive", count)
    return found


def _equals_clean(wiki: Wiki) -> str:
    clean = wiki.copy("clean").build(clean=True)
    return compare.describe(wiki.files(), clean.files(), ("incremental", "clean"))


def _edited(edit: tuple[str, str]) -> str:
    assert edit[0] in ONE
    return ONE.replace(edit[0], edit[1], 1)


@pytest.mark.parametrize("what", OF_WORDS)
def test_an_edit_of_words_settles_what_was_read(
    make_wiki: MakeWiki, derived: list[str], what: str
) -> None:
    wiki = make_wiki(NOTES).build()
    for text in (_edited(OF_WORDS[what]), ONE):
        derived.clear()
        wiki.write("one.md", text)
        wiki.build()
        assert derived == []
        assert _equals_clean(wiki) == ""


@pytest.mark.parametrize("what", OF_MORE)
def test_an_edit_of_more_settles_everything(
    make_wiki: MakeWiki, derived: list[str], what: str
) -> None:
    wiki = make_wiki({**NOTES, "b.png": png(2)}).build()
    for text in (_edited(OF_MORE[what]), ONE):
        derived.clear()
        wiki.write("one.md", text)
        wiki.build()
        assert derived == ["everything"]
        assert _equals_clean(wiki) == ""


BIB = "@book{alpha, title={The first}, author={Ada Byron}, year={1843}}\n"
CITING = "# Four\n\n[A file](a.png), {cite}`alpha`\n\n```{bibliography}\n```\n"

CHANGES: dict[str, Callable[[Wiki], object]] = {
    "a note more": lambda wiki: wiki.write("five.md", "# Five\n"),
    "a note less": lambda wiki: wiki.remove("three.md"),
    "a value of conf.py": lambda wiki: wiki.write(
        "conf.py", (wiki.source / "conf.py").read_text() + "wiki_words_per_minute = 10\n"
    ),
    "a file less": lambda wiki: wiki.remove("a.png"),
    "a bibliography": lambda wiki: wiki.write("works.bib", BIB.replace("first", "second")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_an_edit_of_words_beside_another_change(make_wiki: MakeWiki, what: str) -> None:
    wiki = make_wiki({**NOTES, "four.md": CITING, "works.bib": BIB}).build()
    wiki.write("one.md", _edited(OF_WORDS["a sentence"]))
    CHANGES[what](wiki)
    wiki.build()
    assert _equals_clean(wiki) == ""


LINES = "[The data](c.txt)\n\n[](nowhere.md)\n"


def test_warnings_of_an_edited_note_are_those_of_a_clean_build(
    make_wiki: MakeWiki, derived: list[str]
) -> None:
    wiki = make_wiki(NOTES).build()
    derived.clear()
    wiki.write("one.md", _edited(("See", LINES + "See")))
    wiki.build()
    assert derived == []
    clean = wiki.copy("clean").build(clean=True)
    assert set(wiki.warnings) == {each for each in clean.warnings if each.startswith("one.md")}


def test_another_site_of_the_same_notes_has_been_built_between(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES).build()
    other = Wiki(wiki.source, wiki.outdir.parent / "other", wiki.doctrees)
    wiki.write("one.md", _edited(OF_MORE["a category"]))
    other.build()
    wiki.write("one.md", _edited(OF_MORE["a category"]).replace("See [[", "Then see [["))
    wiki.build()
    assert _equals_clean(wiki) == ""


@pytest.mark.parametrize("name", ["objects.inv", "sources.bib"])
def test_an_edit_of_words_writes_no_file_without_words(make_wiki: MakeWiki, name: str) -> None:
    wiki = make_wiki(NOTES).build()
    before = (wiki.outdir / name).stat()
    wiki.write("one.md", _edited(OF_WORDS["a sentence"]))
    wiki.build()
    # The inventory is put in place anew whenever it is written.
    now = (wiki.outdir / name).stat()
    assert (now.st_ino, now.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("name", ["objects.inv", "sources.bib", "wiki.json"])
def test_what_somebody_spoiled_is_written_again(make_wiki: MakeWiki, name: str) -> None:
    wiki = make_wiki(NOTES).build()
    (wiki.outdir / name).write_bytes(b"spoiled")
    wiki.write("one.md", _edited(OF_WORDS["a sentence"]))
    wiki.build()
    assert _equals_clean(wiki) == ""
