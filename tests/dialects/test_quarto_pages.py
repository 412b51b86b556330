"""What pages show of Quarto's Markdown, and what is said about its faults."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_wiki.facts.crossrefs import match_key, read_items
from sphinx_wiki.facts.pandoc import match_attributes
from tests.conftest import MakeWiki
from tests.oracles.folder import png
from tests.wikis import Wiki

CELLS = """---
title: Cells
---

Before.

::: {.callout-note}
## Made by code

```{code-cell}
#| label: fig-made
#| fig-cap: A cell, see @sec-last
from IPython.display import Image
Image(data=PNG)
```

More text.
:::

::: {.panel-tabset}
## One

```{code-cell}
print("first" + " tab")
```

## Two

Text of the second.
:::

After, see @fig-made.

## Last {#sec-last}
""".replace("PNG", repr(png(3)))
FAULTS = """# Faults

Text.

::: {.callout-tip}
Never closed.

- Item

  ::: {.inner}
  Neither.

## Heading

::: {.content-visible when-profile="x"}
Shown.
:::
"""
STRAY = """# Stray

:::{tip}
Text.
:::

:::

## Still a heading

::: {.open}

::::{tip}
A tip.

:::
::::

::: {#fig-same}
Content.

A caption.
:::

```{code-cell}
#| label: fig-cell
#| fig-cap: Drawn
from IPython.display import Image
Image(data=PNG)
```
""".replace("PNG", repr(png(3)))
TWICE = """# Twice

$$ a $$ {#eq-a}

$$ b $$ {#eq-a}

## Heading [seen]{.content-visible when-format="html"}[not]{.content-visible when-format="pdf"}
"""
TAG = """# Tag

An <a href="https://example.org"
> address</a>.

> A quote.

Words
> [!tip]
> A callout.
"""
GRID = """# Grid

+-----+-----+
| a   | *b* |
+:====+====:+
| 1   | - x |
|     | - y |
+-----+-----+
| one
+-----------+

+-----+-----+
| 1   | - x |
|     | - y |
+-----+-----+
| two parts |
+-----------+

: A caption {#tbl-grid}
"""
LAYOUT = """# Layout

:::: {.columns}
::: {.column width="30%"}
Left.
:::
::: {.column width="70%;color:red"}
Right.
:::
::::

:::: {.grid}
::: {.g-col-12 .g-col-lg-4}
A
:::
::::

::: {.column-margin}
Aside.
:::

::: {.content-visible when-format="pdf"}
Only on paper.
:::

::: {.content-visible unless-format="pdf"}
Only on screen, [and so is this]{.content-visible when-format="html"}[, this
not]{.content-hidden when-format="html"}.
:::
"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    files: dict[str, str | bytes] = {
        "cells.md": CELLS,
        "faults.md": FAULTS,
        "grid.md": GRID,
        "layout.md": LAYOUT,
        "tag.qmd": TAG,
        "twice.md": TWICE,
        "tag_too.md": TAG.replace("Tag", "Tag too"),
        "project/_quarto.yml": "",
        "project/stray.md": STRAY,
        "project/same.md": STRAY,
    }
    return make_shared_wiki(files).build()


def test_cells_stand_in_the_div_around_them(wiki: Wiki) -> None:
    page = wiki.article("cells")
    assert page.select(".admonition #fig-made img")
    assert page.select(".admonition .admonition-title")[0].get_text() == "Made by code"
    assert "More text." in page.select(".admonition")[0].get_text()


def test_cells_stand_in_their_tabs(wiki: Wiki) -> None:
    one, two = wiki.article("cells").select(".sd-tab-content")
    assert "first tab" in one.get_text()
    assert two.get_text().strip() == "Text of the second."


def test_a_heading_after_divs_is_a_heading(wiki: Wiki) -> None:
    assert wiki.article("cells").select("section#sec-last > h2")


def test_a_reference_leads_to_what_a_cell_made(wiki: Wiki) -> None:
    (link,) = wiki.article("cells").select('a[href="#fig-made"].reference')
    assert link.get_text() == "Fig. 1"


def test_faults_are_said_once_with_their_lines(wiki: Wiki) -> None:
    endless = "has no end and goes on as far as the text around it; expected a line ':::'."
    profile = (
        "The condition 'when-profile' means nothing here, so it is left out of account; "
        "expected when-format, unless-format, when-meta or unless-meta."
    )
    twice = "Two formulas of this note have the name 'eq-a'; the first has it."
    assert [line for line in wiki.warnings if not line.startswith("project")] == [
        f"faults.md:5: WARNING: The div '.callout-tip' {endless} [wiki.syntax]",
        f"faults.md:10: WARNING: The div '.inner' {endless} [wiki.syntax]",
        f"faults.md:15: WARNING: {profile} [wiki.syntax]",
        f"twice.md:5: WARNING: {twice} [wiki.duplicate]",
    ]


def test_colons_that_end_nothing_are_said_and_left_out(wiki: Wiki) -> None:
    stray = (
        "Found ':::' where no div is open; expected a line before it that opens one, such as "
        "'::: {.callout-note}'."
    )
    found = [line for line in wiki.warnings if line.startswith("project/stray")]
    assert [line for line in found if "Found" in line] == [
        f"project/stray.md:7: WARNING: {stray} [wiki.syntax]",
        f"project/stray.md:16: WARNING: {stray} [wiki.syntax]",
    ]
    assert len(found) == 3
    assert wiki.article("project/stray").select("section > h2")


def test_two_notes_of_quarto_may_have_names_alike(wiki: Wiki) -> None:
    assert not [line for line in wiki.warnings if "duplicate label" in line]


def test_a_caption_of_a_cell_may_refer_to_others(wiki: Wiki) -> None:
    caption = wiki.article("cells").select("#fig-made figcaption")[0]
    assert "A cell, see Last" in caption.get_text()
    assert caption.select('a[href="#sec-last"]')


def test_a_div_without_end_shows_its_text(wiki: Wiki) -> None:
    box = wiki.article("faults").select(".admonition")[0].get_text()
    assert "Never closed." in box
    assert "Neither." in box
    assert "Shown." in box


def test_no_colons_or_braces_are_left(wiki: Wiki) -> None:
    for page in ("cells", "faults", "grid", "layout"):
        assert not re.search(r":::|\{[.#]|\+--", wiki.article(page).get_text())


def test_cells_of_a_grid_hold_blocks(wiki: Wiki) -> None:
    table = wiki.article("grid").select("table#tbl-grid")[0]
    assert [item.get_text().strip() for item in table.select("td li")] == ["x", "y"]
    assert table.select('td[colspan="2"]')[0].get_text().strip() == "two parts"
    assert "Table 1" in table.select("caption")[0].get_text()


def test_widths_that_are_numbers_are_kept(wiki: Wiki) -> None:
    left, right = wiki.article("layout").select(".wiki-columns > .column")
    assert left["style"] == "flex-grow: 30"
    assert not right.has_attr("style")


def test_spans_of_a_grid_are_kept(wiki: Wiki) -> None:
    (part,) = wiki.article("layout").select(".wiki-grid > div")
    assert part["style"] == "--wiki-span: 12; --wiki-span-lg: 4"


def test_what_only_paper_shows_is_not_on_screen(wiki: Wiki) -> None:
    text = wiki.article("layout").get_text()
    assert "Only on paper." not in text
    assert "Only on screen, and so is this." in text


def test_words_of_a_heading_may_be_for_some_formats(wiki: Wiki) -> None:
    assert wiki.article("twice").select("h2")[0].get_text() == "Heading seen#"
    assert "Heading seen" in wiki.html("twice").partition("On this page")[2]


def test_a_quote_of_quarto_needs_a_blank_line_before_it(wiki: Wiki) -> None:
    assert [quote.get_text().strip() for quote in wiki.article("tag").select("blockquote")] == [
        "A quote."
    ]
    assert wiki.article("tag").select('a[href="https://example.org"]')
    assert wiki.article("tag").select(".admonition")
    assert len(wiki.article("tag_too").select("blockquote")) == 2


@settings(max_examples=300)
@given(st.text("{}#.=\"\\' ab-1\n", max_size=20))
def test_whatever_stands_in_braces_can_be_read(text: str) -> None:
    found = match_attributes("{" + text + "} after")
    assert found is None or 0 < found[1] <= len(text) + 2


@settings(max_examples=300)
@given(st.text("@-;,.[]{} ab:1", max_size=20))
def test_whatever_stands_in_brackets_can_be_read(text: str) -> None:
    for item in read_items(text):
        assert item.key in text
    if found := match_key(text, 0):
        assert text.startswith("@")
        assert found[1] <= len(text)
