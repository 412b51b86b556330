"""References of Quarto by name: what they show, where they lead, and what is wrong with them."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

LOSS = """# Loss

See @fig-loss, [-@fig-loss], [Plot @fig-loss; @tbl-runs], @fig-first, @tbl-runs, @eq-sum,
[-@eq-sum], @sec-why, @lst-train, @thm-best, @lem-small, @tip-fast, @Fig-loss and @exm-mine.

Mail me@fig-loss.org.

![Not counted](cube.png)

![A *loss*](cube.png){#fig-loss}

::: {#fig-parts}
![One](cube.png){#fig-first}

![Two](cube.png){#fig-second}

Both.
:::

| a |
|---|
| 1 |

: Runs {#tbl-runs}

$$ a + b $$ {#eq-sum}

```{#lst-train .python lst-cap="Training"}
x = 1
```

::: {#thm-first}
First.
:::

::: {#thm-best name="Best $x$"}
Second.
:::

::: {#lem-small}
## A title

A lemma.
:::

::: {.proof}
By @thm-best.
:::

::: {#tip-fast .callout-tip title="Be fast"}
Text.
:::

::: {#exm-mine}
- A list
:::

## Why it falls {#sec-why}

Text.
"""
OTHER = """# Other

![Another](cube.png){#fig-loss}

See @fig-loss, @thm-best, @fig-lost
and @fig-lss.

::: {#fig-parts}
Nothing.

Caption.
:::
"""
MYST = """# MyST

See @thm-best, @fig-nobody and @someone.
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    files: dict[str, str | bytes] = {
        "project/_quarto.yml": "",
        "project/loss.md": LOSS,
        "project/other.md": OTHER,
        "project/cube.png": png(9),
        "myst.md": MYST,
    }
    return make_shared_wiki(files).build()


def links(wiki: Wiki, page: str) -> list[tuple[str, str]]:
    """Give the words and the address of every link in the first paragraph of *page*."""
    found = next(p for p in wiki.article(page).find_all("p") if p.get_text().startswith("See"))
    return [(link.get_text(), str(link["href"])) for link in found.find_all("a")]


@pytest.mark.parametrize(
    ("place", "words", "anchor"),
    [
        (0, "Fig. 1", "#fig-loss"),
        (1, "1", "#fig-loss"),
        (2, "Plot\N{NO-BREAK SPACE}1", "#fig-loss"),
        (3, "Table 1", "#tbl-runs"),
        (4, "Fig. 2 (a)", "#fig-first"),
        (5, "Table 1", "#tbl-runs"),
        (6, "Equation 1", "#equation-eq-sum"),
        (7, "1", "#equation-eq-sum"),
        (8, "Why it falls", "#sec-why"),
        (9, "Listing 1", "#lst-train"),
        (10, "Theorem 2", "#thm-best"),
        (11, "Lemma 1", "#lem-small"),
        (12, "Tip 1", "#tip-fast"),
        (13, "Fig. 1", "#fig-loss"),
        (14, "Example 1", "#exm-mine"),
    ],
)
def test_a_reference_shows_the_number_and_leads_there(
    wiki: Wiki, place: int, words: str, anchor: str
) -> None:
    assert links(wiki, "project/loss")[place] == (words, anchor)
    assert f'id="{anchor[1:]}"' in wiki.html("project/loss")


def test_an_address_of_mail_is_no_reference(wiki: Wiki) -> None:
    assert "Mail me@fig-loss.org." in wiki.article("project/loss").get_text()


def test_a_note_numbers_its_own_and_refers_to_those_of_others(wiki: Wiki) -> None:
    assert links(wiki, "project/other") == [
        ("Fig. 1", "#fig-loss"),
        ("Theorem 2", "loss.html#thm-best"),
    ]


def test_elsewhere_a_reference_is_prose_unless_something_has_the_name(wiki: Wiki) -> None:
    assert links(wiki, "myst") == [("Theorem 2", "project/loss.html#thm-best")]
    assert "@fig-nobody and @someone." in wiki.article("myst").get_text()


def test_what_is_wrong_is_said_with_the_line_and_the_nearest_name(wiki: Wiki) -> None:
    message = "WARNING: No part of this note and no label is called"
    hint = "Did you mean 'fig-loss'? [wiki.anchor]"
    assert wiki.warnings == [
        f"project/other.md:5: {message} 'fig-lost'. {hint}",
        f"project/other.md:6: {message} 'fig-lss'. {hint}",
    ]


def test_titles_of_theorems_and_callouts_hold_the_number(wiki: Wiki) -> None:
    page = wiki.article("project/loss")
    assert [box.select("strong, em")[0].get_text() for box in page.select(".wiki-theorem")] == [
        "Theorem 1",
        "Theorem 2 (Best \\(x\\))",
        "Lemma 1 (A title)",
        "Proof",
        "Example 1",
    ]
    assert page.select("#tip-fast .admonition-title")[0].get_text() == "Tip 1: Be fast"


def test_captions_of_what_has_no_name_have_no_number(wiki: Wiki) -> None:
    captions = wiki.article("project/loss").select("figcaption p, .wiki-subcaption")
    assert [caption.get_text().split("#")[0].strip() for caption in captions] == [
        "Not counted",
        "Fig. 1 A loss",
        "(a) One",
        "(b) Two",
        "Fig. 2 Both.",
    ]


def test_a_reference_is_a_link_with_a_backlink(wiki: Wiki) -> None:
    note = next(each for each in wiki.json()["notes"] if each["name"] == "project/loss")
    assert {link["note"] for link in note["backlinks"]} == {"project/other", "myst"}


def test_a_new_number_reaches_the_notes_that_refer_to_it(make_wiki: MakeWiki) -> None:
    note = "# A\n\n::: {#thm-a}\nA.\n:::\n"
    wiki = make_wiki({"a.md": note, "b.md": "# B\n\nSee @thm-a.\n"}).build()
    wiki.write("a.md", "# A\n\n::: {#thm-0}\nZ.\n:::\n\n::: {#thm-a}\nA.\n:::\n")
    assert links(wiki.build(), "b") == [("Theorem 2", "a.html#thm-a")]
    incremental = wiki.files()
    assert wiki.build(clean=True).files() == incremental
