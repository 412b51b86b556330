"""Of two builds into one folder at once, the second waits for the first."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sphinx.errors import ExtensionError

from tests.conftest import MakeWiki
from tests.wikis import CONF

fcntl = pytest.importorskip("fcntl")

NOTES = {f"note{number}.md": f"# Note {number}\n\n[[note{number + 1}]]\n" for number in range(9)}


def test_a_build_waits_for_another_one(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES)
    wiki.doctrees.mkdir(parents=True)
    places = ["-d", str(wiki.doctrees), str(wiki.source), str(wiki.outdir)]
    lock = (wiki.doctrees / "build.lock").open("wb")
    fcntl.lockf(lock, fcntl.LOCK_EX)
    with subprocess.Popen(
        [sys.executable, "-m", "sphinx", *places],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as waiting:
        assert waiting.stdout is not None
        said = next((line for line in waiting.stdout if "waiting for its end" in line), "")
        written = list(wiki.outdir.glob("*.html"))
        lock.close()
        waiting.stdout.read()
    assert (said != "", written, waiting.returncode) == (True, [], 0)


def test_two_builds_at_once_both_end_well(make_wiki: MakeWiki) -> None:
    wiki = make_wiki(NOTES)
    places = ["-d", str(wiki.doctrees), str(wiki.source), str(wiki.outdir)]
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "sphinx", "-q", *places],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [build.communicate()[0] for build in builds]
    assert ([build.returncode for build in builds], "Traceback" in str(said)) == ([0, 0], False)


def test_a_build_that_could_not_begin_is_waited_for_by_none(make_wiki: MakeWiki) -> None:
    # In one process, as where live preview or tests build.
    fails = 'def setup(app):\n    app.connect("builder-inited", lambda app: 1 / 0)\n'
    wiki = make_wiki(NOTES, fails)
    kept = []
    for _ in range(2):
        with pytest.raises(ExtensionError) as error:
            wiki.build()
        kept.append(error)
    wiki.write("conf.py", CONF)
    assert "note1.html" in wiki.build().paths()
