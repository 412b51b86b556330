"""``sphinx-wiki check``: what is wrong with the notes, and what is wanted."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_wiki.command.check.formats import FORMATS
from sphinx_wiki.command.values import FOLDER, Word, Words
from sphinx_wiki.facts.findings import KINDS

_SEVERAL = Words(KINDS)


@click.command(short_help="Tell what is wrong with the notes, without building them.")
@click.argument("folder", type=FOLDER, default=".")
@click.option("--select", type=_SEVERAL, multiple=True, help="Only these kinds: anchor,image")
@click.option("--ignore", type=_SEVERAL, multiple=True, help="Every kind but these.")
@click.option("--strict", is_flag=True, help="Let advice fail the check, too.")
@click.option(
    "--format", "style", type=Word(list(FORMATS)), default="text", show_default=True,
    help="How it is printed; github: as annotations of a workflow.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "-d", "--doctrees", type=FOLDER,
    help="Where your build keeps doctrees, if it is neither in the notes nor beside them.",
)  # fmt: skip
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - click passes every option
    context: click.Context,
    /,
    folder: Path,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    strict: bool,
    style: str,
    as_json: bool,
    doctrees: Path | None,
) -> int:
    """Tell what is wrong with the notes in FOLDER, by default this one.

    Errors are broken links, anchors and images, faulty front matter, and all else that a build
    warns about. Advice are wanted notes, notes that no other links to, those without sources,
    titles and aliases that several have, and links that fit several notes. No code is run and
    nothing is written among the notes. The exit status is 1 if there are errors.
    """
    from sphinx_wiki.command.check.session import (  # noqa: PLC0415 (Sphinx takes its time)
        CheckError,
        look,
    )

    try:
        report = look(folder, doctrees)
    except CheckError as error:
        raise click.UsageError(str(error), context) from error
    report = report.only(sum(select, ()), sum(ignore, ()))
    for line in FORMATS["json" if as_json else style](report, folder):
        click.echo(line)
    failed = report.count("error") or (strict and report.findings)
    return 1 if failed else 0
