"""A wiki of Quarto's in the browser: dark because its project says so, until readers choose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_access import serious
from tests.wikis import Wiki

SEED = Path(__file__).parent.parent / "dialects" / "quarto" / "seed"
BARE = 'extensions = ["sphinx_wiki"]\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed wiki, built as it is."""
    paths = [path for path in SEED.rglob("*") if path.is_file()]
    files = {path.relative_to(SEED).as_posix(): path.read_bytes() for path in paths}
    return Wiki.create(tmp_path_factory.mktemp("seed"), files, base=BARE).build().outdir


def ground(page: Any) -> int:
    """Give how light the page is, from 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return max(int(part) for part in colour.strip("rgba()").split(",")[:3])


@pytest.mark.parametrize("name", ["index", "notes/quantization", "search", "404"])
def test_a_dark_theme_is_dark_whatever_the_system_says(
    site: Path, address: Callable[[Path], str], visit: Callable[..., Any], name: str
) -> None:
    page = visit(f"{address(site)}/{name}.html", color_scheme="light")
    assert ground(page) < 60
    assert page.evaluate("document.documentElement.dataset.mode") == "dark"


def test_what_the_reader_chooses_stays(
    site: Path, address: Callable[[Path], str], visit: Callable[..., Any]
) -> None:
    page = visit(f"{address(site)}/index.html")
    page.evaluate("localStorage.setItem('mode', 'light')")
    page.reload()
    assert ground(page) > 200


def test_the_notes_can_be_filtered_and_ordered(site: Path, visit: Callable[..., Any]) -> None:
    page = visit(f"{site.as_uri()}/index.html")
    titles = page.locator(".wiki-entry-title:visible")
    assert titles.all_inner_texts() == ["QLoRA", "Quantization", "Binary numbers"]
    page.locator(".wiki-listing-filter").fill("fewer bits")
    page.wait_for_function("document.querySelectorAll('.wiki-entry-title').length == 1")
    assert titles.all_inner_texts() == ["Quantization"]


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)])
def test_everyone_can_read_it(site: Path, visit: Callable[..., Any], size: tuple[int, int]) -> None:
    for name in ("index", "notes/qlora", "notes/quantization"):
        page = visit(f"{site.as_uri()}/{name}.html", size=size)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
