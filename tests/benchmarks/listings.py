"""Times a listing in Chromium: first paint, scripts at work, and keys in the filter."""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.host import hosted
from tests.benchmarks.rounds import medians
from tests.browser import demo

WORDS = ("qlora", "qlora 9", "attention", "übung kette", "a", '"token looks"')

# Types one key and gives the milliseconds until the next picture is on its way.
TYPE = """text => new Promise(done => {
  const input = document.querySelector('.wiki-listing-filter');
  const start = performance.now();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', {bubbles: true}));
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - start);
    channel.port2.postMessage(0);
  });
})"""
PAINT = """() => performance.getEntriesByName('first-contentful-paint')[0].startTime"""
READY = ".wiki-listing .wiki-pager button, .wiki-listing th button"
# Folding all entries for the filter goes on while nothing else does.
REST = 1500


@dataclass(frozen=True)
class Timing:
    """One visit: bytes, and milliseconds."""

    page: float
    data: float
    paint: float
    ready: float
    key: float
    slowest: float


ROWS = {
    "page": ("the page", "kB", 1e3),
    "data": ("all entries, loaded later", "kB", 1e3),
    "paint": ("first paint", "ms", 1.0),
    "ready": ("controls at work", "ms", 1.0),
    "key": ("a key in the filter", "ms", 1.0),
    "slowest": ("the slowest key", "ms", 1.0),
}


def keys() -> list[str]:
    """Give what stands in the filter after each key, and once nothing."""
    return [word[: end + 1] for word in WORDS for end in range(len(word))] + [""]


def measure(browser: Any, address: str, folder: Path) -> Timing:
    """Visit the first page of *folder* once, as a reader who comes for the first time."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(f"{address}/index.html")
        page.wait_for_selector(READY)
        ready = page.evaluate("performance.now()")
        page.wait_for_timeout(REST)
        taken = [page.evaluate(TYPE, text) for text in keys()]
        return Timing(
            page=(folder / "index.html").stat().st_size,
            data=(folder / "wiki-notes.js").stat().st_size,
            paint=page.evaluate(PAINT),
            ready=ready,
            key=statistics.median(taken),
            slowest=max(taken),
        )
    finally:
        context.close()


def visits(browser: Any, size: int, rounds: int) -> Timing:
    """Give the medians of *rounds* visits to a page with a listing of *size* notes."""
    with tempfile.TemporaryDirectory(prefix="wiki-benchmark-") as name:
        folder = Path(name)
        demo.build(folder, [demo.item(i) for i in range(size)], demo.PAGES[:1])
        with hosted(folder) as address:
            return medians([measure(browser, address, folder) for _ in range(rounds)])
