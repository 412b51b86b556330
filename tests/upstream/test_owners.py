"""Names that several notes claim belong to the note that a clean build gives them to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.wikis import Wiki

CLAIMS = """(shared)=
## Shared by {0}

$$
E = m
$$ (eq-shared)

```{{glossary}}
Word
  Meaning
```

```{{option}} --loud
As {0} says.
```

```{{py:function}} run()
```
"""
ASKS = "{ref}`shared`, [](#shared), {eq}`eq-shared`, {term}`Word`, {option}`--loud`, {py:func}`run`"
OTHERS = {f"other{number:02}.md": "# Another\n" for number in range(30)}
SAID = (
    "duplicate label shared, other instance in",
    "duplicate label of equation eq-shared, other instance in",
    "duplicate term description of Word, other instance in",
)


def claiming(name: str) -> str:
    return f"# {name}\n\n{CLAIMS.format(name)}"


@pytest.fixture
def wiki(make_wiki: MakeWiki) -> Wiki:
    """Give a wiki in which three notes claim the same names, and a fourth refers to them."""
    claims = {f"{name}.md": claiming(name) for name in ("bee", "moth", "wasp")}
    wiki = make_wiki({**claims, **OTHERS, "see.md": f"# See\n\n{ASKS}\n"})
    return wiki.build()


def difference(wiki: Wiki) -> str:
    """Build after an edit; say how the site differs from that of a clean build."""
    clean = wiki.build().copy("clean").build(clean=True)
    return compare.describe(wiki.files(), clean.files(), ("incremental", "clean"))


def duplicates(wiki: Wiki) -> list[str]:
    """Give what the last build said of names that are claimed twice."""
    return sorted(line for line in wiki.warnings if any(words in line for words in SAID))


def targets(wiki: Wiki) -> set[str]:
    """Give where the references of the fourth note lead."""
    links = wiki.article("see").select("p a.reference")
    return {str(link["href"]).partition("#")[0] for link in links}


def edits(wiki: Wiki) -> Iterator[None]:
    """Let one note after another give its claims up, and claim again."""
    wiki.write("bee.md", claiming("bee") + "\nMore.\n")
    yield
    wiki.write("wasp.md", "# Wasp\n")
    yield
    wiki.remove("moth.md")
    yield
    wiki.write("ant.md", claiming("ant"))
    yield
    wiki.write("moth.md", claiming("moth"))
    yield
    wiki.write("bee.md", "# Bee\n")
    yield


def test_after_any_edit_they_are_those_of_a_clean_build(wiki: Wiki) -> None:
    assert [difference(wiki) for _edit in edits(wiki)] == [""] * 6


def test_a_name_goes_to_another_when_its_owner_goes(wiki: Wiki) -> None:
    assert "wasp.html" in targets(wiki)
    wiki.remove("wasp.md")
    wiki.build()
    assert "moth.html" in targets(wiki)
    assert "wasp.html" not in targets(wiki)


def test_several_processes_give_them_to_the_same_notes(wiki: Wiki) -> None:
    # The first and the last note that claim them are read by different processes.
    wiki.write("zebra.md", claiming("zebra"))
    clean = wiki.copy("clean").build()
    parallel = wiki.copy("parallel").build(parallel=2)
    assert compare.describe(clean.files(), parallel.files(), ("serial", "parallel")) == ""


def test_several_processes_say_the_same(wiki: Wiki) -> None:
    wiki.write("zebra.md", claiming("zebra"))
    clean = duplicates(wiki.copy("clean").build())
    assert len(clean) == 3 * len(SAID)
    assert duplicates(wiki.copy("parallel").build(parallel=2)) == clean


def test_reading_everything_again_says_the_same(wiki: Wiki) -> None:
    said = duplicates(wiki)
    assert said
    wiki.build(overrides={"nb_execution_mode": "off"})
    assert duplicates(wiki) == said


def test_a_name_that_moved_from_one_note_to_another_is_no_duplicate(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"bee.md": "# Bee\n", "wasp.md": claiming("wasp")}).build()
    wiki.write("bee.md", claiming("bee"))
    wiki.write("wasp.md", "# Wasp\n")
    wiki.build()
    assert duplicates(wiki) == []


def test_a_page_is_written_again_when_what_it_refers_to_has_moved(make_wiki: MakeWiki) -> None:
    # But for labels and formulas, which are links of the wiki.
    see = "# See\n\n{term}`Word`, {option}`--loud`, {py:func}`run`\n"
    wiki = make_wiki({"bee.md": "# Bee\n", "wasp.md": claiming("wasp"), "see.md": see}).build()
    wiki.write("bee.md", claiming("bee"))
    wiki.write("wasp.md", "# Wasp\n")
    wiki.build()
    links = {str(link["href"]) for link in wiki.article("see").select("p a.reference")}
    assert {"bee.html#term-Word", "bee.html#cmdoption-loud", "bee.html#run"} <= links
