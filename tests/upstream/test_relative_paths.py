"""Paths are those that Sphinx gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sphinx.environment import BuildEnvironment

from sphinx_wiki.upstream.relative_paths import by_strings, speed_up

pytestmark = pytest.mark.skipif(not speed_up(), reason="Not known of this Sphinx or system")

Method = Callable[..., tuple[str, str]]

ORDINARY: Any = getattr(BuildEnvironment.relfn2path, "__wrapped__", None)
NAMES = st.lists(
    st.sampled_from(["a.md", "b", "..", ".", "", "link", "loop", "ü \\\\"]), max_size=5
)


class Environment:
    """What of an environment is asked."""

    docname = "b/note"

    def __init__(self, srcdir: Path) -> None:
        self.srcdir = srcdir

    def doc2path(self, docname: str, base: bool = True) -> Path:
        """Give the file of a document."""
        return self.srcdir / f"{docname}.md" if base else Path(f"{docname}.md")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A folder with links, one out of it and one to itself."""
    folder = tmp_path_factory.mktemp("notes").resolve()
    (folder / "b").mkdir()
    (folder / "b" / "a.md").touch()
    (folder / "b" / "link").symlink_to(folder.parent)
    (folder / "link").symlink_to("b")
    (folder / "loop").symlink_to("loop")
    return Environment(folder)


def found(method: Method, *arguments: object) -> object:
    try:
        return method(*arguments)
    except (RuntimeError, ValueError) as error:
        return type(error), str(error)


@given(
    names=NAMES,
    start=st.sampled_from(["", "/", "//", "\\\\"]),
    note=st.sampled_from([None, "c", "b/d"]),
)
def test_they_are_the_same(
    environment: Environment, names: list[str], start: str, note: str | None
) -> None:
    name = start + "/".join(names)
    for each in (name, Path(name)):
        expected = found(ORDINARY, environment, each, note)
        assert found(by_strings(ORDINARY), environment, each, note) == expected


def test_a_name_with_a_null_is_refused_alike(environment: Environment) -> None:
    expected = found(ORDINARY, environment, "a\0b")
    assert found(by_strings(ORDINARY), environment, "a\0b") == expected


def test_without_a_document_the_error_is_the_same(environment: Environment) -> None:
    class Nowhere(Environment):
        docname = ""

    with pytest.raises(KeyError):
        by_strings(ORDINARY)(Nowhere(environment.srcdir), "a.md", None)  # type: ignore[arg-type]
