"""Notes run at once and apart from one another; what goes wrong in one is said, and no more."""

from __future__ import annotations

import asyncio
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.util.images import get_image_size

from tests.conftest import MakeWiki
from tests.wikis import Wiki


def cells(*code: str, front: str = "", title: str = "Note") -> str:
    """Give a note with cells of *code*."""
    blocks = "".join(f"```{{code-cell}} python\n{each}\n```\n\n" for each in code)
    return (f"---\n{front}\n---\n\n" if front else "") + f"# {title}\n\n{blocks}"


NOTES: dict[str, str | bytes] = {
    "plain.md": "# Plain\n\nNo code.\n",
    "sum.md": cells("1 + 1", "print('two', 2)"),
    "date.md": cells("6 * 7", front="date: 2024-07-07"),
    "data.txt": "of the root",
    "reads.md": cells("print(open('data.txt').read())"),
    "sub/data.txt": "of the folder",
    "sub/reads.md": cells("print(open('data.txt').read())"),
    "python.md": cells("'ran'", front="kernelspec: {name: my-env, language: python}"),
    "julia.md": cells("1", front="kernelspec: {name: julia-1.10, language: julia}"),
    "fails.md": cells("print('before')\n1 / 0", "print('never')"),
    "below.md": cells(
        "1",
        "undefined",
        front="title: Long\ndescription: >\n  Of several\n\n  lines.\nauthor:\n  - name: A\n"
        "\ncategories: [a]",
    ),
    "accepted.md": cells("1 / 0", "'after'", front="execute: {error: true}"),
    "accepted_cell.md": cells("#| error: true\n1 / 0", "'after'"),
    "slow.md": cells("while True: pass", front="execute: {timeout: 2}"),
    "killed.md": cells("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"),
    "leaves.md": cells("import os\nos._exit(3)"),
    "asks.md": cells("input('name?')"),
    "ends.md": cells("import sys\nsys.exit(2)"),
    "threads.md": cells(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()\n'on'"
    ),
    "talks.md": cells("for i in range(1_000_000): print(i)"),
    "a_changes.md": cells(
        "import os, math, random, builtins\nos.environ['WIKI_TEST'] = 'changed'\nmath.pi = 3\n"
        "builtins.leaked = True\nos.chdir('/')\nrandom.seed(0)"
    ),
    "b_sees.md": cells(
        "import os, math, builtins\n"
        "print(os.environ.get('WIKI_TEST'), math.pi, hasattr(builtins, 'leaked'), os.getcwd())"
    ),
    "off.md": cells("open('made.txt', 'w')", front="execute: false"),
    "skipped.md": cells("#| eval: false\n1 / 0", "'ran'"),
    "stored.ipynb": """{"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "1/0",
      "execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout",
      "text": "as it was stored"}]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""",
    "empty.ipynb": """{"cells": [{"cell_type": "code", "id": "a", "metadata": {},
      "source": "print('run ' + 'now')", "execution_count": null, "outputs": []}],
      "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""",
    "imports.md": cells("import helpers\nhelpers.word"),
    "helpers.py": "word = 'from the helper'\n",
    "draws.md": cells(
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "import pandas as pd\npd.DataFrame({'column': [1, 2]})",
        "from IPython.display import HTML, Latex, Markdown, display\n"
        "display(Markdown('*words* $x^2$'))\ndisplay(Latex('$$y^2$$'))\n"
        "HTML('<b id=\"own\">b</b>')",
    ),
    "remote.md": cells(
        "from IPython.display import HTML\n"
        "HTML('<script src=\"https://cdn.jsdelivr.net/npm/vega@5\"></script>')"
    ),
}


DIED = "Cell 1 failed: KernelDied: the kernel died while the cell ran"


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    # Every note is called "Note".
    return make_shared_wiki(NOTES, 'suppress_warnings = ["wiki.duplicate"]\n').build_apart()


def output(wiki: Wiki, name: str) -> str:
    """Give what the code of a note showed."""
    found = BeautifulSoup(wiki.html(name), "html.parser").select(".cell_output")
    return "\n".join(each.get_text() for each in found)


def warnings(wiki: Wiki, name: str) -> list[str]:
    return [line for line in wiki.warnings if re.match(rf"{re.escape(name)}\.\w+:", line)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sum", "two 2"),
        ("date", "42"),
        ("reads", "of the root"),
        ("sub/reads", "of the folder"),
        ("python", "ran"),
        ("stored", "as it was stored"),
        ("empty", "run now"),
        ("imports", "from the helper"),
        ("skipped", "ran"),
        ("threads", "on"),
        ("accepted", "after"),
        ("accepted_cell", "after"),
        ("fails", "before"),
    ],
)
def test_a_note_shows_what_its_code_gave(wiki: Wiki, name: str, words: str) -> None:
    assert words in output(wiki, name)


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("fails", "3: WARNING: Cell 1 failed: ZeroDivisionError: division by zero."),
        ("slow", "7: WARNING: Cell 1 failed: Timeout: the code ran for 2 s."),
        ("killed", f"3: WARNING: {DIED}: it was killed, perhaps because memory ran out."),
        ("leaves", f"3: WARNING: {DIED}: it ended with the status 3."),
        ("below", "19: WARNING: Cell 2 failed: NameError: name 'undefined' is not defined."),
        ("asks", "3: WARNING: Cell 1 failed: StdinNotImplementedError: nobody can answer input()"),
        ("ends", "3: WARNING: Cell 1 failed: SystemExit: 2."),
        ("julia", " WARNING: The kernel 'julia-1.10' is not installed"),
        ("remote", "3: WARNING: Altair loads https://cdn.jsdelivr.net/npm/vega@5"),
    ],
)
def test_what_went_wrong_is_said_once_with_its_place(wiki: Wiki, name: str, warning: str) -> None:
    (found,) = warnings(wiki, name)
    assert found.startswith(f"{name}.md:{warning}")


def test_nothing_else_is_warned_about(wiki: Wiki) -> None:
    wrong = {"below", "fails", "slow", "killed", "leaves", "asks", "ends", "julia", "remote"}
    assert {line.partition(".")[0] for line in wiki.warnings} == wrong


@pytest.mark.parametrize("name", ["below", "fails", "slow", "killed", "leaves", "asks", "ends"])
def test_the_page_shows_the_failure(wiki: Wiki, name: str) -> None:
    page = BeautifulSoup(wiki.html(name), "html.parser")
    assert page.select_one(".cell_output .traceback") is not None


def test_cells_after_a_failure_do_not_run(wiki: Wiki) -> None:
    assert "never" not in output(wiki, "fails")


def test_too_much_output_is_cut_and_counted(wiki: Wiki) -> None:
    shown = output(wiki, "talks")
    assert len(shown) < 300_000
    match = re.search(r"Not shown: ([\d,]+) more lines of output", shown)
    assert match is not None
    kept = shown[: match.start()].count("\n")
    assert abs(int(match[1].replace(",", "")) + kept - 1_000_000) < 10


def test_the_state_of_a_note_reaches_no_other(wiki: Wiki) -> None:
    expected = f"None 3.141592653589793 False {wiki.source.resolve()}"
    assert expected in output(wiki, "b_sees")


def test_code_that_is_switched_off_does_not_run(wiki: Wiki) -> None:
    assert not (wiki.source / "made.txt").exists()


def test_a_missing_kernel_leaves_a_box_and_the_code(wiki: Wiki) -> None:
    page = BeautifulSoup(wiki.html("julia"), "html.parser")
    box = page.select_one(".wiki-missing-kernel")
    assert box is not None
    assert "IJulia" in box.get_text()
    assert page.select_one(".cell_input") is not None


def test_a_python_that_stands_for_another_is_named_in_the_log(wiki: Wiki) -> None:
    assert "The kernel 'my-env' is not installed; the Python of this build runs" in wiki.log


def test_nothing_is_written_into_the_notes_folder(wiki: Wiki) -> None:
    found = {path.relative_to(wiki.source).as_posix() for path in wiki.source.rglob("*")}
    assert found == {*NOTES, "conf.py", "sub"}


def test_nothing_is_written_beside_the_site(wiki: Wiki) -> None:
    assert {path.name for path in wiki.outdir.parent.iterdir()} == {"notes", "site", "doctrees"}


def test_no_kernel_is_left_running(wiki: Wiki) -> None:
    found = subprocess.run(["ps", "ax", "-o", "args="], capture_output=True, text=True, check=True)
    folder = str(wiki.source)
    mine = [line for line in found.stdout.splitlines() if "forkserver" in line and folder in line]
    assert mine == []


def test_progress_says_how_many_and_which(wiki: Wiki) -> None:
    lines = [line for line in wiki.log.splitlines() if line.startswith("running code")]
    total = len(lines) - 1
    assert lines[0] == f"running code of {total} notes..."
    assert any(
        re.match(rf"running code\.\.\. 3 of {total}: \S+.*, [\d.]+ s left$", line) for line in lines
    )


def test_kernels_say_nothing_about_sockets(wiki: Wiki) -> None:
    assert "TCP" not in wiki.log


def test_pictures_are_sharp_and_have_their_size(wiki: Wiki) -> None:
    image = BeautifulSoup(wiki.html("draws"), "html.parser").select_one(".cell_output img")
    assert isinstance(image, Tag)
    size = get_image_size(wiki.outdir / str(image["src"]))
    assert size is not None
    assert abs(size[0] - 2 * int(str(image["width"]))) <= 1


def test_tables_html_and_formulas_are_shown(wiki: Wiki) -> None:
    page = BeautifulSoup(wiki.html("draws"), "html.parser")
    assert page.select_one(".cell_output table th:-soup-contains('column')") is not None
    assert page.select_one(".cell_output #own") is not None
    formulas = [each.get_text() for each in page.select(".cell_output .math")]
    assert [words in found for words, found in zip(["x^2", "y^2"], formulas, strict=True)]


def test_without_code_no_kernel_starts(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"plain.md": "# Plain\n\n```python\n1 / 0\n```\n"}).build_apart()
    assert "running code" not in wiki.log


@pytest.mark.parametrize(("setting", "words"), [("run", "now"), ("never", ""), ("stored", "then")])
def test_notebooks_with_outputs_run_as_they_are_set_to(
    make_wiki: MakeWiki, setting: str, words: str
) -> None:
    stored = """{"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "'n' + 'ow'",
      "execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout",
      "text": "then"}]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"""
    wiki = make_wiki({"a.ipynb": stored}, f"wiki_execution_notebooks = {setting!r}\n").build_apart()
    assert words in output(wiki, "a")
    assert wiki.warnings == []


def test_the_cache_can_be_kept_elsewhere(make_wiki: MakeWiki, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    wiki = make_wiki({"a.md": cells("1 + 1")}, f"nb_execution_cache_path = {str(kept)!r}\n")
    assert "running code of 1 note" in wiki.build_apart().log
    wiki.forget()
    assert "running code" not in wiki.build_apart().log
    assert "2" in output(wiki, "a")


def test_a_build_may_be_called_from_a_coroutine(make_wiki: MakeWiki) -> None:
    wiki = make_wiki({"a.md": cells("40 + 2")})

    async def build() -> None:
        wiki.build()

    # In a thread, as Playwright's loop may run in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(build())).result()
    assert "42" in output(wiki, "a")
