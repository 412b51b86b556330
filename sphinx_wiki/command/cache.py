"""``sphinx-wiki cache``: the kept results of code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from sphinx_wiki.command.places import in_doctrees
from sphinx_wiki.command.values import FOLDER
from sphinx_wiki.command.words import count
from sphinx_wiki.execution.store import PLACE, Store, made_for

_SETTING = "nb_execution_cache_path"


@click.command(short_help="Show or clear the kept results of code.")
@click.argument("folder", type=FOLDER, default=".")
@click.option("--clear", is_flag=True, help="Remove the results, so that all code runs again.")
def cache(folder: Path, *, clear: bool) -> None:
    """Show the kept results of code: how many, how large, where, when last used.

    FOLDER holds the notes, a site built from them, or the results; by default it is this one.
    """
    found = list(dict.fromkeys(path.resolve() for path in find(folder) if path.is_dir()))
    for path in found:
        click.echo(_clear(path) if clear else _describe(path))
    if not found:
        click.echo(
            f"No results of code were found for {str(folder)!r}. Builds keep them in the folder of "
            f"doctrees, under {PLACE}, or where {_SETTING} says."
        )


def find(folder: Path) -> Iterator[Path]:
    """Give the folders of results that belong to *folder*, likely ones among them."""
    if made_for(folder) is not None:
        yield folder
    if configured := _configured(folder / "conf.py"):
        yield folder / configured
    yield folder / PLACE
    yield from in_doctrees(folder, PLACE)
    if (folder / "conf.py").is_file():
        # Sites may lie beside the notes, and beside those of others.
        for path in in_doctrees(folder.resolve().parent, PLACE):
            if made_for(path) == folder.resolve():
                yield path


def _configured(conf: Path) -> str | None:
    """Give the place that *conf* sets in so many words; running it could do anything."""
    try:
        tree = ast.parse(conf.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return None
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if _SETTING in names and isinstance(node.value.value, str):
                return node.value.value
    return None


def _describe(path: Path) -> str:
    records = list(Store(path).records())
    if not records:
        return f"{path}\n  no results"
    size = sum(size for _record, size, _used in records)
    last = datetime.fromtimestamp(max(used for _record, _size, used in records))
    results = count(len(records), "result")
    return f"{path}\n  {results}, {_bytes(size)}, last used {last:%Y-%m-%d %H:%M}"


def _clear(path: Path) -> str:
    store = Store(path)
    records = list(store.records())
    for record, _size, _used in records:
        store.delete(record)
    size = sum(size for _record, size, _used in records)
    return f"{path}\n  {count(len(records), 'result')}, {_bytes(size)} removed"


def _bytes(number: float) -> str:
    """Give a number of bytes in words.

    >>> _bytes(900), _bytes(12_300), _bytes(4_560_000)
    ('900 bytes', '12 kB', '4.6 MB')
    """
    if number < 1000:  # noqa: PLR2004
        return f"{number:.0f} bytes"
    for unit in ("kB", "MB", "GB"):
        number /= 1000
        if number < 1000 or unit == "GB":  # noqa: PLR2004
            break
    return f"{number:.1f} {unit}" if number < 10 else f"{number:.0f} {unit}"  # noqa: PLR2004
