"""What the browser benchmark measures, on two pages whose costs are known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.host import hosted
from tests.benchmarks.tables import table
from tests.benchmarks.visits import DESKTOP, ROWS, Device, Visit, visit

STYLE = "p { color: #123456 }\n" * 2000
BUSY = """<script>
setTimeout(() => {
  document.body.prepend(Object.assign(document.createElement('div'), {style: 'height: 300px'}));
  for (const began = performance.now(); performance.now() - began < 250;);
}, 300);
</script>"""
HEAD = '<!doctype html><link rel="icon" href="data:,"><link rel="stylesheet" href="style.css">'


@pytest.fixture(scope="module")
def seen(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    folder: Path = tmp_path_factory.mktemp("pages")
    (folder / "style.css").write_text(STYLE)
    (folder / "first.html").write_text(f"{HEAD}<p>{'Many words. ' * 50}</p>{BUSY}")
    (folder / "then.html").write_text(f"{HEAD}<p>A few words.</p>")
    with hosted(folder) as address:
        return visit(browser, DESKTOP, f"{address}/first.html", f"{address}/then.html")


def test_bytes_over_the_wire_are_those_compressed(seen: Visit) -> None:
    assert 0 < seen.bytes < len(STYLE) / 10


def test_each_file_is_a_request(seen: Visit) -> None:
    assert seen.requests == 2


def test_the_next_page_loads_nothing_that_was_kept(seen: Visit) -> None:
    assert seen.next_requests == 1


def test_what_holds_up_the_page_after_its_first_paint_is_blocking(seen: Visit) -> None:
    assert seen.blocked >= 200
    assert seen.longest >= 250


def test_text_that_moves_is_a_layout_shift(seen: Visit) -> None:
    assert seen.shift > 0.05


def test_the_largest_paint_is_not_before_the_first(seen: Visit) -> None:
    assert 0 < seen.paint <= seen.largest


def test_a_page_is_looked_at_until_it_loads_no_more(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text(STYLE)
    script = "setTimeout(() => document.body.append(Object.assign(%s, {src: '%s'})), 900)"
    element = "document.createElement('script')"
    (tmp_path / "late.html").write_text(f"{HEAD}<script>{script % (element, 'a.js')}</script>")
    (tmp_path / "a.js").write_text(script % (element, "b.js"))
    (tmp_path / "b.js").write_text("")
    with hosted(tmp_path) as address:
        seen = visit(browser, DESKTOP, f"{address}/late.html", f"{address}/late.html")
    assert seen.requests == 4


def test_a_page_is_looked_at_until_an_answer_that_takes_long_has_come(
    browser: Any, tmp_path: Path
) -> None:
    late = "document.body.append(Object.assign(document.createElement('script'), {src: 'a.js'}))"
    (tmp_path / "far.html").write_text(f"{HEAD}<script>onload = () => {late}</script>")
    (tmp_path / "style.css").write_text(STYLE)
    (tmp_path / "a.js").write_text("")
    network = {"latency": 1300, "offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
    far = Device("Far", DESKTOP.context, network=network)
    with hosted(tmp_path) as address:
        seen = visit(browser, far, f"{address}/far.html", "about:blank")
    assert seen.requests == 3


def test_tables_hold_no_places_that_say_nothing() -> None:
    seen = Visit(1234.5, 9.25, 0, 55.4, 0.0123, 15, 123456, 1, 0.0)
    _, _, *rows = table("", {"a": seen}, ROWS).splitlines()
    cells = [row.split("|")[2].strip() for row in rows]
    assert cells[:4] == ["1234 ms", "9.2 ms", "0 ms", "55 ms"]
    assert cells[4:] == ["0.012", "15", "123.5 kB", "1", "0.0 kB"]
