"""The first build of many notes: with all processors, what somebody asks for first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.requests import Request as Asked

from sphinx_wiki.live import server
from sphinx_wiki.live.hub import Hub, Viewer
from sphinx_wiki.live.messages import Finished, Settings
from sphinx_wiki.live.run import Live
from sphinx_wiki.live.shared import END
from sphinx_wiki.live.site import Site
from tests.conftest import MakeWiki
from tests.live.desk import DRAFTS, Bench

NOTES = {f"n{number:02}.md": f"# N {number}\n\n{{cite}}`nobody`\n" for number in range(30)}
PROCESSES = """
import os
from pathlib import Path

def remember(app, page, *others):
    with Path(app.outdir, "processes").open("a") as file:
        file.write(f"{os.getpid()}\\n")

def setup(app):
    app.connect("html-page-context", remember)
"""
OLD = "import os, sys\nsys.path.insert(0, os.getcwd())\nextensions = ['sphinx_wiki', 'old']\n"


@pytest.fixture(autouse=True)
def _processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, however many there are."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def test_many_notes_are_written_by_several_processes(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki(NOTES, conf=PROCESSES))
    bench.build()
    by = (bench.wiki.outdir / "processes").read_text().split()
    assert len(set(by)) == 3


def test_what_several_processes_wrote_is_known_and_equals_a_clean_build(
    make_wiki: MakeWiki,
) -> None:
    bench = Bench(make_wiki(NOTES))
    finished = bench.build()
    pages = {name.replace(".md", ".html") for name in NOTES}
    assert pages <= set(finished.pages)
    warned = {Path(each.path).name for each in finished.problems}
    assert warned == set(NOTES)
    clean = bench.wiki.copy("clean").build(clean=True, overrides=DRAFTS)
    assert bench.wiki.files() == clean.files()


def test_an_extension_that_is_for_one_process_is_no_problem(make_wiki: MakeWiki) -> None:
    old = "def setup(app):\n    pass\n"
    notes = {name: f"# {name}\n" for name in NOTES}
    bench = Bench(make_wiki({**notes, "old.py": old}, conf=OLD + PROCESSES))
    assert bench.build().problems == ()
    assert len(set((bench.wiki.outdir / "processes").read_text().split())) == 1


def test_the_page_that_is_waited_for_is_written_first(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki(NOTES))
    bench.looked_at = lambda: "n29.html"
    bench.build()
    assert bench.shown == ("n29.html",)


def test_a_page_that_is_asked_for_while_others_are_written_comes_next(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki(NOTES))
    out = bench.wiki.outdir
    bench.looked_at = lambda: "n29.html" if (out / "n05.html").is_file() else ""
    bench.build()
    when = {path.name: path.stat().st_mtime_ns for path in out.glob("n*.html")}
    assert bench.shown == ("n29.html",)
    # One process writes the notes of odd numbers, and would write this one last.
    assert when["n29.html"] < when["n27.html"]


def test_nothing_is_put_in_place_when_all_ends(make_wiki: MakeWiki) -> None:
    bench = Bench(make_wiki(NOTES))
    request = bench.request()
    bench.number = END
    bench.worker.answer(request)
    assert not [each for each in bench.heard() if isinstance(each, Finished)]
    assert not list(bench.wiki.outdir.glob("n*"))


def waiting(path: str, root: Path) -> str:
    """Give the page that stands at *path* before the first build."""
    asked = Asked({"type": "http", "method": "GET", "path": path, "headers": []})
    return bytes(server._answer(Site(root), None, asked).body).decode()


@pytest.mark.parametrize(("path", "page"), [("/b.html", "b.html"), ("/", "index.html")])
def test_a_page_that_is_not_there_yet_waits_for_itself(
    tmp_path: Path, path: str, page: str
) -> None:
    assert f'data-page="{page}"' in waiting(path, tmp_path)


def told(viewer: Viewer) -> list[str]:
    """Give the kinds of what a page was told."""
    return [viewer.outbox.get_nowait()["kind"] for _ in range(viewer.outbox.qsize())]


def test_a_page_that_is_waited_for_is_loaded_when_it_is_there(tmp_path: Path) -> None:
    looked: list[str] = []
    hub = Hub(Site(tmp_path), looked.append, {})
    viewer = hub.join("b.html", "")
    (tmp_path / "b.html").write_text("<html></html>")
    hub.refresh()
    assert looked == ["b.html"]
    assert told(viewer) == ["state", "reload"]


@pytest.mark.parametrize("whole", [False, True])
def test_a_page_shown_before_what_all_share_is_loaded_again_when_that_is_there(
    tmp_path: Path, whole: bool
) -> None:
    page, shared = tmp_path / "a.html", tmp_path / "wiki.json"
    page.write_text("<html></html>")
    if whole:
        shared.write_text("{}")
    live = Live(Settings(tmp_path, tmp_path, tmp_path / ".doctrees"), "localhost")
    viewer = live._hub.join("a.html", live._site.version("a.html"))
    shared.write_text("{}")
    live._heard(Finished(1.0, (), 0, True, (), failed=False))
    assert ("reload" in told(viewer)) is not whole
