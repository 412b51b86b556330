"""Figures in Chromium: every kind is drawn, from files and over HTTP, and nothing is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.test_access import serious
from tests.conftest import MakeWiki
from tests.wikis import Wiki

START = "import plotly.express as px\nimport plotly.graph_objects as go\nimport numpy as np\n"


def note(title: str, *code: str) -> str:
    """Give a note with a cell of each *code*, and text between them."""
    first, *others = code
    cells = [START + first, *others]
    blocks = [f"```{{code-cell}} python\n{each}\n```\n\nText below.\n\n" for each in cells]
    return f"# {title}\n\n" + "".join(blocks)


NOTES: dict[str, str | bytes] = {
    "kinds.md": note(
        "Kinds",
        "px.scatter(px.data.tips(), x='total_bill', y='tip', color='day', title='Last line')",
        "px.line(y=[1, 3, 2], title='Shown').show()\npx.bar(y=[1, 2], title='Second').show()",
        "from plotly.subplots import make_subplots\nfig = make_subplots(rows=1, cols=2)\n"
        "fig.add_scatter(y=[1, 2], row=1, col=1)\nfig.add_bar(y=[1, 2], row=1, col=2)",
        "x = np.linspace(-1, 1, 9)\ngo.Figure(go.Surface(z=np.add.outer(x**2, x**2)))",
        "go.Figure(go.Heatmap(z=[[1, 2], [3, 4]]))",
        "px.pie(values=[1, 2], names=['a', 'b'])",
    ),
    "maps.md": note(
        "Maps",
        "px.choropleth(locations=['DEU', 'FRA'], color=[1, 2], title='Countries')",
        "px.scatter_geo(lat=[52], lon=[13], scope='europe')",
    ),
    "moving.md": note(
        "Moving",
        "px.scatter(px.data.gapminder(), x='gdpPercap', y='lifeExp', size='pop', log_x=True,\n"
        "    animation_frame='year', animation_group='country', title='Years')",
    ),
    "flat.md": note(
        "Flat",
        "px.violin(y=[1, 2, 3, 5])",
        "px.density_heatmap(x=[1, 2, 2], y=[1, 1, 2], marginal_x='box')",
        "px.line(y=[1, 2])",
    ),
    "own.md": note("Own", "px.line(y=[1, 2], template='plotly_dark')"),
    "still.md": note(
        "Still",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import pandas as pd\npd.DataFrame(np.ones((3, 30)))",
        "from IPython.display import SVG, Latex, Markdown, display\n"
        'display(SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\'))\n'
        "display(Markdown('**bold**'), Latex('$$x^2$$'))",
    ),
    "plain.md": "# Plain\n\nNo figure.\n",
}


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    built = make_shared_wiki(NOTES).build_apart()
    assert built.warnings == []
    return built


@pytest.fixture
def either_way(wiki: Wiki, address: Callable[[Path], str]) -> str:
    """Give the address of the site, as files and over HTTP."""
    return address(wiki.outdir)


@pytest.fixture
def at(wiki: Wiki, serve: Callable[[Path], str]) -> str:
    """Give the address of the site."""
    return serve(wiki.outdir)


def drawn(page: Any, count: int) -> Any:
    """Give *page* when every figure was scrolled to and is drawn."""
    boxes = page.locator(".wiki-plotly")
    assert boxes.count() == count
    for index in range(count):
        boxes.nth(index).scroll_into_view_if_needed()
        boxes.nth(index).locator(".main-svg").first.wait_for(state="attached")
    page.wait_for_function(
        "n => document.querySelectorAll('.js-plotly-plot').length === n", arg=count
    )
    return page


def look(page: Any, path: str) -> Any:
    """Give a value of what Plotly drew first."""
    return page.evaluate(f"document.querySelector('.js-plotly-plot')._fullLayout.{path}")


@pytest.mark.parametrize(
    ("name", "count"), [("kinds", 7), ("maps", 2), ("moving", 1), ("own", 1), ("flat", 3)]
)
def test_figures_are_drawn(visit: Open, either_way: str, name: str, count: int) -> None:
    drawn(visit(f"{either_way}/{name}.html"), count)


def test_a_figure_is_drawn_when_it_comes_into_view(visit: Open, at: str) -> None:
    page = visit(f"{at}/kinds.html")
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.locator(".js-plotly-plot").count() < page.locator(".wiki-plotly").count()


def test_countries_are_there_without_a_network(visit: Open, either_way: str) -> None:
    page = drawn(visit(f"{either_way}/maps.html"), 2)
    page.locator(".choroplethlayer path").first.wait_for(state="attached")
    assert page.locator(".choroplethlayer path").count() >= 2


def test_a_page_without_figures_loads_nothing_of_plotly(visit: Open, at: str) -> None:
    page = visit(f"{at}/plain.html")
    names = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert [name for name in names if "plotly" in name] == []
    assert page.locator("script[src*=plotly]").count() == 0


@pytest.mark.parametrize("name", ["kinds", "moving", "still"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps(visit: Open, at: str, name: str, width: int) -> None:
    page = visit(f"{at}/{name}.html", size=(width, 800))
    page.evaluate(
        """() => { window.moved = 0; new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true }); }"""
    )
    height = page.evaluate("document.documentElement.scrollHeight")
    for _step in range(0, height, 500):
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    drawn(page, page.locator(".wiki-plotly").count())
    assert page.evaluate("window.moved") < 0.01
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_a_figure_takes_the_colours_of_the_page_at_once(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/kinds.html", color_scheme="light"), 7)
    before = look(page, "font.color")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_function(
        "was => document.querySelector('.js-plotly-plot')._fullLayout.font.color !== was",
        arg=before,
    )
    text = page.evaluate(
        "getComputedStyle(document.body).getPropertyValue('--pst-color-text-base')"
    )
    assert look(page, "font.color") == text.strip()


def test_a_figure_with_colours_of_its_own_keeps_them(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/own.html", color_scheme="light"), 1)
    before = look(page, "paper_bgcolor")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_timeout(300)
    assert look(page, "paper_bgcolor") == before == "rgb(17,17,17)"


def test_colours_of_express_are_those_of_the_wiki(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/kinds.html"), 7)
    colours = page.evaluate(
        "document.querySelector('.js-plotly-plot')._fullData.map(trace => trace.marker.color)"
    )
    assert colours == look(page, "colorway")[: len(colours)]


@pytest.mark.parametrize("name", ["kinds", "moving", "maps", "still"])
def test_everything_fits_on_a_phone(visit: Open, at: str, name: str) -> None:
    page = visit(f"{at}/{name}.html", size=(390, 800))
    drawn(page, page.locator(".wiki-plotly").count())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_wide_table_scrolls_in_its_box(visit: Open, at: str) -> None:
    page = visit(f"{at}/still.html", size=(390, 800))
    box = page.locator(".text_html").first
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")


def test_a_figure_follows_its_column(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/own.html"), 1)
    wide = look(page, "width")
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function(
        "was => document.querySelector('.js-plotly-plot')._fullLayout.width < was", arg=wide
    )
    column = page.locator(".wiki-plotly").evaluate("box => box.clientWidth")
    assert abs(look(page, "width") - column) <= 1


def test_an_animation_plays(visit: Open, either_way: str) -> None:
    page = drawn(visit(f"{either_way}/moving.html"), 1)
    page.locator(".updatemenu-button").first.click()
    page.wait_for_function(
        "document.querySelector('.js-plotly-plot')._fullLayout.sliders[0].active > 0"
    )


def test_controls_of_a_figure_answer_the_keyboard(visit: Open, at: str) -> None:
    page = drawn(visit(f"{at}/moving.html"), 1)
    slider = page.get_by_role("slider", name="year")
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "document.querySelector('.slider-group').getAttribute('aria-valuetext') === '2007'"
    )
    play = page.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('.js-plotly-plot')._fullLayout.sliders[0].active < 11"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "count"), [("kinds", 7), ("moving", 1), ("still", 0)])
def test_axe_finds_nothing_serious(
    visit: Open, at: str, scheme: str, name: str, count: int
) -> None:
    page = visit(f"{at}/{name}.html", color_scheme=scheme)
    assert serious(drawn(page, count)) == []


def test_a_figure_has_a_name(visit: Open, at: str) -> None:
    page = visit(f"{at}/kinds.html")
    assert page.get_by_role("figure", name="Last line").count() == 1


def test_without_scripts_there_is_a_line_or_a_picture(visit: Open, at: str) -> None:
    page = visit(f"{at}/kinds.html", java_script_enabled=False)
    box = page.locator(".wiki-plotly").first
    named = "Last line" in box.inner_text() or box.locator("img").get_attribute("alt")
    assert named


def test_pictures_on_a_dark_page_stand_on_white(visit: Open, at: str) -> None:
    page = visit(f"{at}/still.html", color_scheme="dark")
    image = page.locator(".cell_output img").first
    assert image.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(255, 255, 255)"


def test_a_page_with_a_figure_is_small(wiki: Wiki) -> None:
    page = wiki.html("own")
    assert len(page.encode()) < 60_000
    assert len(re.findall(r"<script[^>]*plotly", page)) == 1


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("moving", "plotly-basic"),
        ("own", "plotly-basic"),
        ("flat", "plotly-cartesian"),
        ("maps", "plotly"),
        ("kinds", "plotly"),
    ],
)
def test_a_page_loads_the_smallest_build_that_draws_its_figures(
    visit: Open, at: str, name: str, build: str
) -> None:
    page = visit(f"{at}/{name}.html")
    page.locator(".js-plotly-plot").first.wait_for()
    names = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    files = [each.rpartition("/")[2].partition("?")[0] for each in names]
    assert [each for each in files if each.startswith("plotly")] == [f"{build}.min.js"]


TASKS = """(() => {
  let task = 0, loaded;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { task++; port2.postMessage(0); };
  port2.postMessage(0);
  window.__tasks = [];
  Object.defineProperty(window, 'Plotly', {
    get: () => loaded,
    set: (plotly) => {
      __tasks.push(task);
      const draw = plotly.newPlot;
      loaded = { ...plotly, newPlot: (...given) => { __tasks.push(task); return draw(...given); } };
    },
  });
})()"""


def test_between_two_figures_the_page_answers(visit: Open, at: str) -> None:
    page = visit(f"{at}/plain.html", size=(1000, 3000))
    page.add_init_script(TASKS)
    page.goto(f"{at}/flat.html")
    tasks = drawn(page, 3).evaluate("__tasks")
    assert len(tasks) == len(set(tasks)) == 4


def test_figures_that_nobody_scrolled_to_are_printed(visit: Open, at: str) -> None:
    page = visit(f"{at}/flat.html", size=(800, 300))
    page.locator(".js-plotly-plot").first.wait_for()
    assert page.locator(".js-plotly-plot").count() < 3
    # Browsers print when this event was heard, before another task.
    count = page.evaluate(
        "async () => { dispatchEvent(new Event('beforeprint'));"
        " for (let i = 0; i < 20; i++) await null;"
        " return document.querySelectorAll('.js-plotly-plot').length; }"
    )
    assert count == 3


def test_browsers_may_compile_plotly_while_it_loads(wiki: Wiki) -> None:
    for name in ("plotly", "plotly-basic", "plotly-cartesian"):
        script = (wiki.outdir / "_static" / f"{name}.min.js").read_bytes()
        assert script.startswith(b"//# allFunctionsCalledOnLoad\n")
