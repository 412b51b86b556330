"""The table names transforms and nodes that there are, in versions that were compared with it."""

from __future__ import annotations

from collections.abc import Hashable
from importlib import import_module
from importlib.metadata import version

import pytest
from docutils import nodes
from docutils.transforms import Transform
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform

from sphinx_wiki.transforms import known as module
from sphinx_wiki.transforms.known import Known, known
from sphinx_wiki.transforms.table import ADDS_NOTHING, INSTEAD, READING, WRITING

NAMES = sorted({*READING, *WRITING, *INSTEAD, *ADDS_NOTHING})


@pytest.mark.parametrize("name", NAMES)
def test_a_transform_of_the_table_exists(name: str) -> None:
    place, _, kind = name.rpartition(".")
    try:
        found = getattr(import_module(place), kind)
    except AttributeError:
        # Docutils 0.21 has no such transform.
        assert name == "docutils.transforms.universal.Validate"
        return
    assert issubclass(found, Transform)


def classes(kind: type) -> set[str]:
    """Give the names of a class and all that derive from it."""
    return {kind.__name__}.union(*map(classes, kind.__subclasses__()))


def test_a_class_of_nodes_of_the_table_exists() -> None:
    for name in NAMES:
        import_module(name.rpartition(".")[0])
    needs = [need for need in (*READING.values(), *WRITING.values()) if isinstance(need, str)]
    assert {name for need in needs for name in need.split()} <= classes(nodes.Node)


def test_the_table_was_compared_with_what_is_installed() -> None:
    for distribution, versions in module._COMPARED.values():
        assert version(distribution).startswith(tuple(f"{each}." for each in versions))


class Derived(SphinxSmartQuotes):
    """A transform of an extension that derives from one that is known."""


@pytest.mark.parametrize("transform", [Derived, SphinxTransform])
def test_nothing_is_known_of_what_is_not_in_the_table(transform: Hashable) -> None:
    assert known(transform) == Known()


def test_nothing_is_known_in_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_version", lambda distribution: "99.0")
    known.cache_clear()
    assert known(SphinxSmartQuotes) == Known()
    monkeypatch.undo()
    known.cache_clear()
    assert known(SphinxSmartQuotes).instead is INSTEAD["sphinx.transforms.SphinxSmartQuotes"]
