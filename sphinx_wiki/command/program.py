"""The sub-commands, and how they are run.

Each member of :data:`COMMANDS` is one sub-command. Nothing here needs Sphinx to start:
a command that does imports it when it runs.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from sphinx_wiki import __version__
from sphinx_wiki.command.cache import cache
from sphinx_wiki.command.check import check
from sphinx_wiki.command.completion import completion
from sphinx_wiki.command.init import init
from sphinx_wiki.command.live import live
from sphinx_wiki.command.new import new

COMMANDS: tuple[click.Command, ...] = (cache, check, completion, init, live, new)

NAME = "sphinx-wiki"


@click.group(
    NAME,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="The exit status is 0 where all is well, 1 where errors were found, and 2 where the "
    "command could not do what was asked.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Tools for a folder of notes built with sphinx-wiki."""


def run(arguments: Sequence[str] | None) -> int:
    """Run the sub-command that *arguments* name; give the exit status.

    :raises KeyboardInterrupt: where it was interrupted.
    """
    try:
        status = program.main(arguments, NAME, standalone_mode=False, color=_colour())
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        name = context.command_path if context is not None else _command(arguments)
        click.echo(f"{name}: {_one_line(error.format_message())}", err=True)
        return 2
    except click.Abort as error:
        raise KeyboardInterrupt from error
    except OSError as error:
        if error.errno == errno.EPIPE:
            # Who read what we print has gone. Nothing is left to flush at the end, either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
        click.echo(f"{NAME}: {_reason(error)}", err=True)
        return 2
    return status if isinstance(status, int) else 0


def _command(arguments: Sequence[str] | None) -> str:
    """Give how the command was called, where an error does not say."""
    words = sys.argv[1:] if arguments is None else arguments
    known = [word for word in words[:1] if word in program.commands]
    return " ".join([NAME, *known])


def _colour() -> bool | None:
    """Say whether to use colours: by the usual variables, else ``None``: on terminals."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _reason(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}."
