"""The process that builds, as a whole."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache

from sphinx_wiki.live.session import Templates
from tests.conftest import MakeWiki
from tests.live.desk import Bench
from tests.wikis import said

CODE = """
import os, signal
from multiprocessing import Pipe
from sphinx_wiki.live import worker
from sphinx_wiki.live.shared import Shared

class Worker:
    def __init__(self, lines, settings, *, fresh): ...
    def run(self): ...
    def close(self):
        os.kill(os.getpid(), signal.SIGINT)
        print("saved")

worker.Worker = Worker
worker.main(*Pipe(), Shared(), None, fresh=False)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_is_saved_at_the_end_is_saved_in_spite_of_ctrl_c() -> None:
    assert said(CODE).split() == ["saved"]


def test_garbage_is_looked_for_when_all_is_saved(
    make_wiki: MakeWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(make_wiki({"a.md": "# A\n"}))
    bench.build()
    worker, looks = bench.worker, list[str]()
    monkeypatch.setattr(gc, "collect", lambda: looks.append("looked"))
    soon = worker._patience()
    worker._use_time()
    assert not looks
    later = worker._patience()
    worker._use_time()
    assert looks == ["looked"]
    assert soon is not None and later is not None and soon < later
    assert worker._patience() is None
    worker.close()


def environment(folder: Path) -> Environment:
    templates = Templates()
    templates.saved = FileSystemBytecodeCache(str(folder))
    loader = DictLoader({"page": "{{ title }}"})
    return Environment(loader=loader, bytecode_cache=templates, autoescape=True)


def test_a_template_that_a_copy_of_the_process_compiled_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(tmp_path).get_template("page")
    other = environment(tmp_path)
    monkeypatch.setattr(other, "compile", None)
    assert other.get_template("page").render(title="A") == "A"
