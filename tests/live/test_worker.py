"""The process that builds, as a whole."""

from __future__ import annotations

import sys

import pytest

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
