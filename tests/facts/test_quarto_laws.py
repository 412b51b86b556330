"""Laws over random notes of Quarto: what is drawn as a cell was found to run, and in order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_wiki.facts.quarto.chunks import chunks, language_of

PIECES = (
    "```{python}\n", "```\n", "````{r}\n", "````\n", "```text\n", "~~~\n", "x = 1\n", "#| a: b\n",
    "text ", "`{python} x` ", "\n", "\n\n", "- a\n", "::: {.note}\n", ":::\n", "# Head\n",
    "{{< include a.qmd >}}\n", "1. b\n", "*", "|",
)  # fmt: skip


def words(code: str) -> str:
    return " ".join(code.split())


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_every_cell_that_is_drawn_was_found(source: str) -> None:
    drawn = [
        words(token.content)
        for token in MarkdownIt().parse(source)
        if token.type == "fence" and token.markup[0] == "`" and language_of(token.info.strip())
    ]
    found = [words(each.text) for each in chunks(source) if each.kind == "cell"]
    for code in drawn:
        assert code in found


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_lines_are_in_the_note_and_in_order(source: str) -> None:
    lines = [each.line for each in chunks(source)]
    assert lines == sorted(lines)
    assert all(0 < line <= source.count("\n") + 1 for line in lines)
