"""Notes' code runs on a Dask cluster of two worker processes, and here where there is none."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from sphinx_wiki.execution.cluster import ClusterError, run_on_cluster
from sphinx_wiki.execution.model import Job, Result
from tests.conftest import MakeWiki
from tests.execution.codes import Silent, job, text
from tests.execution.test_running import cells, output


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        # Any port: the usual one may be taken, by another run of these tests.
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as made:
        yield made


def run(jobs: list[Job], address: str) -> dict[str, Result]:
    results: dict[str, Result] = {}

    def keep(done: Job, result: Result) -> None:
        results[done.docname] = result

    run_on_cluster(jobs, address, Silent(), keep)
    return results


def closed_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{found.getsockname()[1]}"


def test_both_workers_run_notes(cluster: LocalCluster, tmp_path: Path) -> None:
    code = "import os, time; time.sleep(1); print(os.getppid())"
    jobs = [job(tmp_path, f"note{number}", f"{number}\n{code}") for number in range(4)]
    results = run(jobs, cluster.scheduler_address)
    assert len({text(result) for result in results.values()}) == 2


def test_results_are_those_of_this_machine(cluster: LocalCluster, tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_text("words", encoding="utf-8")
    jobs = [
        job(tmp_path, "reads", "print(open('data.csv').read())"),
        job(tmp_path, "fails", "1 / 0"),
    ]
    results = run(jobs, cluster.scheduler_address)
    assert text(results["reads"]) == "words\n"
    assert set(results["reads"].files) == {"data.csv"}
    assert results["fails"].failure is not None
    assert results["fails"].failure.name == "ZeroDivisionError"


def test_notes_of_a_lost_worker_run_on_another(cluster: LocalCluster, tmp_path: Path) -> None:
    code = "open('began-{0}', 'w').close()\nimport time; time.sleep(2)\n'done'"
    jobs = [job(tmp_path, str(number), code.format(number)) for number in range(4)]

    def lose() -> None:
        while not list(tmp_path.glob("began-*")):
            time.sleep(0.05)
        time.sleep(0.5)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    thread = threading.Thread(target=lose)
    thread.start()
    results = run(jobs, cluster.scheduler_address)
    thread.join()
    assert {name: text(result) for name, result in results.items()} == {
        str(number): "'done'" for number in range(4)
    }


def test_a_worker_without_the_notes_says_so(cluster: LocalCluster, tmp_path: Path) -> None:
    results = run([job(tmp_path / "nowhere", "note", "1")], cluster.scheduler_address)
    assert results["note"].failure is not None
    assert f"has no folder {tmp_path / 'nowhere'}" in results["note"].failure.message


def test_all_jobs_are_left_where_no_scheduler_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_wiki.execution.cluster._CONNECT_LIMIT", 1)
    jobs = [job(tmp_path, "note", "1")]
    with pytest.raises(ClusterError, match="no scheduler of Dask answers at tcp:") as caught:
        run(jobs, closed_port())
    assert caught.value.left == jobs


def test_what_had_not_run_is_left_where_the_cluster_goes_away(tmp_path: Path) -> None:
    code = "open('began', 'w').close()\nimport time; time.sleep(60)"
    jobs = [job(tmp_path, "quick", "1"), job(tmp_path, "slow", code)]
    with LocalCluster(
        n_workers=1,
        threads_per_worker=2,
        processes=False,
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as made:

        def close() -> None:
            while not (tmp_path / "began").exists():
                time.sleep(0.05)
            time.sleep(2)
            made.close()

        thread = threading.Thread(target=close)
        thread.start()
        with pytest.raises(ClusterError) as caught:
            run(jobs, made.scheduler_address)
        thread.join()
    assert "slow" in [each.docname for each in caught.value.left]


def test_a_wiki_without_its_cluster_is_built_here_with_one_warning(make_wiki: MakeWiki) -> None:
    conf = f"wiki_execution_executor = 'dask'\nwiki_execution_address = {closed_port()!r}\n"
    files = {"a.md": cells("6 * 7", title="A"), "b.md": cells("'b'", title="B")}
    wiki = make_wiki(files, conf).build_apart()
    (warning,) = wiki.warnings
    assert warning.startswith(
        "WARNING: The code does not run on a Dask cluster, but on this machine: no scheduler"
    )
    assert "42" in output(wiki, "a")
