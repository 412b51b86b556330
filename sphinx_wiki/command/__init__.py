"""The command ``sphinx-wiki``: what is done with a folder of notes besides building it.

Each module named in :data:`COMMANDS` is one sub-command. Nothing here needs Sphinx to start.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from types import ModuleType

from sphinx_wiki import __version__
from sphinx_wiki.command import cache, live

COMMANDS: tuple[ModuleType, ...] = (cache, live)
"""Each has ``NAME``, ``HELP``, ``add_arguments`` (of its parser) and ``run``, which takes what
was parsed and gives the exit status."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sub-command that *arguments* name; give the exit status."""
    parser = argparse.ArgumentParser(
        prog="sphinx-wiki", description="Tools for a folder of notes built with sphinx-wiki."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parsers = parser.add_subparsers(title="commands", metavar="command", required=True)
    for command in COMMANDS:
        own = parsers.add_parser(command.NAME, help=command.HELP, description=command.__doc__)
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status
