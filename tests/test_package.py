"""What is installed is what is in the tree: every file of the package, and nothing else."""

from __future__ import annotations

import tarfile
import zipfile
from configparser import ConfigParser
from pathlib import Path

import flit_core.buildapi
import pytest

from tests.wikis import ROOT

CACHES = {"__pycache__", ".DS_Store"}


@pytest.fixture(scope="module")
def tree() -> set[str]:
    """The files of the package in the tree."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "sphinx_wiki").rglob("*")
        if path.is_file() and not CACHES & set(path.parts)
    }


def test_the_wheel_holds_every_file(
    tree: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with zipfile.ZipFile(tmp_path / flit_core.buildapi.build_wheel(str(tmp_path))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == tree


def test_the_sdist_holds_every_file(
    tree: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    with tarfile.open(tmp_path / flit_core.buildapi.build_sdist(str(tmp_path))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert tree | {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml"} <= names


def test_the_check_of_types_has_what_tests_import() -> None:
    tox = ConfigParser()
    tox.read(ROOT / "tox.ini", encoding="utf-8")
    assert set(tox["testenv:types"]["dependency_groups"].split()) == {"types", "test"}
