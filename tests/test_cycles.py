"""Every module can be imported first: none needs one that needs it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import sphinx_wiki

PACKAGE = Path(sphinx_wiki.__file__).parent


def name(path: Path) -> str:
    """Give the name by which the module at *path* is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {name(path): path for path in PACKAGE.rglob("*.py")}


def imports(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Give what *statements* of a module import when it is loaded, and not for types alone."""
    for each in statements:
        if isinstance(each, ast.Import):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.ImportFrom):
            yield f"{each.module}"
            yield from (f"{each.module}.{alias.name}" for alias in each.names)
        elif isinstance(each, ast.If | ast.Try) and not is_for_types(each):
            yield from imports([*each.body, *each.orelse])


def is_for_types(statement: ast.stmt) -> bool:
    """Tell whether *statement* is for who checks types, and left out when a module is loaded."""
    return isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"


def needs(module: str) -> Iterator[str]:
    """Give the modules that are loaded before *module*; with each the packages that it lies in."""
    for target in imports(ast.parse(FILES[module].read_text("utf-8")).body):
        parts = target.split(".")
        names = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
        # The packages that the module itself lies in have begun to load before it.
        others = (each for each in names if not f"{module}.".startswith(f"{each}."))
        yield from (each for each in others if each in FILES)


def test_no_module_needs_one_that_needs_it() -> None:
    graph = {module: set(needs(module)) for module in FILES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(FILES)
