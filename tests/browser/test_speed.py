"""Ten thousand notes: the page stays small, and a key in the filter is painted at once."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser import demo

COUNT = 10_000
KEYS = ("q", "ql", "qlo", "qlor", "qlora", "qlora ", "qlora 9", "qlora", "e", "")

# Types one key and gives the milliseconds until the next picture is on its way.
TYPE = """key => new Promise(done => {
  const input = document.querySelector('.wiki-listing-filter');
  const start = performance.now();
  input.value = key;
  input.dispatchEvent(new InputEvent('input', {bubbles: true}));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - start);
    channel.port2.postMessage(0);
  });
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site with a listing of ten thousand notes."""
    made = tmp_path_factory.mktemp("large")
    demo.build(made, [demo.item(number) for number in range(COUNT)], demo.PAGES[:1])
    return made


def test_the_page_is_small(folder: Path) -> None:
    assert (folder / "index.html").stat().st_size < 300_000


def test_a_key_in_the_filter_is_painted_within_50_ms(
    visit: Any, folder: Path, serve: Callable[[Path], str]
) -> None:
    page = visit(f"{serve(folder)}/index.html")
    page.wait_for_selector(".wiki-pager button")
    page.wait_for_timeout(1500)
    # The best round: on a machine with other work the others measure that work.
    rounds = [[page.evaluate(TYPE, key) for key in KEYS] for _ in range(5)]
    assert min(statistics.median(taken) for taken in rounds) < 50
