"""Kernels are apart from one another, leave nothing behind, and take nothing down with them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_wiki.execution.kernels import warm
from sphinx_wiki.execution.kernels.provisioner import ForkServer
from sphinx_wiki.execution.limits import COUNT_LIMIT, TEXT_LIMIT
from sphinx_wiki.execution.model import Result
from tests.execution.codes import job, run_all, run_jobs, text

MARK = f"left-by-{os.getpid()}"

WAITS = f"[sys.executable, '-c', 'import time; time.sleep(600)', '{MARK}']"

CODES = {
    "ignores": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass",
    "no_newline": "import sys\nfor i in range(100_000): sys.stdout.write('abc ')",
    "huge_value": "'x' * 200_000_000",
    "huge_html": "from IPython.display import HTML\nHTML('<p>' + 'x' * 50_000_000)",
    "many_outputs": "from IPython.display import display\nfor i in range(5000): display(i)",
    "closes": "import sys\nsys.stdout.close()",
    "closes_files": "import os\nos.close(1); os.close(2)\nprint('after')",
    "recursion": "def f(n): return f(n + 1)\nf(0)",
    "surrogate": "print('bad \\ud800 end')",
    "surrogate_error": "raise ValueError('bad \\ud800 end')",
    "memory": "import resource\nresource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
    "x = bytearray(1 << 40)",
    "crash": "import ctypes\nctypes.string_at(0)",
    "awaits": "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "pool": "from concurrent.futures import ProcessPoolExecutor\ndef square(x): return x * x\n"
    "with ProcessPoolExecutor(2) as pool: print(list(pool.map(square, range(4))))",
    "thread": "import threading, time\ndef talk():\n    while True: print('t'); time.sleep(0.01)\n"
    "threading.Thread(target=talk).start()",
    "program": f"import subprocess, sys\nsubprocess.Popen({WAITS})\n'on'",
    "own_session": f"import subprocess, sys\nsubprocess.Popen({WAITS}, start_new_session=True)",
    "daemon": f"import os, sys, subprocess\nif os.fork() == 0:\n    os.setsid()\n"
    f"    subprocess.Popen({WAITS})\n    os._exit(0)",
    "random": "import random, numpy\n(random.random(), numpy.random.random())",
    "random_too": "import random, numpy\n(random.random(), numpy.random.random())",
    "argv": "import sys, os\nprint(sys.stdin is None, os.getpgid(0) == os.getpid())",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    root = tmp_path_factory.mktemp("notes")
    return run_jobs(
        [
            job(root, name, code, cell_limit=50 if name != "ignores" else 2)
            for name, code in CODES.items()
        ]
    )


def failures(results: dict[str, Result]) -> dict[str, str]:
    return {name: done.failure.name for name, done in results.items() if done.failure}


def test_what_goes_wrong_is_told_apart(results: dict[str, Result]) -> None:
    assert failures(results) == {
        "ignores": "Timeout",
        "recursion": "RecursionError",
        "surrogate_error": "ValueError",
        "memory": "MemoryError",
        "crash": "KernelDied",
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("awaits", "awaited"),
        ("pool", "[0, 1, 4, 9]"),
        ("closes_files", "after"),
        ("program", "on"),
        ("surrogate", "bad \ufffd end"),
        ("argv", "False True"),
    ],
)
def test_code_gives_what_it_gives_anywhere(
    results: dict[str, Result], name: str, words: str
) -> None:
    assert words in text(results[name])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no_newline", f"1 more line of output ({100_000 * 4 - TEXT_LIMIT:,} characters)"),
        ("huge_value", f"1 more line of output ({200_000_002 - TEXT_LIMIT:,} characters)"),
        ("huge_html", "1 more output."),
        ("many_outputs", f"{5000 - COUNT_LIMIT:,} more outputs."),
    ],
)
def test_what_is_too_much_is_counted(results: dict[str, Result], name: str, words: str) -> None:
    assert f"Not shown: {words}" in text(results[name])


@pytest.mark.parametrize("name", ["no_newline", "huge_value", "huge_html", "many_outputs"])
def test_what_is_too_much_is_not_kept(results: dict[str, Result], name: str) -> None:
    assert len(str(results[name].to_json())) < 2 * TEXT_LIMIT


def test_no_surrogate_reaches_a_page(results: dict[str, Result]) -> None:
    str(results["surrogate_error"].outputs).encode()


def test_two_notes_draw_other_random_numbers(results: dict[str, Result]) -> None:
    assert text(results["random"]) != text(results["random_too"])


def processes(words: str) -> list[str]:
    found = subprocess.run(["ps", "ax", "-o", "args="], capture_output=True, text=True, check=True)
    return [line for line in found.stdout.splitlines() if words in line and "ps ax" not in line]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells whose child a process is")
def test_nothing_that_a_note_started_goes_on(results: dict[str, Result]) -> None:
    assert "program" in results
    assert processes(MARK) == []


def test_kernels_of_an_ended_server_are_started_again(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, time\npathlib.Path('{}').write_text(str(os.getppid()))\n"
        "time.sleep(3)\n'done'"
    )
    jobs = [job(tmp_path, name, code.format(name)) for name in ("one", "two")]

    def end() -> None:
        for _ in range(600):
            time.sleep(0.1)
            if (tmp_path / "two").exists() and (tmp_path / "two").read_text():
                break
        os.kill(int((tmp_path / "two").read_text()), signal.SIGKILL)

    killer = threading.Thread(target=end)
    killer.start()
    results = run_jobs(jobs)
    killer.join()
    assert failures(results) == {}
    assert {name: text(done) for name, done in results.items()} == {
        "one": "'done'", "two": "'done'"
    }  # fmt: skip


def test_notes_that_start_at_once_in_threads_share_one_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[object] = []

    class Slow:
        ended = False

        def __init__(self, modules: object) -> None:
            started.append(modules)
            time.sleep(0.5)

        def close(self) -> None:
            pass

    monkeypatch.setattr(warm, "ForkServer", Slow)
    with warm.Kernels() as kernels:
        threads = [threading.Thread(target=kernels._fork_server) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(started) == 1


def test_where_no_fork_is_possible_kernels_start_as_jupyter_starts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "CAN_FORK", False)
    assert text(run_all(tmp_path, {"note": "6 * 7"})["note"]) == "42"


def test_a_server_without_its_builder_ends(tmp_path: Path) -> None:
    code = (
        "import sys, time\nsys.path.insert(0, {!r})\n"
        "from sphinx_wiki.execution.kernels.provisioner import ForkServer\n"
        "server = ForkServer(['{}'])\nprint('ready', flush=True)\ntime.sleep(600)\n"
    ).format(str(Path(warm.__file__).parents[3]), f"no_module_{os.getpid()}")
    builder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert builder.stdout is not None
    builder.stdout.readline()
    builder.kill()
    builder.wait()
    builder.stdout.close()
    limit = time.monotonic() + 30
    while processes(f"no_module_{os.getpid()}") and time.monotonic() < limit:
        time.sleep(0.1)
    assert processes(f"no_module_{os.getpid()}") == []


@pytest.fixture
def module_with_a_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    (tmp_path / "threaded.py").write_text(
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    yield "threaded"


def test_a_library_with_threads_is_not_imported_before_a_fork(module_with_a_thread: str) -> None:
    server = ForkServer([module_with_a_thread])
    try:
        # Answers only when it is ready.
        server.poll(0)
        command = subprocess.run(
            ["ps", "-o", "args=", "-p", str(server.pid)], capture_output=True, text=True, check=True
        )
        assert module_with_a_thread not in command.stdout
    finally:
        server.close()
