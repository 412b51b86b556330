"""Results are found by what they depend on, written whole, and removed when nobody needs them."""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from sphinx_wiki.command import main
from sphinx_wiki.execution.model import Failure, Result
from sphinx_wiki.execution.store import KEPT_DAYS, Store, digest

KEY = "ab" + "0" * 62
OTHER = "cd" + "0" * 62
DAY = 24 * 60 * 60


def result(words: str, files: dict[str, str | None] | None = None) -> Result:
    output = {"output_type": "stream", "name": "stdout", "text": words}
    return Result([[output]], files=files or {})


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "data.csv").write_text("old", encoding="utf-8")
    return Store(tmp_path / "kept", tmp_path / "notes")


def find(store: Store, *, final: bool = False) -> Result | None:
    record = store.find(KEY, final=final)
    return store.load(record) if record else None


def test_a_result_is_found_again(store: Store) -> None:
    store.save(KEY, result("words"))
    assert find(store) == result("words")


def test_a_result_is_not_found_when_a_file_has_changed(store: Store, tmp_path: Path) -> None:
    store.save(KEY, result("old", {"data.csv": digest(tmp_path / "notes" / "data.csv")}))
    (tmp_path / "notes" / "data.csv").write_text("new", encoding="utf-8")
    assert find(store) is None


def test_the_result_before_is_found_when_a_file_is_as_before(store: Store, tmp_path: Path) -> None:
    data = tmp_path / "notes" / "data.csv"
    store.save(KEY, result("old", {"data.csv": digest(data)}))
    data.write_text("new", encoding="utf-8")
    store.save(KEY, result("new", {"data.csv": digest(data)}))
    data.write_text("old", encoding="utf-8")
    assert find(store) == result("old", {"data.csv": digest(data)})


def test_a_result_that_may_differ_next_time_does_not_stand_for_a_run(store: Store) -> None:
    store.save(KEY, Result([], Failure("timeout", 0, "Timeout", "it took long")))
    assert find(store) is not None
    assert find(store, final=True) is None


def test_of_two_results_that_fit_the_later_is_found(store: Store) -> None:
    for names in (["b.py"], ["a.py"], []):
        store.save(KEY, result(f"asked for {names}", dict.fromkeys(names)))
        time.sleep(0.01)
    assert find(store) == result("asked for []")


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"outputs": 1}'])
def test_a_damaged_record_is_no_result(store: Store, damage: bytes) -> None:
    record = store.save(KEY, result("words"))
    record.write_bytes(damage)
    assert store.load(record) is None


def test_more_than_a_thousand_results_are_kept(store: Store) -> None:
    for number in range(1100):
        store.save(f"{number:02x}".zfill(2)[-2:] + f"{number:062}", result(str(number)))
    store.prune()
    assert sum(1 for _record in store.records()) == 1100


def age(record: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(record.with_suffix(".files"), (then, then))


def test_what_was_of_no_use_for_long_is_removed(store: Store) -> None:
    age(store.save(KEY, result("old")), KEPT_DAYS + 1)
    store.save(OTHER, result("new"))
    assert store.prune() == 1
    assert [record.parent.name for record, _size, _used in store.records()] == [OTHER]


def test_what_pages_show_is_not_removed(store: Store) -> None:
    record = store.save(KEY, result("old"))
    age(record, KEPT_DAYS + 1)
    assert store.prune(frozenset([str(record)])) == 0


def test_being_found_is_being_of_use(store: Store) -> None:
    age(store.save(KEY, result("old")), KEPT_DAYS + 1)
    store.find(KEY)
    assert store.prune() == 0


def _save_and_remove(folder: Path) -> int:
    store = Store(folder)
    lost = 0
    for number in range(150):
        record = store.save(KEY, result("the same in all processes"))
        lost += store.load(record) not in (None, result("the same in all processes"))
        if number % 3 == 0:
            store.delete(record)
    return lost


def test_processes_that_save_and_remove_at_once_see_no_half_record(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        assert list(pool.map(_save_and_remove, [tmp_path] * 4)) == [0] * 4


def test_programs_that_make_backups_know_it_is_a_cache(store: Store, tmp_path: Path) -> None:
    store.save(KEY, result("words"))
    tag = (tmp_path / "kept" / "CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def site(tmp_path: Path, place: str) -> Path:
    """Give the notes folder of which *place* holds the doctrees."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "conf.py").write_text("", encoding="utf-8")
    Store(tmp_path / place / "wiki" / "executed", notes).save(KEY, result("words"))
    return notes


@pytest.mark.parametrize(
    "place", ["site/.doctrees", "notes/_site/.doctrees", "notes/_build/doctrees", "doctrees"]
)
def test_the_command_shows_the_results_of_a_folder_of_notes(
    tmp_path: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cache", str(site(tmp_path, place))]) == 0
    where, what = capsys.readouterr().out.splitlines()
    assert where == str(tmp_path / place / "wiki" / "executed")
    assert re.fullmatch(r"  1 result, \d+ bytes, last used \d{4}-\d\d-\d\d \d\d:\d\d", what)


@pytest.mark.parametrize("folder", ["site", "site/.doctrees", "site/.doctrees/wiki/executed"])
def test_the_command_takes_a_site_or_the_folder_of_results(
    tmp_path: Path, folder: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site(tmp_path, "site/.doctrees")
    main(["cache", str(tmp_path / folder)])
    assert "1 result" in capsys.readouterr().out


def test_the_command_finds_the_place_that_conf_py_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text(
        "import no_such_module\nnb_execution_cache_path = 'kept'\n", encoding="utf-8"
    )
    Store(tmp_path / "kept").save(KEY, result("words"))
    main(["cache", str(tmp_path)])
    assert "1 result" in capsys.readouterr().out


def test_the_command_leaves_the_results_of_other_notes_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = site(tmp_path, "site/.doctrees")
    others = tmp_path / "others" / ".doctrees" / "wiki" / "executed"
    Store(others, tmp_path / "other_notes").save(KEY, result("words"))
    main(["cache", "--clear", str(notes)])
    assert "1 result" in capsys.readouterr().out
    assert list(Store(others).records())


def test_the_command_clears(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = site(tmp_path, "site/.doctrees")
    assert main(["cache", "--clear", str(notes)]) == 0
    assert "1 result" in capsys.readouterr().out
    main(["cache", str(notes)])
    assert "no results" in capsys.readouterr().out


def test_the_command_says_where_nothing_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cache", str(tmp_path)]) == 0
    assert "No results of code were found" in capsys.readouterr().out


def test_the_command_refuses_what_is_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cache", str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err
