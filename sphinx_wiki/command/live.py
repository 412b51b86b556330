"""``sphinx-wiki live``: the notes, served, and shown again as they are saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sphinx_wiki.command.values import FOLDER, Word


@click.command(short_help="Serve the notes, and show each change as it is saved.")
@click.argument("source", type=FOLDER, default=".")
@click.argument("output", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option("--port", type=int, help="Listen here; by default on the first free port from 8000.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; the default is one that only this computer reaches.",
)
@click.option("--open", is_flag=True, help="Open the site in a browser.")
@click.option(
    "--editor",
    metavar="NAME",
    envvar="SPHINX_WIKI_EDITOR",
    show_envvar=True,
    help="What opens the place of a warning: vscode, cursor, … or an address with {path} and "
    "{line}.",
)
@click.option(
    "-b", "--builder", type=Word(["html", "dirhtml"]), default="html", show_default=True,
    help="What is built: pages such as note.html, or note/.",
)  # fmt: skip
@click.option(
    "-D",
    "--define",
    multiple=True,
    metavar="NAME=VALUE",
    help="A value in place of the one in conf.py.",
)
@click.pass_context
def live(context: click.Context, /, **asked: Any) -> int:
    """Serve the notes in SOURCE, and show each change in the browser as soon as it is saved.

    SOURCE is this folder by default. The site is built in OUTPUT, by default among your caches.
    """
    from sphinx_wiki.live.start import (  # noqa: PLC0415 (other commands need no server)
        Asked,
        UsageError,
        start,
    )

    try:
        return start(Asked(**asked))
    except UsageError as error:
        raise click.UsageError(str(error), context) from error
