"""Times pages in Chromium as Lighthouse does: paint, blocking time, layout shift, and bytes.

``python -m tests.benchmarks.browser`` builds a wiki of ``--notes`` notes and looks at a plain
note, one with formulas, one with plots, the index and a search for a word of all notes, on a
desktop and on a slow phone; then at the plain note beside the same page made by other tools
(``--others`` notes); then at how quickly listings answer keys (``--listings`` notes). All are
medians of ``--rounds`` visits.
With ``--keep FOLDER`` sites stay there, and one that is there is not built again.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.benchmarks import listings, notes, pages
from tests.benchmarks.build import build
from tests.benchmarks.host import hosted
from tests.benchmarks.rounds import medians
from tests.benchmarks.tables import table
from tests.benchmarks.tools import TOOLS, Tool
from tests.benchmarks.visits import DESKTOP, PHONE, ROWS, Device, Visit, visit
from tests.browser.chromium import ARGUMENTS, executable

DEVICES = (DESKTOP, PHONE)
OTHERS = ("wiki", "sphinx", "sphinx-toctree", "mkdocs-lean", "mkdocs", "zensical-lean", "zensical")

Address = tuple[str, str, str]
"""Where a page is served, its file, and the file of the page that is opened next."""


def site(tool: Tool, folder: Path, count: int) -> Path:
    """Build *count* notes and those that are looked at with *tool*, and give the site.

    One that was kept is not built again.
    """
    done = folder / "done"
    if done.exists():
        return folder / "site"
    pages.write(folder / "notes", count)
    tool.set_up(folder)
    build(tool, folder)
    done.touch()
    return folder / "site"


@contextmanager
def place(keep: Path | None) -> Iterator[Path]:
    """Give the folder for sites: the one to keep them in, or one that goes."""
    if keep is not None:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="wiki-benchmark-") as name:
        yield Path(name)


def look(
    browser: Any, device: Device, places: Mapping[str, Address], rounds: int
) -> dict[str, Visit]:
    """Visit each page once in each round, in turn, and give the medians."""
    visits: dict[str, list[Visit]] = {title: [] for title in places}
    for _ in range(rounds):
        for title, (root, first, then) in places.items():
            visits[title].append(visit(browser, device, f"{root}/{first}", f"{root}/{then}"))
    return {title: medians(timings) for title, timings in visits.items()}


def report_pages(browser: Any, folder: Path, count: int, rounds: int) -> None:
    """Print what the kinds of pages of a wiki of *count* notes cost."""
    built = site(TOOLS["wiki"], folder / f"wiki-{count}", count)
    with hosted(built) as root:
        places = {
            title: (root, f"{kind}1.html", f"{kind}2.html") for title, kind in pages.PAGES.items()
        }
        places["the index"] = (root, "index.html", "plain1.html")
        first, then = (f"search.html?q={word}" for word in notes.IN_ALL)
        places["a search"] = (root, first, then)
        for device in DEVICES:
            columns = look(browser, device, places, rounds)
            print(table(f"{device.title}, {count:,} notes", columns, ROWS), end="\n\n", flush=True)


def report_tools(browser: Any, folder: Path, count: int, rounds: int, names: Sequence[str]) -> None:
    """Print what a plain note costs as a page of several tools, of *count* notes each."""
    tools = {name: TOOLS[name] for name in names if TOOLS[name].found}
    sites = {
        tool.title: site(tool, folder / f"{name}-{count}", count) for name, tool in tools.items()
    }
    for device in DEVICES:
        columns: dict[str, Visit] = {}
        for title, built in sites.items():
            with hosted(built) as root:
                places = {title: (root, "plain1.html", "plain2.html")}
                columns |= look(browser, device, places, rounds)
        corner = f"{device.title}, a plain note of {count:,}"
        print(table(corner, columns, ROWS, ratios=True), end="\n\n", flush=True)


def report_listings(browser: Any, sizes: Sequence[int], rounds: int) -> None:
    """Print how quickly listings of *sizes* notes answer."""
    columns = {f"{size:,} notes": listings.visits(browser, size, rounds) for size in sizes}
    print(table("Listing", columns, listings.ROWS))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.browser", description=__doc__)
    parser.add_argument("--notes", type=int, default=10_000, help="in the wiki; 0 leaves it out")
    parser.add_argument("--others", type=int, default=1000, help="beside others; 0 leaves them out")
    parser.add_argument("--tools", nargs="+", choices=OTHERS, default=OTHERS)
    parser.add_argument("--listings", type=int, nargs="*", default=[200, 1000, 10_000])
    parser.add_argument("--rounds", type=int, default=5, help="visits to each page")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where sites are kept")
    options = parser.parse_args(arguments)
    with sync_playwright() as playwright, place(options.keep) as folder:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        if options.notes:
            report_pages(browser, folder, options.notes, options.rounds)
        if options.others:
            report_tools(browser, folder, options.others, options.rounds, options.tools)
        if options.listings:
            report_listings(browser, options.listings, options.rounds)
        browser.close()


if __name__ == "__main__":
    main()
