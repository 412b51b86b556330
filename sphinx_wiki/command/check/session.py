"""One look at a folder of notes, by Sphinx, in this process."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_wiki.building.checking import CheckBuilder
from sphinx_wiki.building.records import Build, cache_folder, read_build
from sphinx_wiki.command.places import last_build
from sphinx_wiki.facts.findings import Report

_LONG = 500


class CheckError(Exception):
    """The notes cannot be checked; the text says why."""


def look(folder: Path, doctrees: Path | None) -> Report:
    """Give what is to be said of the notes in *folder*.

    Goes on from the newest build and leaves it as it is. Where there is none, all notes are
    read, once: what was read is kept among the user's caches for the next check.

    :param doctrees: where that build keeps its doctrees; ``None`` to look for it.
    :raises CheckError: where Sphinx or ``conf.py`` stops.
    """
    source = folder.resolve()
    build = _given(doctrees, source) if doctrees is not None else last_build(source)
    overrides: dict[str, Any] = {}
    if not (source / "conf.py").is_file():
        _say_unadopted(folder, source)
        overrides = {"extensions": ["sphinx_wiki"], "project": source.name}
    with ExitStack() as stack:
        scratch = None
        if build is None:
            build = _own(source)
        else:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wiki-check-")))
        stack.enter_context(patch_docutils(source))
        stack.enter_context(docutils_namespace())
        try:
            return _run(source, build, overrides, scratch)
        except SphinxError as error:
            raise CheckError(_short(str(error))) from error
        except (click.ClickException, KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as error:
            # An extension, of the user's or of others, may raise anything.
            words = f"the notes cannot be read: {type(error).__name__}: {error}"
            raise CheckError(_short(words)) from error


def _run(source: Path, build: Build, overrides: dict[str, Any], scratch: Path | None) -> Report:
    app = Sphinx(
        source,
        None if overrides else source,
        build.outdir,
        build.doctrees,
        CheckBuilder.name,
        confoverrides=overrides,
        status=None,
        warning=None,
        parallel=os.cpu_count() or 1,
    )
    builder = app.builder
    if not isinstance(builder, CheckBuilder):
        raise CheckError("conf.py puts another builder in the place of the one that checks.")
    return builder.check(scratch)


def _given(doctrees: Path, source: Path) -> Build:
    build = read_build(doctrees.resolve(), source)
    if build is None:
        raise CheckError(
            f"{str(doctrees)!r} holds no doctrees of {str(source)!r}; expected the folder that "
            "'sphinx-build -d' names, or .doctrees in the site."
        )
    return build


def _own(source: Path) -> Build:
    """Give a place for what is read where there is no build: among the caches."""
    folder = cache_folder(source, "-check")
    return Build(folder / "site", folder / "doctrees")


def _say_unadopted(folder: Path, source: Path) -> None:
    """Say that there is no conf.py; refuse where one lies a folder below, for that is meant."""
    below = sorted(path.parent.name for path in source.glob("*/conf.py"))
    if len(below) == 1:
        raise CheckError(
            f"there is no conf.py in {str(folder)!r}. Did you mean {str(folder / below[0])!r}?"
        )
    click.echo(
        f"There is no conf.py in {str(folder)!r}, so the usual settings hold; "
        "'sphinx-wiki init' writes one.",
        err=True,
    )


def _short(message: str) -> str:
    head, trace, rest = message.partition("Traceback (most recent call last):")
    if trace:
        # Of where conf.py failed Sphinx shows its own code, too.
        lines = re.findall(r'File "[^"]*conf\.py", line (\d+)', rest)
        place = f"line {lines[-1]}: " if lines else ""
        message = f"{head.strip()} {place}{rest.strip().splitlines()[-1]}"
    words = " ".join(message.split())
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"
