"""Times listings in Chromium: first paint, scripts at work, a key in the filter.

``python -m tests.benchmarks.browser --sizes 200 1000 10000`` makes a page with a
listing of so many notes, opens it from a local server several times and prints
medians. ``--site FOLDER`` measures the first page of a built site instead.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.benchmarks.rounds import medians
from tests.browser import demo
from tests.browser.chromium import ARGUMENTS, executable

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


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder* and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


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


def table(results: dict[str, Timing]) -> str:
    """Give the measures of all sizes side by side."""
    lines = [" " * 28 + "".join(f"{title:>14}" for title in results)]
    for name, (label, unit, scale) in ROWS.items():
        cells = (f"{getattr(each, name) / scale:11.1f} {unit}" for each in results.values())
        lines.append(f"{label:28}" + "".join(cells))
    return "\n".join(lines)


def visits(browser: Any, folder: Path, rounds: int) -> Timing:
    """Give the medians of *rounds* visits to *folder*."""
    with served(folder) as address:
        return medians([measure(browser, address, folder) for _ in range(rounds)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.browser", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 10_000])
    parser.add_argument("--site", type=Path, help="a built site to measure instead")
    parser.add_argument("--rounds", type=int, default=5, help="visits to each")
    options = parser.parse_args(arguments)
    results: dict[str, Timing] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        if options.site:
            results[options.site.name] = visits(browser, options.site, options.rounds)
        for size in () if options.site else options.sizes:
            with tempfile.TemporaryDirectory(prefix="wiki-benchmark-") as name:
                folder = Path(name)
                demo.build(folder, [demo.item(i) for i in range(size)], demo.PAGES[:1])
                results[f"{size} notes"] = visits(browser, folder, options.rounds)
        browser.close()
    print(table(results))


if __name__ == "__main__":
    main()
