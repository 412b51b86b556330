r"""Formulas in a browser: every kind is drawn, from disk and from a server, and nothing jumps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_access import serious
from tests.conftest import MakeWiki
from tests.wikis import Wiki

Address = Callable[[Path], str]

PHONE = (390, 844)
CONF = r"""
mathjax3_config = {"tex": {"macros": {
    "RR": r"\mathbb{R}",
    "norm": [r"\lVert #1 \rVert", 1],
    "pd": [r"\frac{\partial #2}{\partial #1}", 2, "x"],
}}}
"""
WIDE = " + ".join(f"a_{{{number}}} x^{{{number}}}" for number in range(30))
KINDS = r"""---
title: The angle $\alpha$ of $a<b$
description: What $\norm{x}$ is.
date: 2024-07-07
---

## Heading $\beta$

Inline $\norm{v} \in \RR$ and $\pd{f} = \pd[t]{g}$, $$ y = 1 $$ in a line,
{eq}`labelled`, {eq}`second`.

$$
\int_0^1 x \, dx = \frac{1}{2}
$$ (labelled)

$$
a &= \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \\
  &= b \quad \text{if $x > 0$}
$$

$$
a = b

c = d
$$

\begin{equation} a = b \end{equation}

\begin{align} a &= b \label{first} \\ c &= \frac{d}{e} \label{second} \end{align}

\begin{align*} a &= b \\ c &= d \end{align*}

\begin{alignat}{2} a &= b & \quad c &= d \\ e &= f & g &= h \end{alignat}

\begin{flalign} a &= b \end{flalign}

\begin{gather} a = b \\ c = d \end{gather}

\begin{multline} a + b \\ + c \end{multline}

\begin{eqnarray} a &=& b \\ c &\le& d \end{eqnarray}

\begin{bmatrix} 1 \\ 2 \end{bmatrix}

$$ x = \begin{cases} 1 & a \\ 2 & b \end{cases} \tag{A} $$

$$ \newcommand{\loss}{\mathcal{L}} \loss(\theta) = 0 $$

$\DeclareMathOperator{\foo}{foo} \foo x$, $\DeclareMathOperator*{\bar}{bar} \bar_x$ and
$\mbox{if } \nicefrac{1}{2} \ensuremath{\mathbbm{1}} \require{mhchem} \textsc{Abc}$ are stand-ins.

\begin{align*} a &= b \\ \intertext{and then} c &= d \end{align*}

Then $\loss$, chemistry $\ce{2 H2 + O2 -> 2 H2O}$, a number $x \eqref{first}$ and a link $\href{https://example.org/}{x}$.

| Name | Formula |
|---|---|
| Norm | $\norm{x}$ |

- Item $x^2$

Term $t$
: What $d$ means.

> [!NOTE]
> In a box $\gamma$.

```{figure} a.svg
:alt: A square

Caption with $\delta_1$.
```

A footnote.[^1]

[^1]: It says $\epsilon$.
""" + rf"""
## Wide

$$
f(x) = {WIDE}
$$ (wide)

\begin{{align}}
f(x) &= {WIDE} \\
g(x) &= b
\end{{align}}

Here $\underbrace{{{WIDE.replace(" + ", "")}}}_n$ is wide.
"""
FAULTS = "# Faults\n\nWords $\\nonsense{x}$ and $\\frac{1}{$.\n\n$$\n\\begin{cases} a\n$$\n"
OTHER = "# Other\n\nIt says $z$ of [](kinds.md) and [the $i$ part](kinds.md#labelled).\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>'
NOTEBOOK = """# Notebook

```{code-cell}
from IPython.display import Latex, Markdown, Math, display

display(Math(r"\\frac{a}{b}"), Latex(r"$$\\sqrt{c}$$"), Markdown(r"So $d^2$."))
```
"""
PLAIN = "# Plain\n\nNo formula.\n"
MANY = "# Many\n\n" + "\n\n".join(f"Words.\n\n$$ x_{{{n}}} = y $$" for n in range(200))
MANY += "\n\n## End\n\nWords.\n"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    """Give a wiki with every kind of formula."""
    more = {f"note{n:02}.md": f"# Note {n}\n\nIt is $x_{{{n}}}$.\n" for n in range(30)}
    files = {
        "kinds.md": KINDS,
        "faults.md": FAULTS,
        "other.md": OTHER,
        "plain.md": PLAIN,
        "many.md": MANY,
        "notebook.md": NOTEBOOK,
        "a.svg": SQUARE,
        "kept.md": "# Kept\n\n```{wiki:listing}\n:contents: kinds.md\n```\n",
        "list.md": "# List\n\n```{wiki:listing}\n:contents: note*.md\n:page-size: 5\n```\n",
    }
    # In a process of its own: the browser's loop of events runs in this one.
    return make_shared_wiki({**files, **more}, CONF).build_apart()


@pytest.fixture
def kinds(visit: Any, wiki: Wiki, address: Address) -> Any:
    """Give the page with every kind, opened."""
    return drawn(visit(f"{address(wiki.outdir)}/kinds.html"))


def drawn(page: Any) -> Any:
    """Give *page* when its formulas have been drawn."""
    page.wait_for_function("!document.querySelector('.math:not([data-drawn])')")
    return page


def undrawn(page: Any) -> list[str]:
    """Give the formulas of *page* that could not be drawn, as they stand there."""
    drawn(page)
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.math')].filter(e => !e.querySelector('.katex'))"
        ".map(e => e.textContent)"
    )
    return found


def test_every_kind_is_drawn(kinds: Any) -> None:
    assert kinds.locator(".math .katex").count() > 35
    assert undrawn(kinds) == []


def test_the_fonts_are_the_site_s(kinds: Any) -> None:
    loaded = "document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').length)"
    assert kinds.evaluate(loaded) > 3


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("kinds", "h1"),
        ("kinds", "h2"),
        ("kinds", "td"),
        ("kinds", "li"),
        ("kinds", "dt"),
        ("kinds", "dd"),
        ("kinds", "figcaption"),
        ("kinds", ".admonition"),
        ("kinds", "aside.footnote"),
        ("kinds", "#pst-page-toc-nav"),
        ("kinds", ".wiki-context strong"),
        ("kept", ".wiki-entry-title"),
        ("kept", ".wiki-entry-summary"),
        ("other", "h1 ~ p a"),
        ("notebook", ".cell_output"),
    ],
)
def test_formulas_are_drawn_wherever_they_stand(
    visit: Any, wiki: Wiki, serve: Address, page: str, where: str
) -> None:
    opened = visit(f"{serve(wiki.outdir)}/{page}.html")
    assert opened.locator(f"{where} .katex").count() > 0
    assert undrawn(opened) == []


def test_every_output_of_a_cell_is_drawn(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/notebook.html")
    assert page.locator(".cell_output .katex").count() == 3


def test_formulas_of_later_entries_are_drawn(visit: Any, wiki: Wiki, address: Address) -> None:
    page = visit(f"{address(wiki.outdir)}/list.html#listing:page=6")
    page.wait_for_function("document.querySelector('.wiki-entry-title')?.textContent != 'Note 0'")
    assert page.locator(".wiki-entry-summary .katex").count() == 5
    assert undrawn(page) == []


def test_a_page_without_formulas_loads_no_renderer(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/plain.html")
    assert not page.evaluate("'katex' in window")


def test_a_macro_has_its_default_argument(kinds: Any) -> None:
    said = kinds.evaluate(
        "[...document.querySelectorAll('p annotation')].filter(e => e.textContent.startsWith("
        "'\\\\pd')).map(e => e.parentElement.firstElementChild.textContent)"
    )
    assert said == ["∂f∂x=∂g∂t"]


def test_a_reference_leads_to_its_equation(kinds: Any) -> None:
    kinds.get_by_role("link", name="(4)", exact=True).click()
    target = kinds.locator(":target")
    assert "align" in target.locator("xpath=ancestor-or-self::div[1]").inner_html()
    assert kinds.evaluate("scrollY") > 0


def test_a_formula_that_cannot_be_drawn_shows_its_tex_and_says_so(
    visit: Any, wiki: Wiki, address: Address
) -> None:
    page = visit(f"{address(wiki.outdir)}/faults.html")
    faults = page.locator("code.katex-error")
    assert faults.count() == 3
    said = "This formula could not be drawn; its TeX is shown."
    assert faults.first.text_content() == rf"\nonsense{{x}} ({said})"
    assert (faults.first.get_attribute("title") or "").startswith(said)


def test_without_scripts_a_formula_is_readable_tex(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html", java_script_enabled=False)
    assert page.locator("h1 .math").first.text_content() == r"\(\alpha\)"


@pytest.mark.parametrize("copied", ["h1", "#equation-labelled"])
def test_copying_gives_tex(visit: Any, wiki: Wiki, serve: Address, copied: str) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html")
    text = page.evaluate(
        """(where) => {
          getSelection().selectAllChildren(document.querySelector(where));
          const data = new DataTransfer();
          const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true});
          document.dispatchEvent(event);
          return data.getData("text/plain");
        }""",
        copied,
    )
    expected = {"h1": r"The angle $\alpha$ of $a<b$", "#equation-labelled": "$$\\int_0^1"}
    assert expected[copied] in text


def test_screen_readers_are_given_mathematics(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html")
    session = page.context.new_cdp_session(page)
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [each.get("role", {}).get("value") for each in tree if not each["ignored"]]
    assert roles.count("MathMLMath") == page.locator(".katex").count()


def test_a_phone_needs_no_sideways_scrolling(visit: Any, wiki: Wiki, address: Address) -> None:
    page = visit(f"{address(wiki.outdir)}/kinds.html", size=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


@pytest.mark.parametrize("box", ["#equation-wide .katex-display", "span.math.wiki-math-wide"])
def test_what_is_wide_scrolls_in_its_own_box(
    visit: Any, wiki: Wiki, serve: Address, box: str
) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html", size=PHONE)
    wide = page.locator(box).last
    assert wide.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")


def test_the_keyboard_scrolls_numbered_rows(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html", size=PHONE)
    page.locator("#wide .katex-display:has(.wiki-math-rows)").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#wide .wiki-math-rows').scrollLeft > 0")


@pytest.mark.parametrize("number", ["#equation-wide .eqno", "#wide .wiki-math-numbered .katex-tag"])
def test_numbers_stay_in_sight(visit: Any, wiki: Wiki, serve: Address, number: str) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html", size=PHONE)
    box = page.locator(number).last.bounding_box()
    assert box["x"] > PHONE[0] / 2
    assert box["x"] + box["width"] <= PHONE[0]


def test_all_numbers_end_at_one_edge(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html")
    edges = page.evaluate(
        "[...document.querySelectorAll('.eqno, .wiki-math-numbered > .katex-tag')]"
        ".map(e => e.getBoundingClientRect().right)"
    )
    assert len(edges) > 8
    assert max(edges) - min(edges) < 1


@pytest.fixture
def slowly(browser: Any, serve: Address, wiki: Wiki) -> Iterator[Any]:
    """Give a page whose fonts come late, as over a slow network."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => "
        "window.moved += e.value)).observe({type: 'layout-shift', buffered: true})"
    )

    def late(route: Any) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/*.woff2", late)
    page.goto(f"{serve(wiki.outdir)}/kinds.html")
    yield page
    context.close()


def test_nothing_jumps_when_fonts_come_late(slowly: Any) -> None:
    slowly.evaluate("document.fonts.ready.then(() => new Promise(d => setTimeout(d, 300)))")
    assert slowly.evaluate("moved") < 0.03


# What is left for later waits for the page to be ready, however slowly the rest of it comes.
COUNT = """
const later = window.setTimeout;
let waiting = [];
window.setTimeout = (...task) => (waiting ? waiting.push(task) : later(...task));
document.addEventListener("DOMContentLoaded", () => {
  window.left = document.querySelectorAll(".math:not([data-drawn])").length;
  waiting.forEach((task) => later(...task));
  waiting = null;
});
"""


@pytest.fixture
def many(browser: Any, serve: Address, wiki: Wiki) -> Iterator[Callable[[str], Any]]:
    """Give a function that opens a part of a note with 200 formulas, and counts those left."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(COUNT)

    def opened(part: str = "") -> Any:
        page = context.new_page()
        page.goto(f"{serve(wiki.outdir)}/many.html{part}")
        return page

    yield opened
    context.close()


def test_a_page_is_ready_before_formulas_far_below_are_drawn(many: Callable[..., Any]) -> None:
    page = many()
    assert 0 < page.evaluate("left") < 200
    drawn(page)


def test_what_is_seen_does_not_move_by_formulas_above_it(many: Callable[..., Any]) -> None:
    assert many("#end").evaluate("left") == 0


def test_what_is_printed_has_all_formulas(many: Callable[..., Any]) -> None:
    page = many()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.evaluate("document.querySelector('.math:not([data-drawn])')")


def test_nothing_moves_while_formulas_are_drawn(visit: Any, wiki: Wiki, address: Address) -> None:
    page = visit(f"{address(wiki.outdir)}/kinds.html")
    moved = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          document.fonts.ready.then(() => setTimeout(() => done(sum), 300));
        })"""
    )
    assert moved < 0.02


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 900), PHONE])
@pytest.mark.parametrize("name", ["kinds", "faults"])
def test_axe_finds_nothing_serious(  # noqa: PLR0913, PLR0917 - fixtures
    visit: Any, wiki: Wiki, serve: Address, name: str, size: tuple[int, int], scheme: str
) -> None:
    page = visit(f"{serve(wiki.outdir)}/{name}.html", size=size, color_scheme=scheme)
    page.evaluate("document.fonts.ready")
    assert serious(page) == []


def test_in_print_nothing_is_cut_off_by_a_box(visit: Any, wiki: Wiki, serve: Address) -> None:
    page = visit(f"{serve(wiki.outdir)}/kinds.html")
    page.emulate_media(media="print")
    overflow = "e => getComputedStyle(e).overflowX"
    assert page.locator("#equation-wide .katex-display").evaluate(overflow) == "visible"
