"""Adopting a folder: look at it, write what it lacks, say both."""

from __future__ import annotations

import os
from pathlib import Path

import click

from sphinx_wiki.command.init.editor import editor_files
from sphinx_wiki.command.init.files import IGNORED, site_files
from sphinx_wiki.command.init.survey import Survey, survey


def adopt(folder: Path, project: str | None, *, dry_run: bool) -> None:
    """Write what *folder* lacks, and say what is found, written and left alone.

    :param project: the name of the wiki; ``None`` to find one.
    :raises OSError: where the folder cannot be written.
    """
    found = survey(folder.resolve(), project)
    click.echo(f"Found in {str(folder)!r}: {found.words()}.")
    files = [*site_files(found), *editor_files(found)]
    new = [each for each in files if not os.path.lexists(each.path)]
    lines = _missing_lines(found)
    if not dry_run:
        for each in new:
            each.path.parent.mkdir(parents=True, exist_ok=True)
            each.path.write_text(each.text, encoding="utf-8", newline="\n")
        if lines:
            _append(found.folder / ".gitignore", lines)
    said = [(each.path, each.what) for each in new]
    if lines:
        said.append((found.folder / ".gitignore", f"{len(lines)} lines: {', '.join(lines)}"))
    _say("Would write" if dry_run else "Wrote", said)
    there = [(each.path, each.advice) for each in files if each not in new]
    _say("Left as they are", there)
    if said and not dry_run:
        place = "" if folder == Path() else f" {folder}"
        click.echo(
            f"\nSee it while you write:  sphinx-wiki live{place}\n"
            f"Build it:                sphinx-build {folder} {folder / '_site'}"
        )


def _missing_lines(found: Survey) -> list[str]:
    """Give the lines that ``.gitignore`` lacks."""
    path = found.folder / ".gitignore"
    try:
        lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except FileNotFoundError:
        lines = []
    known = {line.strip().strip("/") for line in lines}
    return [line for line in IGNORED if line.strip("/") not in known]


def _append(path: Path, lines: list[str]) -> None:
    text = path.read_bytes() if path.exists() else b""
    ends = b"" if not text or text.endswith(b"\n") else b"\n"
    with path.open("ab") as file:
        file.write(ends + "".join(f"{line}\n" for line in lines).encode())


def _say(title: str, files: list[tuple[Path, str]]) -> None:
    if not files:
        return
    click.echo(f"\n{title}:")
    shown = [(os.path.relpath(path), what) for path, what in files]
    width = max(len(path) for path, _what in shown)
    for path, what in shown:
        click.echo(f"  {path:{width}}  {what}".rstrip())
