"""Cells with options: what pages show of them, and captions that are numbered and linked."""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.conftest import MakeWiki
from tests.oracles import compare
from tests.wikis import Wiki


def code(options: str, source: str) -> str:
    """Give a cell."""
    comments = "".join(f"#| {line}\n" for line in options.splitlines())
    return f"```{{code-cell}} python\n{comments}{source}\n```\n\n"


PLOT = "import plotly.graph_objects as go\ngo.Figure(go.Scatter(y=[1, 2]))"
TWO = "import plotly.graph_objects as go\nfor n in (1, 2): go.Figure(go.Scatter(y=[n])).show()"
TABLE = "import pandas as pd\npd.DataFrame({'a': [1]})"
DRAWN = "import matplotlib.pyplot as plt\nplt.plot([1, 2])"

NOTES: dict[str, str | bytes] = {
    "options.md": "# Options\n\n"
    + code("echo: false", "'no ' + 'code'")
    + code("output: false", "print('hid' + 'den')")
    + code("include: false", "inclu, ded = 1, 2")
    + code("eval: false", "print('not ' + 'run')")
    + code("warning: false", "import warnings\nwarnings.warn('war' + 'ned')")
    + code("error: true", "1 / 0")
    + code("output: asis", r"print('| a |\n|---|\n| *b* |')")
    + code("code-fold: true", "'fold' + 'ed'")
    + code("code-fold: show\ncode-summary: Look", "'opened'")
    + code("code-line-numbers: true\nlabel: numbered", "'numbers'"),
    "hidden.md": "# Hidden\n\n```{code-cell} python\n:tags: [hide-cell]\n'all'\n```\n",
    "quiet.md": "---\nexecute: {echo: false, warning: false}\n---\n# Quiet\n\n"
    + code("", "import warnings\nwarnings.warn('war' + 'ned')\n'out'")
    + code("echo: true", "'shown'"),
    "evaluated.md": "---\nexecute: {eval: false}\n---\n# Evaluated\n\n"
    + code("", "print('not ' + 'run')")
    + code("eval: true", "print('r' + 'un')"),
    "figures.md": "# Figures\n\nSee [](#fig-one), {numref}`fig-two-2`, [](#tbl-tips), "
    "[](others.md#fig-other), [](#fig-other), [words](#fig-one) and [](#anchor).\n\n"
    + code('label: fig-one\nfig-cap: "The *first* $x$"\nfig-alt: A line', PLOT)
    + code("label: fig-two\nfig-cap: [Left, Right]", TWO)
    + code("label: tbl-tips\ntbl-cap: Tips", TABLE)
    + code("label: anchor", "1"),
    "others.md": "# Others\n\n"
    + code("fig-cap: Without a label", DRAWN)
    + code("label: fig-other\nfig-cap: Another\nfig-alt: Two lines", DRAWN),
    "embeds.md": "# Embeds\n\n![[drawn]]\n",
    "part.md": "# Part\n\n![[drawn#tbl-wide]]\n",
    "drawn.md": "# Drawn\n\n"
    + code("fig-cap: Drawn first", DRAWN + ";")
    + code("label: fig-second\nfig-cap: Drawn second", DRAWN + ";")
    + code("label: tbl-wide\ntbl-cap: A frame", TABLE),
    "wrong.md": "# Wrong\n\n```{code-cell} python\n:tags: [mine]\n\n"
    "#| label: x\n#| ech: false\n1\n```\n",
    "book.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "markdown", "id": "b", "metadata": {},
                    "source": ["---\n", "date: 2020-01-02\n", "---\n", "# Book"],
                },
                {
                    "cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1,
                    "source": "#| echo: true\n#| ech: false\n#| fig-cap: Stored\n'code'",
                    "outputs": [{"output_type": "display_data", "metadata": {},
                                 "data": {"text/html": "<b>html</b>", "text/plain": "plain",
                                          "application/x-private": "private"}}],
                }
            ],
            "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
        }
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build_apart()


def page(wiki: Wiki, name: str) -> BeautifulSoup:
    return BeautifulSoup(wiki.html(name), "html.parser")


def one(wiki: Wiki, name: str, selector: str) -> Tag:
    (found,) = page(wiki, name).select(selector)
    return found


@pytest.mark.parametrize("words", ["hidden", "inclu", "not run", "warned", "#|"])
def test_what_a_cell_hides_is_not_there(wiki: Wiki, words: str) -> None:
    assert words not in page(wiki, "options").get_text()


@pytest.mark.parametrize(
    "words", ["no code", "ZeroDivisionError", "folded", "print('not ' + 'run')", "1 / 0"]
)
def test_what_a_cell_shows_is_there(wiki: Wiki, words: str) -> None:
    assert words in page(wiki, "options").get_text()


def test_code_without_echo_is_not_shown(wiki: Wiki) -> None:
    assert "'no ' + 'code'" not in page(wiki, "options").get_text()


def test_what_is_printed_as_it_is_is_markdown(wiki: Wiki) -> None:
    assert one(wiki, "options", ".cell_output table em").get_text() == "b"


def test_folded_code_opens_by_its_summary(wiki: Wiki) -> None:
    folds = page(wiki, "options").select("details")
    assert [fold.get_text(strip=True)[:4] for fold in folds] == ["Code", "Look"]
    assert [fold.has_attr("open") for fold in folds] == [False, True]


def test_a_whole_cell_can_be_folded(wiki: Wiki) -> None:
    assert "Show code cell content" in one(wiki, "hidden", "details summary").get_text()


def test_lines_of_code_are_numbered(wiki: Wiki) -> None:
    assert one(wiki, "options", "#numbered .linenos").get_text() == "1"


def test_a_note_speaks_for_all_its_cells(wiki: Wiki) -> None:
    cells = [cell.get_text(" ", strip=True) for cell in page(wiki, "quiet").select(".cell")]
    assert cells == ["'out'", "'shown' 'shown'"]


def test_one_cell_of_a_note_without_running_code_can_run(wiki: Wiki) -> None:
    outputs = page(wiki, "evaluated").select(".cell_output")
    assert [output.get_text(strip=True) for output in outputs] == ["run"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("#fig-one", "Fig. 1"),
        ("#fig-two-2", "Fig. 3"),
        ("#tbl-tips", "Table 1"),
        ("others.html#fig-other", "Fig. 2"),
    ],
)
def test_a_link_without_words_shows_the_number(wiki: Wiki, target: str, words: str) -> None:
    links = page(wiki, "figures").select(f'p:first-of-type a[href="{target}"]')
    assert words in {link.get_text() for link in links}


def test_a_link_with_words_keeps_them(wiki: Wiki) -> None:
    links = page(wiki, "figures").select('a.reference[href="#fig-one"]')
    assert [link.get_text() for link in links] == ["Fig. 1", "words"]


def test_links_to_labels_in_other_notes_show_the_number_too(wiki: Wiki) -> None:
    links = page(wiki, "figures").select('a[href="others.html#fig-other"]')
    assert [link.get_text() for link in links] == ["Fig. 2", "Fig. 2"]


def test_backlinks_show_the_number(wiki: Wiki) -> None:
    context = one(wiki, "others", ".wiki-context:nth-of-type(2)").get_text()
    assert context.startswith("See Fig. 1, Fig. 3, Table 1, Fig. 2")


@pytest.mark.parametrize(
    ("name", "anchor", "caption"),
    [
        ("figures", "fig-one", r"Fig. 1 The first \(x\)"),
        ("figures", "fig-two-1", "Fig. 2 Left"),
        ("figures", "fig-two-2", "Fig. 3 Right"),
        ("figures", "tbl-tips", "Table 1 Tips"),
        ("others", "fig-other", "Fig. 2 Another"),
    ],
)
def test_captions_are_numbered_in_each_note(
    wiki: Wiki, name: str, anchor: str, caption: str
) -> None:
    words = one(wiki, name, f"figure#{anchor} > figcaption").get_text(" ", strip=True)
    assert re.sub(r" +", " ", words).removesuffix(" #") == caption


def test_a_caption_is_markdown(wiki: Wiki) -> None:
    assert one(wiki, "figures", "#fig-one figcaption em").get_text() == "first"


def test_the_caption_of_a_table_stands_above_it(wiki: Wiki) -> None:
    children = one(wiki, "figures", "#tbl-tips").find_all(recursive=False)
    assert [child.name for child in children] == ["figcaption", "div"]


def test_a_label_without_a_caption_is_a_place_to_link_to(wiki: Wiki) -> None:
    assert "cell" in one(wiki, "figures", "#anchor")["class"]


def test_a_picture_says_what_it_shows(wiki: Wiki) -> None:
    images = page(wiki, "others").select(".cell_output img")
    assert [image["alt"] for image in images] == ["Without a label", "Two lines"]


def test_an_interactive_figure_says_what_it_shows(wiki: Wiki) -> None:
    assert one(wiki, "figures", "#fig-one .wiki-plotly")["aria-label"] == "A line"


def test_what_drawing_returns_is_no_output(wiki: Wiki) -> None:
    assert "matplotlib.lines" not in one(wiki, "others", "#fig-other").parent.get_text()  # type: ignore[union-attr]


def test_an_embed_shows_each_output_in_one_form(wiki: Wiki) -> None:
    shown = one(wiki, "embeds", ".wiki-embed")
    assert len(shown.select("table.dataframe")) == 1
    assert shown.select(".cell_output pre") == []
    assert "<Figure size" not in shown.get_text()


@pytest.mark.parametrize("name", ["drawn", "embeds"])
def test_an_embed_shows_the_numbers_of_its_note(wiki: Wiki, name: str) -> None:
    captions = [each.get_text(" ", strip=True) for each in page(wiki, name).select("figcaption")]
    starts = [" ".join(caption.split()[:4]) for caption in captions]
    assert starts == ["Fig. 1 Drawn first", "Fig. 2 Drawn second", "Table 1 A frame"]


def test_an_embedded_output_alone_has_the_styles_of_one(wiki: Wiki) -> None:
    assert one(wiki, "part", ".wiki-embed .cell_output .wiki-output-table table")


def test_an_unknown_option_gives_one_warning_with_line_and_nearest_name(wiki: Wiki) -> None:
    expected = "Unknown option of a cell: 'ech'. Did you mean 'echo'? [wiki.cell]"
    assert [line for line in wiki.warnings if "ech'" in line] == [
        f"book.ipynb: WARNING: Cell 2: {expected}",
        f"wrong.md:7: WARNING: {expected}",
    ]


def test_nothing_else_is_warned_about(wiki: Wiki) -> None:
    assert len(wiki.warnings) == 2


def test_the_comments_of_a_notebook_are_options(wiki: Wiki) -> None:
    assert "Fig. 1 Stored" in one(wiki, "book", "figcaption").get_text()
    assert "#|" not in page(wiki, "book").get_text()


def test_front_matter_in_the_first_cell_is_no_text(wiki: Wiki) -> None:
    found = page(wiki, "book")
    assert "date:" not in found.get_text()
    assert found.select_one("h1") is not None


def test_a_document_holds_no_output_that_nobody_shows(wiki: Wiki) -> None:
    stored = (wiki.doctrees / "book.doctree").read_bytes()
    assert b"<b>html</b>" in stored
    assert b"x-private" not in stored


def test_a_figure_more_changes_the_numbers_that_others_show(make_wiki: MakeWiki) -> None:
    one, two = code("label: fig-b\nfig-cap: B", PLOT), code("fig-cap: A", PLOT)
    changed = make_wiki({"a.md": "# A\n\n" + one, "b.md": "# B\n\nSee [](#fig-b).\n"}).build_apart()
    assert "Fig. 1" in changed.html("b")
    changed.write("a.md", "# A\n\n" + two + one)
    changed.build_apart()
    assert "Fig. 2" in changed.html("b")
    fresh = changed.copy("clean").build_apart()
    assert compare.describe(changed.files(), fresh.files(), ("incremental", "clean")) == ""


def test_with_the_last_figure_its_library_goes(make_wiki: MakeWiki) -> None:
    styled = code("", TABLE + ".style.format('{:.1f}')")
    changed = make_wiki({"a.md": "# A\n\n" + code("", PLOT) + styled}).build_apart()
    assert "_static/plotly-basic.min.js" in changed.paths()
    changed.write("a.md", "# A\n\n" + styled)
    changed.build_apart()
    assert "_static/plotly-basic.min.js" not in changed.paths()
    fresh = changed.copy("clean").build_apart()
    assert compare.describe(changed.files(), fresh.files(), ("incremental", "clean")) == ""


def test_styled_tables_are_the_same_in_every_run(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": "# A\n\n" + code("", TABLE + ".style.format('{:.1f}')")})
    first = wiki.build_apart().html("a")
    wiki.forget()
    assert wiki.build_apart().html("a") == first


@pytest.mark.parametrize(
    ("builder", "name", "words"),
    [
        ("latex", "testwiki.tex", r"\hyperref[\detokenize{figures:fig-one}]{Fig.\@ \ref{"),
        ("latex", "testwiki.tex", r"\hyperref[\detokenize{figures:tbl-tips}]{Table \ref{"),
        ("latex", "testwiki.tex", r"\begin{table}"),
        ("text", "figures.txt", "See Fig. 1, Fig. 3, Table 1, Fig. 2, Fig. 2, words and"),
        ("text", "figures.txt", "[Figure: A line]"),
        ("text", "figures.txt", "Fig. 1: The *first* x"),
        ("text", "figures.txt", "Table 1: Tips"),
        ("text", "embeds.txt", "Fig. 2: Drawn second"),
    ],
)
def test_other_formats_number_and_link_too(
    printed: dict[str, Wiki], builder: str, name: str, words: str
) -> None:
    assert words in printed[builder].read(name)


@pytest.fixture(scope="module")
def printed(wiki: Wiki) -> dict[str, Wiki]:
    return {
        builder: wiki.copy(builder).build_apart(builder=builder) for builder in ("latex", "text")
    }


def test_an_embed_in_text_is_what_its_note_is_in_text(printed: dict[str, Wiki]) -> None:
    note, embed = (printed["text"].read(f"{name}.txt") for name in ("drawn", "embeds"))
    start = note.index("   import matplotlib")
    assert note[start : note.index("-[ Backlinks")].strip() in embed
