"""Serve a folder of notes, and show each change in the browser as soon as it is saved."""

from __future__ import annotations

import argparse

NAME = "live"
HELP = "serve the notes, and show each change as it is saved"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders, what is built, and where to listen."""
    parser.add_argument(
        "source", nargs="?", default=".", help="the folder of notes; this one if none is named"
    )
    parser.add_argument(
        "output", nargs="?", help="where the site is built; among your caches if none is named"
    )
    parser.add_argument("--port", type=int, help="(default: the first free one from 8000 on)")
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to listen on (default: %(default)s, which only this computer reaches)",
    )
    parser.add_argument("--open", action="store_true", help="open the site in a browser")
    parser.add_argument(
        "--editor",
        metavar="NAME",
        help="what opens the place of a warning: vscode, cursor, … or an address with {path} and "
        "{line}; else the variable SPHINX_WIKI_EDITOR",
    )
    parser.add_argument(
        "-b", "--builder", choices=("html", "dirhtml"), default="html", help="(default: html)"
    )
    parser.add_argument(
        "-D",
        dest="define",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a value in place of the one in conf.py",
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted; give the exit status."""
    from sphinx_wiki.live.start import start  # noqa: PLC0415 (other commands need no server)

    return start(options)
