"""From what was asked for on the command line to a server that runs."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import webbrowser
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sphinx_wiki.building.records import cache_folder
from sphinx_wiki.live.messages import Settings
from sphinx_wiki.live.place import Place, take
from sphinx_wiki.live.run import Live
from sphinx_wiki.live.terminal import say
from sphinx_wiki.live.words import _

FIRST_PORT = 8000
_PORTS = 100
_PURPOSES = ("", "-2", "-3", "-4")
"""What tells the folders apart where several previews of the same notes build."""
EDITORS = MappingProxyType(
    {
        "cursor": "cursor://file{path}:{line}",
        "emacs": "org-protocol://open-file?url={path}&line={line}",
        "idea": "idea://open?file={path}&line={line}",
        "pycharm": "pycharm://open?file={path}&line={line}",
        "sublime": "subl://open?url=file://{path}&line={line}",
        "textmate": "txmt://open?url=file://{path}&line={line}",
        "vscode": "vscode://file{path}:{line}",
        "vscodium": "vscodium://file{path}:{line}",
        "zed": "zed://file{path}:{line}",
    }
)
"""The addresses by which programs open a file."""


class UsageError(Exception):
    """Something asked for cannot be; the text says what, and what can."""


class Asked(NamedTuple):
    """What was asked for on the command line."""

    source: Path
    output: Path | None
    port: int | None
    host: str
    open: bool
    editor: str | None
    builder: str
    define: Sequence[str]
    """Each ``NAME=VALUE``."""


def start(options: Asked) -> int:
    """Serve until interrupted; give the exit status.

    :raises UsageError: where something asked for cannot be.
    """
    source = options.source.resolve()
    if not (source / "conf.py").is_file():
        words = _(
            "there is no conf.py in {folder}; name the folder of notes, or let 'sphinx-wiki init' "
            "write one."
        )
        raise UsageError(words.format(folder=source))
    overrides = _overrides(options.define)
    editor = _editor(options.editor or "")
    place = choose_place(source, options.output)
    with place.lock, listen(options.host, options.port) as listening:
        settings = Settings(source, place.output, place.doctrees, options.builder, overrides)
        host = f"[{options.host}]" if ":" in options.host else options.host
        address = f"http://{host}:{listening.getsockname()[1]}/"
        words = _("The wiki is at {address} (Ctrl-C ends this).")
        say(words.format(address=address), stamp=False)
        if options.open:
            webbrowser.open(address)
        asyncio.run(Live(settings, host, editor).run(listening))
        # It ends now, however often Ctrl-C is pressed.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return 0


def choose_place(source: Path, output: Path | None) -> Place:
    """Give the folder to build in: the one asked for, or a free one among the user's caches.

    :param source: the folder of notes.
    :param output: the folder asked for.
    :raises UsageError: where that cannot be.
    """
    named = [output.resolve()] if output else []
    if named and source.is_relative_to(named[0]):
        words = _("the site cannot be built in {folder}, which holds the notes.")
        raise UsageError(words.format(folder=named[0]))
    folders = named or [cache_folder(source, purpose) for purpose in _PURPOSES]
    try:
        place = take(folders)
    except OSError as error:
        words = _("cannot build in {folder}: {reason}.")
        raise UsageError(words.format(folder=folders[0], reason=error.strerror)) from error
    if place is None:
        words = _(
            "another live preview builds in {folder}; name another folder after that of the notes."
        )
        raise UsageError(words.format(folder=folders[0]))
    return place


def _overrides(define: Iterable[str]) -> dict[str, str]:
    overrides = {"wiki_drafts": "show"}
    for each in define:
        name, equals, value = each.partition("=")
        if not equals:
            raise UsageError(_("-D {given}: expected NAME=VALUE.").format(given=each))
        overrides[name] = value
    return overrides


def _editor(name: str) -> str:
    """Give the address that opens a file in the editor called *name*, or that is *name*."""
    if not name or name in EDITORS:
        return EDITORS.get(name, "")
    try:
        name.format_map({"path": "/a", "line": 1})
    except (KeyError, ValueError, IndexError):
        name = ""
    if ":" not in name or "{path}" not in name:
        words = _("the editor is one of {known}, or an address with {places}.")
        places = "{path}, {line}"
        raise UsageError(words.format(known=", ".join(EDITORS), places=places))
    return name


def listen(host: str, port: int | None) -> socket.socket:
    """Open the server's socket.

    :param port: ``None`` for the first free one from 8000 on.
    :raises UsageError: where *port* is taken, or the address is not one of this computer.
    """
    if port is not None:
        if (found := _bound(host, [port])) is not None:
            return found
        free = _bound(host, range(port + 1, port + _PORTS))
        with free or socket.socket() as other:
            hint = _("{port} is free.").format(port=other.getsockname()[1]) if free else ""
        words = _("port {port} is taken by another program.").format(port=port)
        raise UsageError(f"{words} {hint}".rstrip())
    found = _bound(host, range(FIRST_PORT, FIRST_PORT + _PORTS))
    if found is None:
        words = _("all ports from {port} on are taken; name one with --port.")
        raise UsageError(words.format(port=FIRST_PORT))
    if (chosen := found.getsockname()[1]) != FIRST_PORT:
        words = _("Port {taken} is taken by another program; this is {port}.")
        say(words.format(taken=FIRST_PORT, port=chosen), stamp=False)
    return found


def _bound(host: str, ports: Iterable[int]) -> socket.socket | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        found = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":
            # There it would let two programs share a port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
            found.listen()
        except OSError as error:
            found.close()
            if error.errno != errno.EADDRINUSE:
                words = _("cannot listen on {host}, port {port}: {reason}.").format(
                    host=host, port=port, reason=error.strerror
                )
                raise UsageError(words) from error
        except OverflowError as error:
            found.close()
            words = _("there is no port {port}; they end at 65535.")
            raise UsageError(words.format(port=port)) from error
        else:
            return found
    return None
