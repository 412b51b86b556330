"""A bad note gives one clear warning; the wiki is otherwise whole and nothing is lost."""

from __future__ import annotations

import os
import unicodedata
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.conftest import MakeWiki
from tests.wikis import Wiki

NFD = unicodedata.normalize("NFD", "Käse")
EXPECTED: dict[str, tuple[str | bytes, str]] = {
    # The file, what it holds, and the beginning of its warning.
    "malformed.md": (
        "---\ntitle: [a\ndate: 2024\n---\n\n# Malformed\n\nText.\n",
        "2: WARNING: The front matter cannot be read: found '[' without ']'",
    ),
    "unclosed.md": (
        "---\ntitle: x\n\n# Unclosed\n\nText.\n",
        "1: WARNING: The front matter is not closed",
    ),
    "date.md": (
        "---\ndate: soonish\n---\n\nText.\n",
        "2: WARNING: date: found 'soonish'; expected",
    ),
    "nul-link.md": (
        "# Link\n\n[words](x%00.md)\n",
        "3: WARNING: The note 'x\ufffd' does not exist",
    ),
    "cover.md": (
        '---\ncover: "[[lost.jpg]]"\n---\n\n# Cover\n',
        "2: WARNING: The image 'lost.jpg' does not exist",
    ),
    "half.md": (
        '---\ntitle: "\\uD800"\n---\n\n# Half\n\n```{code-cell} python\n1\n```\n',
        "2: WARNING: The front matter cannot be read",
    ),
    "includes.md": (
        "# Includes\n\nText.\n\n```{include} lost.txt\n```\n",
        " WARNING: The note 'nowhere at all' does not exist (line 3 of 'lost.txt').",
    ),
    "ambiguous.md": (
        "---\ndate: 7/8/2024\n---\n\nText.\n",
        "2: WARNING: date: found '7/8/2024', which can be 2024-07-08 or 2024-08-07",
    ),
    "option.md": (
        "# Option\n\n```{wiki:listing}\n:fitler-ui: true\n```\n",
        "3: WARNING: Unknown listing option 'fitler-ui'. Did you mean 'filter-ui'?",
    ),
    "front_option.md": (
        "---\nlisting:\n  contnets: notes\n---\n\nText.\n",
        "2: WARNING: Unknown listing option 'contnets'. Did you mean 'contents'?",
    ),
    "sort.md": (
        "# Sort\n\n```{wiki:listing}\n:sort: dat desc\n```\n",
        "3: WARNING: A listing sorts by 'dat', a field that no note has. Did you mean 'date'?",
    ),
    "rows.md": (
        "---\nlisting: {contents: missing.yml}\n---\n\nText.\n",
        "2: WARNING: A listing cannot read 'missing.yml': No such file or directory",
    ),
    "key.md": (
        "---\ncategoreis: [a]\n---\n\nText.\n",
        "2: WARNING: Found the unknown key 'categoreis'; did you mean 'categories'?",
    ),
    "name_a.md": (
        "---\ntitle: One name\n---\n",
        "2: WARNING: The name 'One name' belongs to 'name_a' and to 'name_b'",
    ),
    "alias_a.md": (
        "---\naliases: [nick]\n---\n",
        "2: WARNING: The name 'nick' belongs to 'alias_a' and to 'alias_b'",
    ),
    "two.ipynb": (
        '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
        " ERROR: two.md and two.ipynb would both be the page 'two'; two.ipynb is used.",
    ),
    "case.md": ("# In small\n", " WARNING: case.md and Case.md differ only in case"),
    "latin.md": (
        "# Caf\xe9\n".encode("latin-1"),
        "1: WARNING: The file is not UTF-8: found byte 0xe9 in line 1.",
    ),
    "utf16.md": ("# Sechzehn\n".encode("utf-16"), "1: WARNING: The file is UTF-16"),
    "json.ipynb": ('{"cells": [}', "1: WARNING: The notebook cannot be read: Expecting value"),
    "list.ipynb": ("[1]", " WARNING: The notebook cannot be read: expected an object"),
    "script.md": (
        "# Script\n\n## Sources\n\n- [A paper](javascript:alert(1))\n",
        "5: WARNING: The source's address 'javascript:alert(1)' is not one that a page may",
    ),
    "role.md": (
        "# Role\n\n{source}`A paper <javascript:alert(1)>`\n",
        "3: WARNING: The source's address 'javascript:alert(1)' is not one that a page may",
    ),
    "long.md": (
        f"---\ncategories: [{'x' * 300}]\n---\n\nText.\n",
        "2: WARNING: categories: found 'xxxxxxxx",
    ),
    "wanting.md": (
        "# Wanting\n\nSee [this](empyt.md).\n",
        "3: WARNING: The note 'empyt' does not exist. Did you mean 'empty'?",
    ),
    "part.md": (
        "# Part\n\nSee [this](empty.md#nowhere).\n",
        "3: WARNING: 'empty' has no part 'nowhere'; the link leads to the note.",
    ),
    "fence.md": (
        "# Fence\n\nText.\n\n```python\nx = 1\n\n\nMore text.\n",
        "5: WARNING: What begins with '```python' has no end and goes on as far as the text",
    ),
    "directive.md": (
        "# Directive\n\n:::{tip}\nText.\n\n## Part\n",
        "3: WARNING: What begins with ':::{tip}' has no end",
    ),
    "inner.md": (
        "# Inner\n\n````{note}\nText.\n\n```\n1\n````\n\nMore text.\n",
        "6: WARNING: What begins with '```' has no end",
    ),
    "item.md": (
        "# Item\n\n- Text.\n\n  ~~~\n  x\n\nMore text.\n",
        "5: WARNING: What begins with '~~~' has no end",
    ),
    "cell.md": (
        "# Cell\n\n```{code-cell}\n:tags: [skip-execution]\n1\n```\n\n```{note}\nText.\n",
        "8: WARNING: What begins with '```{note}' has no end",
    ),
    "hidden.md": (
        "# Hidden\n\n<!-- A comment\n\nText.\n",
        "3: WARNING: What begins with '<!--' has no end",
    ),
    "last_cell.md": (
        "# Last\n\nText.\n\n~~~{code-cell} python\n:tags: [skip-execution]\n2\n\n```\n",
        "5: WARNING: What begins with '~~~{code-cell} python' has no end",
    ),
    "cell_of_quarto.qmd": (
        "# Cell of Quarto\n\n```{python}\n#| eval: false\n2\n\n## Part\n",
        "3: WARNING: What begins with '```{python}' has no end",
    ),
    "formula.md": (
        "# Open formula\n\nText.\n\n$$\nx = 1\n\nMore text.\n",
        "5: WARNING: What begins with '$$' has no end and is shown as text; expected a second '$$'",
    ),
    "formula_above.md": (
        "# Formula above\n\n$$\na = 1\n\nText.\n\n$$\nb = 2\n$$\n\nMore text.\n",
        "10: WARNING: What begins with '$$' has no end and is shown as text; expected a second",
    ),
    "formula_line.md": (
        "# Formula in a line\n\n- Text\n\n  $$\\frac{1}{2}\n\nText.\n",
        "5: WARNING: What begins with '$$\\frac{1}{2}' has no end and is shown as text;",
    ),
    "formula_sign.md": (
        "# A sign too few\n\n$$x = 1$\n",
        "3: WARNING: What begins with '$$x = 1$' has no end and is shown as text;",
    ),
    "formula_below.md": (
        "# Formula below\n\nThe formula:\n$$\nx = 1\n",
        "4: WARNING: What begins with '$$' has no end and is shown as text;",
    ),
    "formula_within.md": (
        "# Formula within\n\nText\n$$x$$\nmore text\n$$\n\\frac{1}{\n$$\n",
        "6: WARNING: In the formula '\\frac{1}{'",
    ),
    "align.md": (
        "# Align\n\n\\begin{align*}\nx &= 1\n\\end{align*}. Text.\n",
        "3: WARNING: What begins with '\\begin{align*}' has no end and is shown as text; expected",
    ),
    "shortcode.qmd": (
        "# Shortcode\n\nPress {{< kbd X >}} or\n{{< kbd Ctrl, and so on.\n",
        "4: WARNING: What begins with '{{< kbd Ctrl, and so on.' has no end and is shown as text;",
    ),
    "included.qmd": (
        "# Included\n\n{{< include _part.qmd >}}\n",
        "3: WARNING: What begins with '```python' has no end",
    ),
}
WITHOUT_WARNING: dict[str, str | bytes] = {
    "name_b.md": "# One name\n",
    "alias_b.md": "---\naliases: [nick]\n---\n",
    "two.md": "# Two\n",
    "Case.md": "# In capitals\n",
    "empty.md": "",
    "blank.md": "\n\n",
    "ends.md": "# Ends\n\n```\n```\n\n> ~~~\n> x\n> ~~~\n\n- x\n  ```\n  y\n\n  ```  \n\n"
    "<!-- a\n\n b --> c\n\n:::{note}\nText.\n:::",
    "only_front.md": "---\ntitle: Only front matter\n---\n",
    "mark.md": b"\xef\xbb\xbf---\ntitle: With a mark\n---\n\nText.\n",
    "crlf.md": b"---\r\ntitle: From Windows\r\n---\r\n\r\nText.\r\n",
    "_part.qmd": "Text.\n\n```\n```\n\n```python\nx\n",
    "prices.md": "# Prices\n\n$$ is a price\n\n- $$ - dear\n\n| a | b |\n|---|---|\n| $$ | c |\n",
    "signs.md": "# Signs\n\n\\$\\$x = 1\n\nIn `$$`\n`$$`\n\n```\n$$\n```\n\nText\n"
    "$$\ny = 2\n$$\n\n\\begin{align}\nx\n\\end{align}\n\n\\\\begin{align}\n\n$$ a $$ and text\n",
    "codes.qmd": "# Codes\n\n`{{< x` and {{{< kbd X >}}} and {{< kbd `{{<` >}} and \\{{< x\n\n"
    "$$\nx\n$$ {#eq-x}\n",
    "null.md": "# A null\n\nA \0 byte.\n",
    "deep.md": "# Deep\n\n" + ">" * 80 + " deep\n",
    "open.md": "# Open\n\n" + "[" * 3000 + "\n",
    "with space.md": "# A space\n\nSee [](<a'b\"c.md>).\n",
    "a'b\"c.md": "# Quotes\n\nSee [](a%3Cb%3E%26.md).\n",
    "a<b>&.md": "# Angles\n\nSee [](with%20space.md).\n",
    "100%.md": "# Per cent\n\nSee [](C%23.md).\n",
    "C#.md": "# A sharp\n\nSee [](100%25.md).\n",
    "why?.md": "# A question\n\nSee [](🎉.md).\n",
    "🎉.md": "# A party\n\nSee [](why%3F.md).\n",
    f"{NFD}.md": "# Cheese\n",
    "german.md": "# German\n\nSee [](Käse.md).\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    made = make_shared_wiki({name: text for name, (text, _) in EXPECTED.items()} | WITHOUT_WARNING)
    made.write("lost.txt", "Words.\n\n[[nowhere at all]]\n")
    (made.source / "loop").symlink_to(".")
    (made.source / "dangling.md").symlink_to("nowhere.md")
    return made.build()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bad_note_gives_one_warning_with_its_place(wiki: Wiki, name: str) -> None:
    found = [line for line in wiki.warnings if line.startswith(f"{name}:")]
    assert len(found) == 1, found
    assert found[0].startswith(f"{name}:{EXPECTED[name][1]}")


def test_nothing_else_is_warned_about(wiki: Wiki) -> None:
    others = [line for line in wiki.warnings if line.partition(":")[0] not in EXPECTED]
    found = "dangling.md cannot be read: it links to a file that does not exist."
    assert others == [f"WARNING: {found} [wiki.encoding]"]


def test_every_other_note_is_in_the_wiki(wiki: Wiki) -> None:
    files = {unicodedata.normalize("NFC", name) for name in {**EXPECTED, **WITHOUT_WARNING}}
    files -= {"_part.qmd"}
    expected = {os.path.splitext(name)[0] for name in files}  # noqa: PTH122 (no path)
    assert {note["name"] for note in wiki.json()["notes"]} == expected


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("malformed", "Text."),
        ("unclosed", "Text."),
        ("half", "Half"),
        ("latin", "Café"),
        ("utf16", "Sechzehn"),
        ("script", "A paper"),
        ("mark", "With a mark"),
        ("crlf", "From Windows"),
        ("empty", "Empty"),
        ("json", '{"cells": [}'),
    ],
)
def test_what_a_bad_note_says_is_shown(wiki: Wiki, name: str, words: str) -> None:
    assert words in BeautifulSoup(wiki.html(name), "html.parser").get_text()


def test_awkward_names_are_linked_both_ways(wiki: Wiki) -> None:
    pairs = [("100%", "C#"), ("why?", "🎉"), ("with space", "a'b\"c"), ("a'b\"c", "a<b>&")]
    links = {
        (note["name"], link["note"]) for note in wiki.json()["notes"] for link in note["links"]
    }
    assert set(pairs) <= links


def test_every_link_between_pages_leads_to_a_file(wiki: Wiki) -> None:
    for path in wiki.paths():
        if not path.endswith(".html"):
            continue
        for link in BeautifulSoup(wiki.read(path), "html.parser").select("a[href]"):
            address = urlsplit(str(link["href"]))
            if not address.scheme and address.path:
                target = (wiki.outdir / path).parent / unquote(address.path)
                assert target.exists(), f"{path}: {link['href']}"


def test_a_second_build_says_nothing_and_writes_nothing(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"date.md": EXPECTED["date.md"][0], "latin.md": EXPECTED["latin.md"][0]})
    before = wiki.build().files()
    assert wiki.build().warnings == []
    assert wiki.files() == before


def test_a_note_with_cells_that_cannot_be_read_stops_no_build(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(
        {"a.md": "# A\n\n```{code-cell}\n1 + 1\n```\n\n```{broken}\n```\n", "b.md": "# B\n"},
        "from docutils.parsers.rst import Directive\n"
        "class Broken(Directive):\n    def run(self): raise KeyError('x')\n"
        "def setup(app): app.add_directive('broken', Broken)\n",
    ).build()
    (said,) = wiki.warnings
    assert "shown as text: KeyError" in said
    assert "1 + 1" in wiki.article("a").get_text()
