"""Facts and the HTML drawn from them never load Sphinx or docutils."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator

import pytest

import sphinx_wiki.facts
import sphinx_wiki.html
from tests.wikis import said

FORBIDDEN = ("sphinx", "docutils")


def modules() -> Iterator[str]:
    """Give the name of every module of the two rooms."""
    for room in (sphinx_wiki.facts, sphinx_wiki.html):
        yield room.__name__
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield module.name


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_of_facts_loads_neither_sphinx_nor_docutils(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules.keys() & {set(FORBIDDEN)!r})"
    assert said(code).split() == []
