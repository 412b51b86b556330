r"""Formulas in a built wiki: numbers, references, macros, and where their TeX goes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import MakeWiki
from tests.wikis import Wiki

CONF = (
    'mathjax3_config = {"tex": {"macros": {"RR": r"\\mathbb{R}", "E": [r"e^{#1}", 1]}}}\n'
    'version = "1"\ncopyright = "A"\n'
)
KINDS = r"""---
date: 2024-07-07
---
# The angle $\alpha \le \pi$

The sum $\sum_i x_i$ is in $\RR$ and {eq}`energy` before it.

## Part $\beta$

$$
E = mc^2
$$ (energy)

\begin{align}
a &= b \label{first} \\
c &= d \notag \\
e &= f \label{third} \\
g &= h \tag{$\star$} \label{star}
\end{align}

See $\eqref{third}$, {eq}`star`, [](#energy) and $x = \ref{first}$.

\begin{pmatrix} 1 \\ 2 \end{pmatrix}

$$ \label{inside} x = 1 $$

$$
\begin{equation} y = 1 \label{wrapped} \end{equation}
$$

$$ \newcommand{\loss}{\mathcal{L}} \loss = 0 $$

Then $\loss$ and $\ce{H2O}$.
"""
OTHER = r"""# Other

It uses {eq}`third` of [](kinds.md), says [that sum $\sum_i$ again](kinds.md#energy).
"""
FAULTY = "# Faulty\n\nWords $\\frac{1}{$ here.\n\n$$\na &= b \\\\\n\\begin{cases} c\n$$\n"
PAGED = "---\nlisting: {contents: [plain.md, kinds.md], page-size: 1, sort: title}\n---\n# Paged\n"
PLAIN = "# Plain\n\nIt costs $5 and $10.\n"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """Give a wiki of formulas, built as HTML, EPUB and LaTeX."""
    files = {"kinds.md": KINDS, "other.md": OTHER, "faulty.md": FAULTY, "plain.md": PLAIN}
    files["paged.md"] = PAGED
    return make_shared_wiki(files, CONF).build()


@pytest.fixture(scope="module")
def epub(wiki: Wiki) -> Wiki:
    """Give the same notes as EPUB."""
    return wiki.copy("epub").build("epub")


@pytest.fixture(scope="module")
def latex(wiki: Wiki) -> str:
    """Give the same notes as LaTeX."""
    built = wiki.copy("latex").build("latex")
    return built.read(next(path for path in built.paths() if path.endswith(".tex")))


def test_a_fault_is_told_with_its_line_and_its_tex(wiki: Wiki) -> None:
    assert [each for each in wiki.warnings if "wiki.formula" in each] == [
        r"faulty.md:3: WARNING: In the formula '\frac{1}{', '{' is never closed. [wiki.formula]",
        (
            r"faulty.md:5: WARNING: In the formula '\begin{cases} c', "
            r"'\begin{cases}' is never closed. [wiki.formula]"
        ),
    ]


def test_nothing_else_is_warned_about(wiki: Wiki) -> None:
    assert [each for each in wiki.warnings if "wiki.formula" not in each] == []


def test_rows_have_numbers_as_in_latex(wiki: Wiki) -> None:
    html = wiki.html("kinds")
    assert re.findall(r"\\tag\{(.*?)\}", html) == ["2", "3", r"$\star$"]


def test_a_matrix_alone_has_no_number(wiki: Wiki) -> None:
    numbers = re.findall(r'class="eqno">\((\d+)\)', wiki.html("kinds"))
    assert numbers == ["1", "4", "5"]


@pytest.mark.parametrize(
    ("label", "number"),
    [("energy", "(1)"), ("third", "(3)"), ("star", "(⋆)")],
)
def test_references_lead_to_their_equation(wiki: Wiki, label: str, number: str) -> None:
    html = wiki.html("kinds")
    assert f'id="equation-{label}"' in html
    assert f'href="#equation-{label}">{number}</a>' in html


@pytest.mark.parametrize("label", ["inside", "wrapped"])
def test_a_label_in_tex_is_a_label(wiki: Wiki, label: str) -> None:
    assert f'id="equation-{label}"' in wiki.html("kinds")
    assert rf"\label{{{label}}}" not in wiki.html("kinds")


def test_a_reference_within_a_formula_shows_the_number(wiki: Wiki) -> None:
    assert r"\(x = \text{2}\)" in wiki.html("kinds")


def test_addresses_do_not_change_from_build_to_build(wiki: Wiki) -> None:
    assert re.findall(r"equation-[0-9a-f]{8}-", wiki.html("kinds")) == []


def test_a_reference_from_another_note_is_a_backlink(wiki: Wiki) -> None:
    assert "It uses" in wiki.html("kinds").partition("wiki-backlinks")[2]
    assert 'href="kinds.html#equation-third">(3)</a>' in wiki.html("other")


def test_a_formula_in_the_words_of_a_link_stays_one_in_its_backlink(wiki: Wiki) -> None:
    backlinks = wiki.html("kinds").partition("wiki-backlinks")[2]
    assert re.search(r"<strong>that sum <span class=\"math[^>]*>\\\(\\sum_i\\\)</span>", backlinks)


def test_a_title_in_a_sentence_keeps_its_formula(wiki: Wiki) -> None:
    sentence = wiki.html("kinds").partition("wiki-context")[2]
    assert r"The angle <span" in sentence
    assert r"\(\alpha \le \pi\)" in sentence


def test_a_number_that_moved_is_written_again_in_other_notes(tmp_path: Path) -> None:
    wiki = Wiki.create(tmp_path, {"kinds.md": KINDS, "other.md": OTHER}, conf=CONF).build()
    wiki.write("kinds.md", KINDS.replace("## Part", "$$ z $$ (zero)\n\n## Part"))
    assert ">(4)</a>" in wiki.build().html("other")


def test_titles_are_text_where_nothing_else_can_be_shown(wiki: Wiki) -> None:
    title = "The angle α ≤ π"
    assert f"<title>{title} " in wiki.html("kinds")
    assert title in wiki.read("wiki-nav.js")
    assert f"<title>{title}</title>" in wiki.read("atom.xml")
    assert r"The angle \u03b1 \u2264 \u03c0" in wiki.read("searchindex.js")


@pytest.mark.parametrize(("page", "loads"), [("kinds", True), ("plain", False), ("index", True)])
def test_the_renderer_is_loaded_where_formulas_are(wiki: Wiki, page: str, loads: bool) -> None:
    assert ("katex.min.js" in wiki.html(page)) == loads


@pytest.mark.parametrize(("page", "waits"), [("kinds", True), ("index", True), ("paged", False)])
def test_the_first_paint_waits_for_formulas_that_are_seen_then(
    wiki: Wiki, page: str, waits: bool
) -> None:
    (script,) = re.findall(r"<script[^>]*katex\.min\.js[^>]*>", wiki.html(page))
    assert ('blocking="render"' in script) == waits


@pytest.mark.parametrize(("page", "loads"), [("kinds", True), ("other", False)])
def test_chemistry_is_loaded_where_it_is_used(wiki: Wiki, page: str, loads: bool) -> None:
    assert ("mhchem.min.js" in wiki.html(page)) == loads


def test_the_page_has_the_macros_of_conf_py(wiki: Wiki) -> None:
    html = wiki.html("kinds")
    assert "data-macros" in html
    assert "&quot;E&quot;:[&quot;e^{#1}&quot;,1,null]" in html


def test_epub_has_mathml_with_macros_expanded(epub: Wiki) -> None:
    page = epub.read("kinds.xhtml")
    formulas = [each for each in ET.fromstring(page).iter() if each.tag.endswith("}math")]
    assert "ℝ" in {"".join(each.itertext()) for each in formulas}
    assert "ℒ" in {"".join(each.itertext()) for each in formulas}


def test_epub_shows_tex_as_code_where_no_mathml_can_be_had(epub: Wiki) -> None:
    assert r"<code>\ce{H2O}</code>" in epub.read("kinds.xhtml")


def test_epub_says_which_pages_hold_mathml(epub: Wiki) -> None:
    package = epub.read("content.opf")
    assert re.search(r'href="kinds.xhtml"[^>]* properties="mathml"', package)
    assert not re.search(r'href="plain.xhtml"[^>]* properties', package)


def test_epub_holds_no_renderer(epub: Wiki) -> None:
    (book,) = [path for path in epub.paths() if path.endswith(".epub")]
    names = zipfile.ZipFile(epub.outdir / book).namelist()
    assert [name for name in names if "katex" in name or "wiki-math" in name] == []


def test_latex_has_the_macros(latex: str) -> None:
    assert r"\renewcommand{\RR}{\mathbb{R}}" in latex


def test_references_in_latex_have_their_labels(latex: str) -> None:
    for name in re.findall(r"\\(?:eq)?ref\{(equation:[^}]*)\}", latex):
        assert rf"\label{{{name}}}" in latex
    assert r"\eqref{equation:kinds:third}" in latex


def test_a_matrix_alone_is_in_mathematics_in_latex(latex: str) -> None:
    assert re.search(r"\\begin\{split\}\\begin\{pmatrix\} 1", latex)
