"""Serve a folder of notes, and show each change in the browser as soon as it is saved."""

from __future__ import annotations

import argparse

NAME = "live"
HELP = "serve the notes, and show changes as they are saved"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders, and where to listen."""
    parser.add_argument("source", nargs="?", default=".", help="the folder of notes (default: .)")
    parser.add_argument("output", nargs="?", help="where the site is built")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--builder", "-b", choices=("html", "dirhtml"), default="html")
    parser.add_argument("--define", "-D", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--editor", default="")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from sphinx_wiki.live.start import start  # noqa: PLC0415 (others do without a server)

    return start(options)
