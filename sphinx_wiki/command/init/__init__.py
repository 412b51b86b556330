"""``sphinx-wiki init``: a folder of notes becomes one that can be built and published."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_wiki.command.values import FOLDER


@click.command(short_help="Make a folder of notes one that can be built and published.")
@click.argument("folder", type=FOLDER, default=".")
@click.option(
    "--project",
    metavar="NAME",
    help="The name of the wiki; by default what the notes say, or the name of the folder.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def init(folder: Path, project: str | None, *, dry_run: bool) -> None:
    """Make FOLDER, by default this one, one that can be built and published.

    Touches no note and overwrites nothing: files that are there already stay as they are.
    """
    from sphinx_wiki.command.init.adopt import adopt  # noqa: PLC0415 (rules about notes load slowly)

    adopt(folder, project, dry_run=dry_run)
