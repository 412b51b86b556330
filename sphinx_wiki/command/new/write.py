"""Writing a new note where none of its names is taken."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from sphinx_wiki.command.init.survey import note_files
from sphinx_wiki.command.new.names import find, free, names_in
from sphinx_wiki.facts.quarto.settings import NAMES
from sphinx_wiki.facts.slugs import file_name, note_slug
from sphinx_wiki.facts.template import TemplateError, fill

_TEMPLATES = ("_templates/note.md", "_templates/note.qmd")
_SUFFIXES = (".md", ".qmd")


def write(
    title: str, categories: tuple[str, ...], folder: Path | None, template: Path | None
) -> Path:
    """Write a note and give its path.

    :param folder: where it is written; ``None`` for the top of the wiki.
    :param template: what it is made from; ``None`` for the wiki's own, or ours.
    :raises click.UsageError: where the title, one of the names or the template is refused.
    """
    title = _clean(title)
    root = _root((folder or Path()).resolve())
    stem = (file_name if (root / ".obsidian").is_dir() else note_slug)(title)
    if not stem:
        raise click.UsageError(
            f"no file can be named by {title!r}; expected a title with letters, digits or signs."
        )
    names = names_in(root)
    if known := find(names, title):
        line = f":{known.line}" if known.line else ""
        place = f"{_shown(root / known.path)}{line}"
        what = "a note's file" if known.kind == "file" else f"a note's {known.kind}"
        raise click.UsageError(
            f"{known.words!r} is {what} already: {place}; expected another name."
        )
    stem = free(names, stem)
    source = template or next((root / name for name in _TEMPLATES if (root / name).is_file()), None)
    suffix = source.suffix if source else _suffix(root)
    path = (folder.resolve() if folder else root) / f"{stem}{suffix}"
    text = _filled(source, title, tuple(map(_clean, dict.fromkeys(categories))))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise click.UsageError(
            f"there is {_shown(path)} already; expected another name."
        ) from error
    click.echo(f"Wrote {_shown(path)}.")
    return path


def _clean(words: str) -> str:
    """Give *words* on one line, without signs that nobody sees."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


def _filled(source: Path | None, title: str, categories: tuple[str, ...]) -> str:
    if source is not None and source.suffix not in _SUFFIXES:
        raise click.UsageError(
            f"the template {_shown(source)} is no Markdown; expected a file .md or .qmd."
        )
    today = dt.date.today().isoformat()
    try:
        text = source.read_text(encoding="utf-8") if source else None
        return fill(text, title, today, categories)
    except OSError as error:
        assert source is not None
        raise click.UsageError(
            f"the template {_shown(source)} cannot be read: {error.strerror}."
        ) from error
    except (TemplateError, UnicodeDecodeError) as error:
        raise click.UsageError(
            f"the template {_shown(source or Path())} gives no note: {str(error).rstrip('.')}."
        ) from error


def _root(folder: Path) -> Path:
    """Give the folder of notes that *folder* is in: that with the settings, or itself.

    Where settings are in one folder just below instead, that is meant.
    """
    for each in (folder, *folder.parents):
        if any((each / name).exists() for name in ("conf.py", ".obsidian", *NAMES)):
            return each
    below = sorted({path.parent for path in folder.glob("*/conf.py")})
    return below[0] if len(below) == 1 else folder


def _suffix(root: Path) -> str:
    """Give the suffix that most Markdown notes have; in a project of Quarto without notes its."""
    found = [path.suffix for path in note_files(root) if path.suffix in _SUFFIXES]
    quarto = any((root / name).is_file() for name in NAMES)
    return ".qmd" if found.count(".qmd") > len(found) / 2 or (quarto and not found) else ".md"


def _shown(path: Path) -> str:
    """Give *path* from the current folder, where it is in it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
