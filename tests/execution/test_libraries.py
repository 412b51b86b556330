"""Libraries whose output needs others: each is named once, with what to do; some work offline."""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from nbformat.v4 import new_output

from sphinx_wiki.execution.outputs import remote, simplify
from tests.conftest import MakeWiki
from tests.execution.test_running import cells
from tests.wikis import Wiki

CHART = "alt.Chart(pd.DataFrame({'a': [1]})).mark_point().encode(x='a')"
NOTES: dict[str, str | bytes] = {
    "altair.md": cells(f"import altair as alt, pandas as pd\n{CHART}", CHART, title="Altair"),
    "bokeh.md": cells(
        "from bokeh.plotting import figure, output_notebook, show\noutput_notebook()\n"
        "plot = figure(height=200)\nplot.line([1, 2], [1, 2])\nshow(plot)",
        title="Bokeh",
    ),
    "ipywidgets.md": cells("import ipywidgets\nipywidgets.IntSlider(3)", "_", title="Widgets"),
    "tiles.md": cells(
        "import plotly.express as px\npx.scatter_map(lat=[52], lon=[13])", title="Tiles"
    ),
}


def needs(name: str) -> pytest.MarkDecorator:
    """Leave a test out where a library is not installed."""
    return pytest.mark.skipif(not importlib.util.find_spec(name), reason=f"{name} is missing")


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    found = {
        name: text
        for name, text in NOTES.items()
        if name == "tiles.md" or importlib.util.find_spec(name.removesuffix(".md"))
    }
    return make_shared_wiki(found).build_apart()


def warned(wiki: Wiki, name: str) -> list[str]:
    return [line for line in wiki.warnings if line.startswith(f"{name}.md:")]


@needs("altair")
def test_altair_is_named_once_with_what_to_do(wiki: Wiki) -> None:
    (line,) = warned(wiki, "altair")
    assert "3: WARNING: Altair loads https://" in line
    assert "alt.renderers.enable('svg')" in line


@needs("ipywidgets")
def test_widgets_are_named_once_and_shown_as_text(wiki: Wiki) -> None:
    (line,) = warned(wiki, "ipywidgets")
    assert "3: WARNING: A widget of ipywidgets is shown as text" in line
    assert "IntSlider(value=3)" in wiki.html("ipywidgets")


@needs("bokeh")
def test_bokeh_brings_its_script(wiki: Wiki) -> None:
    assert warned(wiki, "bokeh") == []
    assert list(remote([{"data": {"text/html": wiki.html("bokeh")}}])) == []


def test_tiles_are_named_with_their_server(wiki: Wiki) -> None:
    (line,) = warned(wiki, "tiles")
    assert "3: WARNING: Plotly loads https://basemaps.cartocdn.com" in line


@pytest.mark.parametrize(
    ("kind", "content", "addresses"),
    [
        ("text/html", "<script src='https://x.org/a.js'></script>", ["https://x.org/a.js"]),
        ("text/html", "<img src=//x.org/a.png>", ["//x.org/a.png"]),
        ("text/html", "<a href='https://x.org'>a link to follow</a>", []),
        ("application/javascript", "import('https://x.org/m.js')", ["https://x.org/m.js"]),
        ("text/plain", "<script src='https://x.org/a.js'></script>", []),
        ("text/html", "'https://cdn.x.org/a.js'" + " " * 200_000, []),
    ],
)
def test_what_is_loaded_from_elsewhere(kind: str, content: str, addresses: list[str]) -> None:
    assert list(remote([{"data": {kind: content}}])) == addresses


@pytest.mark.parametrize(
    ("layout", "addresses"),
    [
        ({}, ["https://basemaps.cartocdn.com"]),
        ({"map": {"style": "white-bg"}}, []),
        ({"map": {"style": "open-street-map"}}, ["https://tile.openstreetmap.org"]),
        ({"map": {"style": "https://x.org/style.json"}}, ["https://x.org/style.json"]),
    ],
)
def test_where_tiles_come_from(layout: dict[str, Any], addresses: list[str]) -> None:
    figure = {"data": [{"type": "scattermap"}], "layout": layout}
    assert list(remote([{"data": {"application/vnd.plotly.v1+json": figure}}])) == addresses


def kinds(*given: str) -> set[str]:
    """Give the kinds that are kept of an output with those *given*."""
    data = {kind: {} if kind.endswith("json") else "x" for kind in given}
    (output,) = simplify([new_output("display_data", data=data)], widgets=False)
    return set(output.data)


def test_a_figure_of_plotly_is_kept_as_data_alone() -> None:
    plotly = "application/vnd.plotly.v1+json"
    assert kinds(plotly, "text/html", "text/plain") == {plotly}


def test_only_what_some_format_shows_is_kept() -> None:
    assert kinds("text/html", "text/plain", "application/vnd.vega+json") == {
        "text/html",
        "text/plain",
    }


@pytest.mark.parametrize(
    ("text", "kept"),
    [("[<matplotlib.lines.Line2D at 0x7f>]", False), ("<Axes: >", False), ("42", True)],
)
def test_what_drawing_returned_is_left_out_beside_a_picture(text: str, kept: bool) -> None:
    result = new_output("execute_result", data={"text/plain": text}, execution_count=1)
    picture = new_output("display_data", data={"image/png": "AAAA", "text/plain": "<Figure>"})
    shown = simplify([result, picture], widgets=False)
    assert (len(shown) == 2) is kept
