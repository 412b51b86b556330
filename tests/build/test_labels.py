"""Labels that several notes have, and those of Quarto, in references of Sphinx."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

EQUATIONS = """# {0}

$$ a $$ ({0})

$$ b $$ (shared)

$$ c = \\eqref{{shared}} $$

By {{eq}}`shared` and $\\eqref{{shared}}$.
"""
QUARTO = """# Quarto

![A caption](one.png){#fig-one}

$$ a $$ {#eq-one}

::: {#thm-one name="One"}
True.
:::

## A part {#sec-one}
"""
WAYS = {
    "{ref}`fig-one`": ("Fig. 1", "fig-one"),
    "{ref}`words <fig-one>`": ("words", "fig-one"),
    "{numref}`fig-one`": ("Fig. 1", "fig-one"),
    "{numref}`Picture %s <fig-one>`": ("Picture 1", "fig-one"),
    "[](#fig-one)": ("Fig. 1", "fig-one"),
    "{eq}`eq-one`": ("(1)", "equation-eq-one"),
    "{ref}`thm-one`": ("Theorem 1", "thm-one"),
    "{ref}`sec-one`": ("A part", "sec-one"),
    "[](#sec-one)": ("A part", "sec-one"),
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """Give notes with the same labels, and one that refers to labels of Quarto."""
    files: dict[str, str | bytes] = {f"{x}.md": EQUATIONS.format(x) for x in ("one", "two")}
    asks = "# Asks\n\n" + "".join(f"{way}\n\n" for way in WAYS)
    others = {"see.md": "# See\n\n{eq}`shared`\n", "quarto.qmd": QUARTO, "asks.md": asks}
    return make_shared_wiki({**files, **others, "one.png": png(1)}).build()


@pytest.mark.parametrize("name", ["one", "two"])
def test_a_note_means_its_own_equation(wiki: Wiki, name: str) -> None:
    links = wiki.article(name).select("p a.reference.internal[href*=equation]")
    assert {str(link["href"]) for link in links} == {"#equation-shared"}


def test_a_formula_means_the_equation_of_its_own_note(wiki: Wiki) -> None:
    assert r"c = \text{(2)}" in wiki.html("one")


def test_a_page_leads_where_the_link_table_says(wiki: Wiki) -> None:
    link = wiki.article("see").select_one("p a.reference")
    notes = {note["name"]: note for note in wiki.json()["notes"]}
    assert link is not None
    assert [f"{to['note']}.html" for to in notes["see"]["links"]] == [
        str(link["href"]).partition("#")[0]
    ]


@pytest.mark.parametrize("way", WAYS)
def test_labels_of_quarto_are_known_in_other_notes(wiki: Wiki, way: str) -> None:
    links = wiki.article("asks").select("p a.reference")
    link = links[list(WAYS).index(way)]
    assert (link.get_text(), link["href"]) == (WAYS[way][0], f"quarto.html#{WAYS[way][1]}")


def test_no_such_reference_is_warned_about(wiki: Wiki) -> None:
    assert [line for line in wiki.warnings if line.startswith("asks")] == []


@pytest.mark.parametrize("role", ["eq", "ref"])
def test_a_note_is_no_label(make_wiki: MakeWiki, role: str) -> None:
    wiki = make_wiki({"e.md": "# E\n", "f.md": f"# F\n\n{{{role}}}`e` and [](#e)\n"}).build()
    assert wiki.warnings == [
        "f.md:3: WARNING: No part of this note and no label is called 'e'. [wiki.anchor]"
    ]


def test_an_address_of_myst_leads_to_a_note(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"e.md": "# E\n", "f.md": "# F\n\n[](#e)\n"}).build()
    assert wiki.article("f").select_one('a[href="e.html"]')
