"""Notes with very much of one thing are built whole, and one that nests too deep is told once."""

from __future__ import annotations

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

MARKS = 1500
NOTES: dict[str, str | bytes] = {
    "deep.md": f"# Deep\n\n{'*' * MARKS}word{'*' * MARKS}\n",
    "deeper.md": "# Deeper\n\n" + "> " * 200 + "innermost\n",
    "list.md": "# List\n\n" + "".join("  " * depth + f"- item {depth}\n" for depth in range(45)),
    "quote.md": "# Quote\n\n" + "> " * 95 + "innermost\n",
    "cell.md": "# Cell\n\n" + "> " * 95 + "innermost\n\n```{code-cell} python\n"
    ":tags: [skip-execution]\n1\n```\n",
    "line.md": "# Line\n\n" + "word [[ { " * 3000 + "end\n",
    "headings.md": "# Headings\n\n" + "".join(f"## Part {n}\n\nWords.\n\n" for n in range(2000)),
    "links.md": "# Links\n\n" + "".join(f"In {n} see [[line]].\n\n" for n in range(500)),
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build_apart()


def test_notes_that_nest_too_deep_are_the_only_ones_told(wiki: Wiki) -> None:
    told = "WARNING: The note cannot be read and is shown as text: found blocks or marks within"
    assert [line[: line.find(" one another")] for line in sorted(wiki.warnings)] == [
        f"deep.md: {told}",
        f"deeper.md: {told}",
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("deep", "*word*"),
        ("deeper", "innermost"),
        ("list", "item 44"),
        ("quote", "innermost"),
        ("cell", "innermost"),
        ("line", "word [[ { end"),
        ("headings", "Part 1999"),
        ("links", "In 499 see"),
    ],
)
def test_the_last_words_of_each_are_on_its_page(wiki: Wiki, name: str, words: str) -> None:
    assert words in wiki.article(name).get_text()
