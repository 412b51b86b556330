"""Measures renderers of formulas on every formula of given folders, in Chromium.

``python -m tests.benchmarks.formulas notes docs --mathjax node_modules`` compares
our KaTeX with MathJax, where ``node_modules`` holds what
``npm install mathjax@4 @mathjax/mathjax-newcm-font`` makes. Both get the same pages,
written by the code that writes those of a wiki. Pages are served over HTTP
to a browser that has nothing in its cache; times are medians.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import statistics
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import sync_playwright

from sphinx_wiki.assets import STATIC
from sphinx_wiki.facts.macros import read_macros
from sphinx_wiki.html.formulas import CLASSES, drawable, inline_formula, marked
from tests.benchmarks.tex import Formula, formulas, settings
from tests.browser.chromium import ARGUMENTS, executable

KATEX = """<link rel="stylesheet" href="static/vendor/katex/katex.min.css">
<link rel="stylesheet" href="static/wiki.css">
<script defer blocking="render" src="static/vendor/katex/katex.min.js"></script>
<script defer blocking="render" src="static/wiki-math.js" data-macros="{macros}"></script>"""

# A command that it does not know is an error, as it is to the other. Speech is made
# in a worker, which pages opened from a disk may not start: assistive technology
# is given MathML instead.
MATHJAX = """<script>MathJax = {
  tex: {macros: {macros}, packages: {"[-]": ["noundefined"]}},
  loader: {paths: {fonts: "node_modules/@mathjax"}},
  options: {
    processHtmlClass: "math",
    menuOptions: {settings: {enrich: false, speech: false, braille: false, assistiveMml: true}},
  },
};</script>
<script defer src="node_modules/mathjax/tex-mml-chtml.js"></script>"""

# Done is when every formula is drawn and every font that it needs is there.
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
addEventListener("DOMContentLoaded", async () => {
  await window.MathJax?.startup?.promise;
  await document.fonts.ready;
  requestAnimationFrame(() => setTimeout(() => { window.done = performance.now(); }));
});
"""
FAULTY = (
    ".math:has(.katex-error, mjx-merror, [data-mjx-error]), .math:not(:has(.katex, mjx-container))"
)
PROSE = "<p>Words about what the formulas below say, long enough to fill a line or two of it.</p>"


@dataclass(frozen=True)
class Load:
    """One page, opened once."""

    seconds: float
    moved: float
    """Cumulative layout shift."""
    received: int
    """Bytes of scripts, styles and fonts."""
    faulty: tuple[int, ...]
    """The formulas that were not drawn, by their number."""
    named: int
    """How many elements of the role ``math`` assistive technology is given."""


def page(head: str, shown: Sequence[Formula]) -> str:
    """Give a page with *shown*, a sentence between each."""
    body = "".join(f"{PROSE}{_markup(formula)}" for formula in shown)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Formulas</title>'
        f"<style>body{{max-width:44rem;margin:auto}}</style>{head}</head><body>{body}</body></html>"
    )


def _markup(formula: Formula) -> str:
    if formula.kind == "inline":
        return f"<p>It is {inline_formula(formula.tex)} here.</p>"
    return f'<div class="{CLASSES}">{marked(drawable(formula.tex), display=True)}</div>'


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder* and give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def load(browser: Any, url: str) -> Load:
    """Open *url* with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.add_init_script(WATCH)
    received: list[int] = []
    opened.on(
        "response",
        lambda each: received.append(len(each.body())) if each.url != url and each.ok else None,
    )
    opened.goto(url)
    opened.wait_for_function("window.done", timeout=300_000)
    faulty = opened.evaluate(
        "(wrong) => [...document.querySelectorAll('.math')].flatMap("
        "(each, number) => each.matches(wrong) ? [number] : [])",
        FAULTY,
    )
    tree = context.new_cdp_session(opened).send("Accessibility.getFullAXTree")["nodes"]
    roles = [each.get("role", {}).get("value") for each in tree if not each["ignored"]]
    opened.wait_for_timeout(300)
    seconds = opened.evaluate("window.done") / 1000
    moved = opened.evaluate("window.moved")
    context.close()
    named = roles.count("MathMLMath") + roles.count("math")
    return Load(seconds, moved, sum(received), tuple(faulty), named)


@dataclass(frozen=True)
class Bench:
    """A browser, and a folder that it is served."""

    browser: Any
    folder: Path
    address: str

    def load(self, head: str, shown: Sequence[Formula]) -> Load:
        """Open a page with *shown*."""
        (self.folder / "page.html").write_text(page(head, shown), encoding="utf-8")
        return load(self.browser, f"{self.address}/page.html")

    def report_faults(self, name: str, head: str, found: Sequence[Formula]) -> None:
        """Print the share of *found* that is drawn, and what is not."""
        faulty: list[Formula] = []
        for start in range(0, len(found), 500):
            part = found[start : start + 500]
            faulty += [part[number] for number in self.load(head, part).faulty]
        share = 100 * (1 - len(faulty) / len(found))
        print(f"\n{name}: {share:.2f} % drawn, {len(faulty)} not")
        for each in faulty:
            print(f"  {each.file}: {' '.join(each.tex.split())[:110]}")

    def report_loads(self, heads: dict[str, str], shown: Sequence[Formula], rounds: int) -> None:
        """Print what a page of *shown* costs with each renderer."""
        print(f"\n{len(shown)} formulas:       seconds   kB   moved   role math")
        loads: dict[str, list[Load]] = {name: [] for name in heads}
        for _ in range(rounds):
            for name, head in heads.items():
                loads[name].append(self.load(head, shown))
        for name, each in loads.items():
            seconds = statistics.median(one.seconds for one in each)
            moved = statistics.median(one.moved for one in each)
            kilobytes = each[0].received / 1000
            print(f"  {name:18}{seconds:9.2f}{kilobytes:6.0f}{moved:8.4f}{each[0].named:8}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    program = "python -m tests.benchmarks.formulas"
    parser = argparse.ArgumentParser(prog=program, description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--mathjax", type=Path, help="a node_modules folder")
    parser.add_argument("--rounds", type=int, default=5, help="loads of each page, in turn")
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 300])
    options = parser.parse_args(arguments)
    found = formulas(options.folders)
    config = settings(options.folders)
    macros = json.dumps(read_macros(SimpleNamespace(mathjax3_config=config)))
    heads = {"KaTeX": KATEX.replace("{macros}", escape(macros))}
    if options.mathjax:
        declared = config.get("tex", {}).get("macros", {})
        heads["MathJax"] = MATHJAX.replace("{macros}", json.dumps(declared))
    print(f"{len(found)} different formulas in {len({each.file for each in found})} files")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "static").symlink_to(STATIC)
        if options.mathjax:
            (folder / "node_modules").symlink_to(options.mathjax.resolve())
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        with served(folder) as address:
            bench = Bench(browser, folder, address)
            for renderer, head in heads.items():
                bench.report_faults(renderer, head, found)
            for size in options.sizes:
                bench.report_loads(heads, found[:size], options.rounds)
        browser.close()


if __name__ == "__main__":
    main()
