"""The names of icons come apart from the rest of the theme's style sheet, and nobody sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_wiki.writing.icons import split
from tests.browser.conftest import Open
from tests.conftest import MakeWiki
from tests.wikis import Wiki

NOTES: dict[str, str | bytes] = {
    "plain.md": "# Plain\n\nText.\n\n## Part\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "icons.md": "# Icons\n\nA {fas}`house`, {fab}`github`, <i class='fa-solid fa-user'></i>.\n",
}
STYLES = """() => [...document.body.querySelectorAll('*')].map((element) =>
  [null, '::before', '::after'].map((part) => {
    const style = getComputedStyle(element, part);
    return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join('; ');
  }))"""
WHOLE = """() => new Promise((done) => {
  const [sheet, icons] = ['wiki-sheet', 'wiki-icons'].map((name) =>
    document.querySelector(`link[href*="${name}"]`));
  const whole = sheet.cloneNode();
  whole.href = sheet.href.replace('wiki-sheet', 'pydata-sphinx-theme');
  whole.onload = () => { sheet.remove(); icons.remove(); done(); };
  sheet.before(whole);
})"""
ADD = """() => {
  const icon = Object.assign(document.createElement('i'), { className: 'fa-solid fa-user' });
  document.body.append(icon);
  return getComputedStyle(icon, '::before').content;
}"""


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(NOTES).build()


@pytest.mark.parametrize(("page", "later"), [("plain", True), ("index", True), ("icons", False)])
def test_a_page_waits_for_icons_that_it_shows(wiki: Wiki, page: str, later: bool) -> None:
    (link,) = [line for line in wiki.html(page).splitlines() if "wiki-icons" in line]
    assert ('media="print"' in link) == later


@pytest.mark.parametrize("page", ["plain", "icons", "index", "search"])
def test_pages_look_as_with_the_theme_s_own_sheet(
    visit: Open, wiki: Wiki, address: Callable[[Path], str], page: str
) -> None:
    opened = visit(f"{address(wiki.outdir)}/{page}.html", reduced_motion="reduce")
    opened.wait_for_load_state()
    opened.wait_for_timeout(300)
    parts = opened.evaluate(STYLES)
    opened.evaluate(WHOLE)
    assert opened.evaluate(STYLES) == parts


def test_an_icon_that_a_script_adds_is_drawn(
    visit: Open, wiki: Wiki, address: Callable[[Path], str]
) -> None:
    page: Any = visit(f"{address(wiki.outdir)}/plain.html")
    page.wait_for_function("document.querySelector('link[href*=wiki-icons]').media === 'all'")
    assert "\uf007" in page.evaluate(ADD)


@pytest.mark.parametrize(
    "sheet",
    [
        "a{b:c}",
        '@media print{a{b:c}.fa-x{--fa:"x"}}',
        'a{b:c}.fa-x{--fa:"x"}.fa-y{--fa:"y";color:red}',
        'a{b:c}.fa-x{--fa:"x"}d .fa-y{--fa:"y"}',
    ],
)
def test_a_sheet_in_which_the_order_could_matter_stays_whole(sheet: str) -> None:
    assert split(sheet) is None
