"""Builds that are killed, and builds at the same time, leave a site that equals a clean one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import MakeWiki
from tests.execution.test_running import cells, output
from tests.oracles import compare
from tests.wikis import ROOT, Wiki

# Ends the build, as from outside, where a variable says so.
CONF = """suppress_warnings = ["wiki.duplicate"]

def setup(app):
    import os, signal
    moment = os.environ.get("WIKI_KILLED_AT")
    if moment:
        app.connect(moment, lambda *_: os.kill(os.getpid(), signal.SIGKILL), priority=950)
"""

FILES: dict[str, str | bytes] = {
    "data.md": cells("print(open('data.csv').read())"),
    "data.csv": "first",
    "code.md": cells("print('first', 1)", "1 / 0"),
    "included.md": "# Included\n\n```{include} part.txt\n```\n",
    "part.txt": "first part",
    "picture.md": cells("import matplotlib.pyplot as plt\nplt.plot([1, 2]);"),
    "slow.md": cells("import time\ntime.sleep(1)\nprint('slow', 1)"),
}

MOMENTS = (
    "env-before-read-docs",
    "doctree-read",
    "env-updated",
    "env-check-consistency",
    "html-page-context",
    "build-finished",
)


def equal_to_a_clean_build(wiki: Wiki) -> str:
    fresh = wiki.copy(f"clean-{time.monotonic_ns()}")
    fresh.build_apart()
    return compare.describe(wiki.files(), fresh.files(), ("as it is", "clean"))


def edit(wiki: Wiki, words: str) -> None:
    wiki.write("data.csv", words)
    wiki.write("code.md", cells(f"print('{words}', 1)", "1 / 0"))
    wiki.write("part.txt", words)


@pytest.fixture(scope="module")
def wiki(make_shared_wiki: MakeWiki) -> Wiki:
    return make_shared_wiki(FILES, CONF).build_apart()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_after_a_killed_one_shows_all_edits(
    wiki: Wiki, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(wiki, f"edited before {moment}")
    monkeypatch.setenv("WIKI_KILLED_AT", moment)
    with pytest.raises(RuntimeError, match="ended with -9"):
        wiki.build_apart()
    monkeypatch.delenv("WIKI_KILLED_AT")
    wiki.build_apart()
    assert f"edited before {moment}" in output(wiki, "data")
    assert f"edited before {moment}" in output(wiki, "code")
    assert f"edited before {moment}" in wiki.html("included")


def test_after_builds_that_were_killed_the_site_equals_a_clean_one(wiki: Wiki) -> None:
    assert equal_to_a_clean_build(wiki) == ""


def start(wiki: Wiki) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(wiki.doctrees), str(wiki.source)]
    return subprocess.Popen(
        [*command, str(wiki.outdir)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


def killed_after(wiki: Wiki, seconds: float) -> None:
    process = start(wiki)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_first_build_that_was_killed_while_code_ran(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES, CONF)
    killed_after(wiki, 2.5)
    wiki.build_apart()
    assert equal_to_a_clean_build(wiki) == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_builds_that_are_killed_at_any_moment(make_wiki: MakeWiki, seed: int) -> None:
    chance = random.Random(seed)
    wiki = make_wiki(FILES, CONF)
    for number in range(4):
        edit(wiki, f"edit {number}")
        killed_after(wiki, chance.uniform(0.3, 6))
    wiki.build_apart()
    assert equal_to_a_clean_build(wiki) == ""


def together(*wikis: Wiki) -> list[str]:
    """Build at the same time; give what was said."""
    processes = [start(wiki) for wiki in wikis]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * len(wikis), said
    return said


def test_two_builds_at_once_do_not_disturb_each_other(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES, CONF)
    assert not any("Traceback" in said for said in together(wiki, wiki))
    wiki.build_apart()
    assert equal_to_a_clean_build(wiki) == ""


def test_two_builds_at_once_share_their_results(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(FILES, CONF + "nb_execution_cache_path = '../kept'\n")
    one, two = wiki.copy("one"), wiki.copy("two")
    assert not any("Traceback" in said for said in together(one, two))
    assert compare.describe(one.files(), two.files(), ("one", "two")) == ""
