"""What plain MyST-NB makes of the notes that our tests build: so we know that these can fail.

Each test here builds a folder without our extension and asserts the fault that a test of
ours, named beside it, asserts to be gone. One that fails after an upgrade is good news:
the fault is mended upstream.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.execution.test_running import output
from tests.wikis import Wiki

CONF = """project = "Plain"
extensions = ["myst_nb"]
nb_execution_mode = "cache"
"""

MakePlain = Callable[[dict[str, str | bytes]], Wiki]


@pytest.fixture
def make_plain(tmp_path: Path) -> MakePlain:
    """A function that writes a folder for plain MyST-NB."""

    def make(files: dict[str, str | bytes]) -> Wiki:
        index = "# Index\n\n```{toctree}\n:glob:\n\n**\n```\n"
        return Wiki.create(tmp_path, {"index.md": index, **files}, base=CONF)

    return make


def note(*code: str, front: str = "") -> str:
    """Give a note that plain MyST-NB takes for a notebook."""
    blocks = "".join(f"```{{code-cell}} python\n{each}\n```\n\n" for each in code)
    return f"---\nfile_format: mystnb\n{front}\n---\n\n# Note\n\n{blocks}"


def test_cells_without_a_header_do_not_run(make_plain: MakePlain) -> None:
    # test_running: test_a_note_shows_what_its_code_gave[sum]
    wiki = make_plain({"sum.md": "# Sum\n\n```{code-cell} python\n1 + 1\n```\n"}).build_apart()
    assert output(wiki, "sum") == ""


def test_a_figure_of_plotly_is_dropped(make_plain: MakePlain) -> None:
    # tests/browser: figures are drawn
    code = "import plotly.graph_objects as go\ngo.Figure(go.Bar(y=[1, 2]))"
    wiki = make_plain({"figure.md": note(code)}).build_apart()
    words = "unknown output mime type: application/vnd.plotly.v1+json"
    assert any(words in line for line in wiki.warnings)


@pytest.mark.parametrize(
    ("front", "error"),
    [
        # test_running: test_a_note_shows_what_its_code_gave[date]
        ("date: 2024-07-07", "date is not JSON serializable"),
        # test_running: test_a_missing_kernel_leaves_a_box_and_the_code
        ("kernelspec: {name: julia-1.10}", "No such kernel named julia-1.10"),
    ],
)
def test_one_note_ends_the_build(make_plain: MakePlain, front: str, error: str) -> None:
    wiki = make_plain({"bad.md": note("6 * 7", front=front)})
    with pytest.raises(RuntimeError, match=re.escape(error)):
        wiki.build_apart()


def test_a_killed_kernel_ends_the_build(make_plain: MakePlain) -> None:
    # test_running: test_what_went_wrong_is_said_once_with_its_place[killed]
    code = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    with pytest.raises(RuntimeError, match="Kernel died"):
        make_plain({"killed.md": note(code)}).build_apart()


def test_a_date_leaves_a_cache_that_ends_every_later_build(make_plain: MakePlain) -> None:
    # test_running: test_a_note_shows_what_its_code_gave[date]
    wiki = make_plain({"a.md": note("6 * 7", front="date: 2024-07-07")})
    with pytest.raises(RuntimeError):
        wiki.build_apart()
    wiki.write("a.md", note("6 * 7"))
    with pytest.raises(RuntimeError):
        wiki.build_apart()


def test_two_folders_show_each_others_output(make_plain: MakePlain) -> None:
    # test_running: test_a_note_shows_what_its_code_gave[reads], [sub/reads]
    code = "print(open('data.txt').read())"
    files: dict[str, str | bytes] = {
        "one/reads.md": note(code), "one/data.txt": "of one",
        "two/reads.md": note(code), "two/data.txt": "of two",
    }  # fmt: skip
    wiki = make_plain(files).build_apart()
    assert output(wiki, "one/reads") == output(wiki, "two/reads")


def test_a_change_of_data_or_of_a_helper_is_not_seen(make_plain: MakePlain) -> None:
    # test_freshness: test_a_change_runs_exactly_the_notes_that_used_it
    files: dict[str, str | bytes] = {
        "data.md": note("print(open('data.csv').read())"),
        "data.csv": "old data",
        "helper.md": note("import helper\nprint(helper.word)"),
        "helper.py": "word = 'old word'\n",
    }
    wiki = make_plain(files).build_apart()
    wiki.write("data.csv", "new data")
    wiki.write("helper.py", "word = 'new word'\n")
    for name in ("data.md", "helper.md"):
        wiki.write(name, str(files[name]) + "More.\n")
    wiki.build_apart()
    assert "old data" in output(wiki, "data")
    assert "old word" in output(wiki, "helper")


def test_a_tag_for_show_runs_code_again(make_plain: MakePlain) -> None:
    # test_freshness: test_what_does_not_matter_runs_nothing[tags]
    code = "import time; print(time.perf_counter_ns())"
    wiki = make_plain({"a.md": note(code)}).build_apart()
    before = output(wiki, "a")
    wiki.write("a.md", note(f":tags: [hide-input]\n\n{code}"))
    wiki.build_apart()
    assert output(wiki, "a") != before


def test_a_million_lines_make_a_page_of_megabytes(make_plain: MakePlain) -> None:
    # test_running: test_too_much_output_is_cut_and_counted
    wiki = make_plain({"talks.md": note("for i in range(300_000): print(i)")}).build_apart()
    assert len(wiki.html("talks")) > 1_500_000


@pytest.mark.skipif(sys.platform == "win32", reason="has no sockets of its own for this")
def test_kernels_talk_about_sockets(make_plain: MakePlain) -> None:
    # test_running: test_kernels_say_nothing_about_sockets
    wiki = make_plain({"a.md": note("1 + 1")}).build_apart()
    assert any("TCP" in line for line in wiki.warnings)
