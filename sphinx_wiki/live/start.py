"""From what was asked for on the command line to a server that runs."""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import socket
import sys
from pathlib import Path

from platformdirs import user_cache_path

from sphinx_wiki.live.messages import Settings
from sphinx_wiki.live.run import Address, Live


def start(options: argparse.Namespace) -> int:
    """Serve until interrupted; give the exit status."""
    source = Path(options.source).resolve()
    output = Path(options.output).resolve() if options.output else default_output(source)
    settings = Settings(
        source,
        output,
        output / ".doctrees",
        options.builder,
        {"wiki_drafts": "show", **dict(each.split("=", 1) for each in options.define)},
    )
    address = Address(options.host, options.port)
    listening = listen(address)
    sys.stdout.write(f"http://{address.host}:{address.port}/\n")
    sys.stdout.flush()
    with listening:
        asyncio.run(Live(settings, address, options.editor).run(listening))
    return 0


def default_output(source: Path) -> Path:
    """Give where the site of *source* is built: among the user's caches, the same each time."""
    place = hashlib.blake2b(str(source).encode(), digest_size=4).hexdigest()
    return user_cache_path("sphinx-wiki", appauthor=False) / f"{source.name}-{place}"


def listen(address: Address) -> socket.socket:
    """Open the server's socket.

    :raises OSError: where the port is taken, or not allowed.
    """
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address.host, address.port))
    except OSError:
        found.close()
        raise
    return found
