"""``sphinx-wiki new``: a note with its front matter, under a name that no other note has."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_wiki.command.values import FOLDER, Words


@click.command(short_help="Write a new note.")
@click.argument("title")
@click.option(
    "-c", "--categories", type=Words(), multiple=True, help="What it is about: maths,maths/algebra"
)
@click.option(
    "-f", "--folder", type=FOLDER, help="Where it is written; by default at the top of the notes."
)
@click.option(
    "-t", "--template", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="What it is made from; by default _templates/note.md in the folder of notes.",
)  # fmt: skip
@click.option("-e", "--edit", is_flag=True, help="Open it in your editor: $VISUAL or $EDITOR.")
def new(
    title: str,
    categories: tuple[tuple[str, ...], ...],
    folder: Path | None,
    template: Path | None,
    *,
    edit: bool,
) -> None:
    """Write a note called TITLE, with the date of today.

    The name of its file follows from the title, with a number where another note has it. A
    title by which links find a note already, as its file, its title or an alias, is refused.
    """
    from sphinx_wiki.command.new.write import write  # noqa: PLC0415 (rules about notes load slowly)

    path = write(title, sum(categories, ()), folder, template)
    if edit:
        click.edit(filename=str(path))
