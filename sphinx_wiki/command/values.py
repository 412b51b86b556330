"""Kinds of values that options take, with errors that name the nearest right one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from sphinx_wiki.facts.nearest import did_you_mean, shown


class Folder(click.ParamType[Path]):
    """A folder that exists."""

    name = "folder"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path of the folder."""
        path = Path(value)
        if path.is_dir():
            return path
        if path.exists():
            self.fail(f"{str(path)!r} is a file; expected a folder.", param, ctx)
        beside = path.parent.iterdir() if path.parent.is_dir() else ()
        near = did_you_mean(path.name, (each.name for each in beside if each.is_dir()))
        self.fail(f"there is no folder {str(path)!r}.{near}", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Leave completing to the shell, which knows folders."""
        del ctx, param
        return [CompletionItem(incomplete, type="dir")]


FOLDER = Folder()


class Word(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the word."""
        words = [str(each) for each in self.choices]
        if value in words:
            return str(value)
        near = did_you_mean(value, words)
        self.fail(f"found {shown(value)}; expected one of {', '.join(words)}.{near}", param, ctx)


class Words(click.ParamType[tuple[str, ...]]):
    """One or several words, with commas between them; any, or some of a few."""

    name = "words"

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = tuple(words)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Give the words."""
        if isinstance(value, tuple):
            return value
        found = tuple(word for each in value.split(",") if (word := each.strip()))
        for word in found:
            if self.words and word not in self.words:
                near = did_you_mean(word, self.words) or f" Known are {', '.join(self.words)}."
                self.fail(f"there is no {shown(word)}.{near}", param, ctx)
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the word after the last comma."""
        del ctx, param
        before, comma, word = incomplete.rpartition(",")
        return [
            CompletionItem(before + comma + each) for each in self.words if each.startswith(word)
        ]
