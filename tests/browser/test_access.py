"""axe-core finds nothing serious, in both colour schemes, on each kind of page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser import demo
from tests.browser.test_listing import ready

axe = pytest.importorskip("axe_playwright_python.sync_playwright")


def serious(page: Any) -> list[str]:
    """Give what axe-core calls serious or critical, with the elements."""
    # Preloading makes axe-core fetch what stylesheets import, from wrong addresses.
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{rule['id']}: {node['html']}"
        for rule in found
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site with listings of 240 notes."""
    made = tmp_path_factory.mktemp("demo")
    demo.build(made, [demo.item(number) for number in range(240)])
    return made


@pytest.mark.parametrize("path", [page.path for page in demo.PAGES])
def test_listings(visit: Any, folder: Path, serve: Callable[[Path], str], path: str) -> None:
    assert serious(ready(visit(f"{serve(folder)}/{path}"))) == []


def test_a_listing_in_use(visit: Any, folder: Path, serve: Callable[[Path], str]) -> None:
    page = ready(visit(f"{serve(folder)}/index.html#listing:q=softmax&cat=ml"))
    assert page.locator("[aria-disabled=true]").count() > 0
    assert serious(page) == []
    page.locator(".wiki-listing-filter").fill("zzz")
    assert serious(page) == []
