"""What all tests share: wikis made from a mapping of paths to texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import hypothesis
import pytest

from tests.wikis import Wiki

# A noisy machine is no fault of the code.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


class MakeWiki(Protocol):
    """Writes notes into a fresh folder."""

    def __call__(self, files: Mapping[str, str | bytes], conf: str = "") -> Wiki:
        """Give the folder with *files* and the lines *conf* added to its two-line conf.py."""


@pytest.fixture
def make_wiki(tmp_path: Path) -> MakeWiki:
    """A function that writes notes into a fresh folder."""
    return _maker(lambda number: tmp_path / f"wiki-{number}")


@pytest.fixture(scope="module")
def make_shared_wiki(tmp_path_factory: pytest.TempPathFactory) -> MakeWiki:
    """The same for a wiki that all tests of a module look at and none changes."""
    return _maker(lambda number: tmp_path_factory.mktemp(f"wiki-{number}"))


def _maker(folder: Callable[[int], Path]) -> MakeWiki:
    made: list[Wiki] = []

    def make(files: Mapping[str, str | bytes], conf: str = "") -> Wiki:
        made.append(Wiki.create(folder(len(made)), files, conf=conf))
        return made[-1]

    return make
