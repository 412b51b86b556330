"""What a page shows of other notes and files is new whenever those change, come or go."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.oracles.folder import png

FIGURE = "\n```{{figure}} one.png\n:name: {0}\nA caption\n```\n"
EQUATION = "\n```{{math}}\n:label: {0}\nx\n```\n"
LABELS = "(page)=\n# {0}\n\n(part)=\n## {0} again\n"
WORD = "# A\n\n```{{glossary}}\n{0}\n  Meaning\n```\n\n```{{index}} {0}\n```\n"
WORK = "@misc{{{0}, title={{{1}}}, author={{Ada Byron}}, year={{{2}}}}}\n"
BOOKS = "# {0}\n\n```{{bibliography}}\n{1}\n```\n"
X, Y = WORK.format("x", "One", 2001), WORK.format("y", "Two", 2002)


class Story(NamedTuple):
    """A folder of notes, and what its author does one after the other."""

    files: dict[str, str | bytes]
    edits: tuple[dict[str, str | bytes | None], ...]
    """The new text of files; ``None`` where one is deleted."""
    conf: str = ""


STORIES = {
    "an equation": Story(
        {
            "a.md": "# A\n" + EQUATION.format("e"),
            "see.md": "# See\n\n{eq}`e`, [](#e), {any}`e`, $\\ref{e}$ and $x + \\eqref{e}$.\n",
            "words.md": "# Words\n\n{eq}`Words <e>`\n",
        },
        (
            {"a.md": "# A\n" + EQUATION.format("other") + EQUATION.format("e")},
            {"b.md": "# B\n" + EQUATION.format("e")},
            {"b.md": "# B\n" + EQUATION.format("other")},
            {"a.md": "# A\n"},
            {"b.md": "# B\n" + EQUATION.format("other") + EQUATION.format("e")},
        ),
    ),
    "a work": Story(
        {"a.md": "# A\n\n{cite}`x`\n", "b.md": "# B\n\n{cite}`y`\n", "r.bib": X, "s.bib": Y},
        (
            {"r.bib": WORK.format("x", "One", 2003)},
            {"r.bib": X + Y, "s.bib": None},
            {"t.bib": Y, "r.bib": X},
            {"r.bib": None, "u.bib": X},
            {"t.bib": ""},
            {"a.bib": WORK.format("x", "Before the other", 1999)},
        ),
    ),
    "a work of a new file": Story(
        {"a.md": "# A\n\n{cite}`x`\n", "b.md": "# B\n", "r.bib": X},
        ({"s.bib": Y}, {"b.md": "# B\n\n{cite}`y`\n"}),
    ),
    "a work in a footnote": Story(
        {"a.md": "# A\n\n{footcite}`x`\n\n```{footbibliography}\n```\n"},
        ({"r.bib": X}, {"r.bib": Y}, {"s.bib": X}, {"a.bib": WORK.format("x", "Other", 1999)}),
    ),
    "a named bibliography": Story(
        {"a.md": "# A\n\n```{bibliography} s.bib\n```\n\n{cite}`x`\n", "r.bib": Y},
        # Of two files with a work, the first has it.
        ({"s.bib": X}, {"s.bib": None}, {"r.bib": Y, "s.bib": X}, {"r.bib": X}),
    ),
    "several bibliographies": Story(
        {
            "a.md": BOOKS.format("a", ""),
            "b.md": BOOKS.format("b", ""),
            "see.md": "# See\n\n{cite}`x` and {cite:t}`y`\n",
            "here.md": "# Here\n\n{cite}`x` and {cite:t}`y`\n" + BOOKS.format("here", ""),
            "r.bib": X + Y,
        },
        (
            {"a.md": BOOKS.format("a again", "")},
            {"b.md": BOOKS.format("b", ":filter: docname in docnames")},
            {"b.md": BOOKS.format("b", ":filter: key == 'x'"), "a.md": BOOKS.format("a", "")},
            {"a.md": BOOKS.format("a", ":labelprefix: A")},
            {"c.md": BOOKS.format("c", ":list: bullet\n:all:")},
            {"b.md": "# b\n", "aa.md": BOOKS.format("aa", "")},
            {"aa.md": None, "a.md": BOOKS.format("a", ":list: bullet")},
            {"here.md": "# Here\n\n{cite}`x` and {cite:t}`y`\n"},
            {"a.md": BOOKS.format("a", "") + BOOKS.format("a", "")},
        ),
    ),
    "a work that anything may be": Story(
        {
            "a.md": "# A\n\n{any}`x,y` and [](#x)\n",
            "b.md": BOOKS.format("b", ":all:"),
            "r.bib": X + Y,
        },
        (
            {"b.md": BOOKS.format("b", ":all:\n:labelprefix: B")},
            {"c.md": BOOKS.format("c", ":all:")},
            {"c.md": BOOKS.format("c", ":filter: key == 'x'")},
            {"c.md": None},
            {"b.md": "# B\n"},
        ),
    ),
    "a work of the same authors and year": Story(
        {
            "a.md": "# A\n\n{cite}`y`, {cite:t}`y`, {cite:yearpar}`y` and {cite:authors}`y`\n",
            "b.md": "# B\n",
            "see.md": "# See\n\nBefore [[a]], {cite:t}`y`.\n",
            "r.bib": WORK.format("x", "One", 2002) + Y,
        },
        (
            {"b.md": "# B\n\n{cite}`x`\n"},
            {"r.bib": WORK.format("x", "Three", 2002) + Y},
            {"r.bib": WORK.format("x", "Three", 2003) + Y},
            {"r.bib": WORK.format("x", "One", 2002) + Y.replace("Byron", "Byron and C D and E F")},
            {"r.bib": WORK.format("x", "One", 2002) + Y.replace("Byron", "Byron and C D and E G")},
            {"b.md": None},
        ),
        "bibtex_tooltips = False\n",
    ),
    "works that no other bibliography has": Story(
        {"a.md": "# A\n\n{cite}`x`\n", "b.md": "# B\n\n{cite}`y`\n", "r.bib": X + Y},
        (
            {"b.md": BOOKS.format("{cite}`y`", ":filter: docname in docnames")},
            {"sources.md": "# Own\n"},
            {"a.md": BOOKS.format("{cite}`x`", ":filter: key == 'x'")},
            {"sources.md": None},
            {"a.md": "# A\n", "b.md": "# B\n"},
            {"sources.md": "# Own\n", "a.md": "# A\n\n{cite}`x`\n", "r.bib": None},
            {"s.bib": X},
        ),
    ),
    "a title, a label or a word": Story(
        {
            "a.md": WORD.format("Word"),
            "b.md": LABELS.format("Old"),
            "see.md": "# See\n\n{term}`Word`, {doc}`b`, {ref}`page`, {ref}`part`, {any}`part`, "
            "[](b.md), [](#part), [^1] {bdg-ref-primary}`part`\n\n"
            "```{card} Card\n:link: b\n:link-type: doc\n```\n\n"
            "```{button-ref} part\n:ref-type: ref\n```\n\n[^1]: {ref}`page`\n",
        },
        (
            {"a.md": WORD.format("Wordy")},
            {"b.md": LABELS.format("New")},
            {"b.md": "# New\n"},
            {"c.md": LABELS.format("Newest")},
            {"b.md": None},
        ),
    ),
    "a figure": Story(
        {
            "a.md": "# A\n" + FIGURE.format("f"),
            "see.md": "# See\n\n{numref}`f`, {numref}`Picture %s <f>`, {ref}`f` and [](#f)\n",
            "one.png": png(1),
        },
        (
            {"a.md": "# A\n" + FIGURE.format("g") + FIGURE.format("f")},
            {"b.md": "# B\n" + FIGURE.format("f")},
            {"a.md": "# A\n"},
            {"b.md": "# B\n" + FIGURE.format("g") + FIGURE.format("f")},
        ),
    ),
    "a file": Story(
        {
            "a.md": "# A\n\n```{include} part.txt\n```\n\n```{literalinclude} code.py\n```\n\n"
            "{download}`data.csv`\n\n![One](one.png)\n\n"
            "```{csv-table} Table\n:file: data.csv\n```\n",
            "part.txt": "Some words, and [[b]].\n",
            "code.py": "x = 1\n",
            "data.csv": "1,2\n",
            "one.png": png(1),
            "b.md": "# B\n",
        },
        (
            {"part.txt": "Others.\n", "code.py": "x = 2\n"},
            {"data.csv": "3,4\n", "one.png": png(2)},
            {"part.txt": None, "code.py": None, "data.csv": None, "one.png": None},
            {"part.txt": "[[b]], {download}`code.py`\n", "code.py": "x = 3\n"},
            {"data.csv": "5,6\n", "one.png": png(3)},
        ),
    ),
}


@pytest.mark.parametrize("what", STORIES)
def test_pages_follow(make_wiki: MakeWiki, what: str) -> None:
    story = STORIES[what]
    wiki = make_wiki(story.files, story.conf).build()
    clean = wiki.copy("clean")
    for edit in story.edits:
        for path, text in edit.items():
            if text is None:
                wiki.remove(path)
            else:
                wiki.write(path, text)
        wiki.build()
        clean.build(clean=True)
        found = compare.describe(wiki.files(), clean.files(), ("incremental", "clean"))
        assert (edit, found) == (edit, "")
