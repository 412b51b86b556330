"""The theme in a browser: what a page loads, its columns and its colours."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sphinx_wiki
from sphinx_wiki.html.listing import SCRIPTS, render_listing
from tests.browser import demo
from tests.browser.test_access import serious

PACKAGE = Path(sphinx_wiki.__file__).parent
Address = Callable[[Path], str]

CONF = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(PACKAGE.parent)!r})
project = html_title = "Study <i>&amp; Wiki"
extensions = ["myst_parser"]
html_theme = "sphinx_wiki"
templates_path = []
html_static_path = [{str(PACKAGE / "static")!r}]
html_css_files = ["vendor/katex/katex.min.css", "wiki.css"]
scripts = ["vendor/katex/katex.min.js", "wiki-math.js", *{SCRIPTS!r}]
html_js_files = [(name, {{"defer": "", "priority": 900}}) for name in scripts]
html_extra_path = ["extra"]

def page(app, pagename, templatename, context, doctree):
    context["wiki_nav"] = "wiki-nav.js"

def finish(app, exception):
    Path(app.outdir, "wiki-nav.js").write_text(
        'window.sphinxWikiNav={{"categories":[{{"name":"R&D <b>","url":"about.html","count":3}}],'
        '"recent":[{{"title":"It\\'s","url":"it\\'s.html"}}]}};')

def setup(app):
    app.add_html_theme("sphinx_wiki", {str(PACKAGE / "theme" / "sphinx_wiki")!r})
    app.connect("html-page-context", page)
    app.connect("build-finished", finish)
"""
NOTES = {
    "index.md": "# Home\n\n[](about.md)\n",
    "about.md": "---\norphan: true\n---\n# About\n\n## Part one\n\nText.\n\n## Part two\n\nText.\n",
    "it's.md": (
        "---\norphan: true\n---\n# It's\n\n"
        "```python\nprint('a long line of code that must scroll inside its box', 1, 2, 3)\n```\n"
    ),
    "long.md": (
        "---\norphan: true\n---\n# Long\n\n"
        f"Text `{'a_long_name.' * 9}`.\n\n"
        f"```{{eval-rst}}\n:Key: Text\n\n   .. code-block:: text\n\n      {'long ' * 40}\n```\n"
    ),
    "list.md": "---\norphan: true\n---\n# List\n\n```{raw} html\n:file: list.html\n```\n",
    "sources.md": "---\norphan: true\n---\n# Sources\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small site built with the theme alone."""
    notes = tmp_path_factory.mktemp("themed")
    (notes / "conf.py").write_text(CONF, encoding="utf-8")
    for name, content in NOTES.items():
        (notes / name).write_text(content, encoding="utf-8")
    _write_listing(notes)
    command = [sys.executable, "-m", "sphinx", "-q", str(notes), str(notes / "_site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return notes / "_site"


def _write_listing(notes: Path) -> None:
    made = demo.build(notes / "extra", [demo.item(i) for i in range(60)], demo.PAGES[:1])
    (listing,) = made["index.html"]
    (notes / "extra" / "index.html").unlink()
    html = render_listing(listing, demo.site(), root="", data_uri="wiki-notes.js")
    (notes / "list.html").write_text(html, encoding="utf-8")


def test_no_page_but_the_search_page_loads_the_search_index(folder: Path) -> None:
    for page in folder.glob("*.html"):
        found = "searchindex.js" in page.read_text("utf-8")
        assert found == (page.name == "search.html"), page.name


def test_no_button_comes_up_when_a_reader_scrolls_up(folder: Path) -> None:
    assert "pst-back-to-top" not in (folder / "about.html").read_text("utf-8")


def test_the_name_of_a_page_cannot_end_its_script(folder: Path) -> None:
    html = (folder / "it's.html").read_text("utf-8")
    assert re.findall(r"pagename = (.*);</script>", html) == [r'"it\u0027s"']


def test_the_title_of_the_wiki_is_text(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/index.html")
    assert page.locator(".wiki-brand").text_content() == "Study <i>&amp; Wiki"


def test_the_left_column_is_filled_from_the_shared_file(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/about.html")
    categories = page.locator("[data-part=categories]")
    assert categories.get_by_role("link").text_content() == "R&D <b>"
    assert categories.get_by_role("link").get_attribute("aria-current") == "page"
    assert page.locator("[data-part=recent]").get_by_role("link").text_content() == "It's"
    page.locator("[data-part=recent]").get_by_role("link").click()
    assert page.locator("h1").text_content().startswith("It")


def test_without_scripts_home_and_sources_remain(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/about.html", java_script_enabled=False)
    assert page.locator(".wiki-nav a:visible").all_text_contents() == ["Home", "Sources"]
    assert not page.locator(".wiki-search").is_visible()


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_search_which_finds(
    visit: Any, folder: Path, address: Address, key: str
) -> None:
    page = visit(f"{address(folder)}/index.html")
    page.keyboard.press(key)
    page.keyboard.type("about")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search-results li a")
    assert "About" in page.locator("#search-results").text_content()


def test_a_slash_in_a_field_is_a_slash(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator("#pst-search-dialog input").input_value() == "a/b"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_before_anything_is_painted(
    visit: Any, folder: Path, address: Address, scheme: str
) -> None:
    page = visit(f"{address(folder)}/index.html", color_scheme=scheme)
    assert page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_colour_button_goes_round_and_is_remembered(
    visit: Any, folder: Path, address: Address
) -> None:
    page = visit(f"{address(folder)}/index.html", color_scheme="light")
    button = page.locator(".wiki-color-mode .wiki-icon-button")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "Color mode: Dark"
    page.goto(f"{address(folder)}/about.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_wide_code_scrolls_in_its_box_on_a_phone(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/it's.html", size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("div.highlight pre").evaluate("e => e.scrollWidth > e.clientWidth")


def test_long_names_in_code_make_no_page_wider_than_a_phone(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/long.html", size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_drawer_of_a_phone_holds_the_left_column(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/about.html", size=(390, 844))
    assert not page.locator(".wiki-nav").is_visible()
    page.get_by_role("button", name="Site navigation").click()
    assert page.locator("dialog .wiki-nav a").first.is_visible()
    page.keyboard.press("Escape")
    page.wait_for_selector(".wiki-nav", state="hidden")


def test_nothing_moves_while_a_page_loads(visit: Any, folder: Path, serve: Address) -> None:
    page = visit(f"{serve(folder)}/about.html")
    page.evaluate(
        "window.shifted = 0; new PerformanceObserver(l => l.getEntries().forEach(e =>"
        " window.shifted += e.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["list", "it's", "about", "search"])
def test_axe_finds_nothing_serious(
    visit: Any, folder: Path, serve: Address, page: str, scheme: str
) -> None:
    opened = visit(f"{serve(folder)}/{page}.html", color_scheme=scheme)
    opened.wait_for_timeout(300)
    assert serious(opened) == []


def test_axe_finds_nothing_serious_in_a_listing_in_use(
    visit: Any, folder: Path, serve: Address
) -> None:
    page = visit(f"{serve(folder)}/list.html#listing:q=looks&cat=llm", color_scheme="dark")
    page.wait_for_selector("mark")
    assert serious(page) == []
