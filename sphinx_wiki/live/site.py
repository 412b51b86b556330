"""The built site, as it is served: files of one folder, HTML with our script in it."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

CLIENT = "/_wiki-live/client.js"
CLIENT_FILE = Path(__file__).parent / "client" / "client.js"
_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)
_ASSETS = ("_images", "_static")
_SHARED = re.compile(r"^_static/wiki-[a-z]+\.js$|\.part$")
"""Data of all notes: they change with nearly every edit, and no page is out of date by it."""


class Found(NamedTuple):
    """A file that an address means."""

    path: Path
    name: str
    """From the root of the site."""
    status: int


class Site:
    """The folder that is served.

    :param root: absolute.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sums: dict[Path, tuple[int, int, str]] = {}

    def find(self, address: str) -> Found | str | None:
        """Give the file at *address*, the path of a URL with its escapes undone.

        A string is the address to go to instead; ``None`` is for what is not served.
        Nothing is served from outside the folder, and nothing hidden.
        """
        parts = address.split("/")
        hidden = any(part.startswith(".") for part in parts)
        if hidden or "\\" in address or "\0" in address or parts[0]:
            return self._lost()
        try:
            path = self.root.joinpath(*parts[1:]).resolve()
            if not path.is_relative_to(self.root.resolve()):
                return self._lost()
            if path.is_dir():
                if not address.endswith("/"):
                    return f"{address}/"
                path /= "index.html"
            if not path.is_file() or (address.endswith("/") and path.name != "index.html"):
                return self._lost()
        except (OSError, ValueError):
            return self._lost()
        return Found(path, path.relative_to(self.root.resolve()).as_posix(), 200)

    def _lost(self) -> Found | None:
        path = self.root / "404.html"
        return Found(path, "404.html", 404) if path.is_file() else None

    def is_whole(self) -> bool:
        """Tell whether there is what a build writes last, which all pages share."""
        return (self.root / "wiki.json").is_file()

    def version(self, name: str) -> str:
        """Give a digest of a page of the site; empty where there is none."""
        try:
            return digest((self.root / name).read_bytes())
        except OSError:
            return ""

    def named_by_content(self, found: Found, query: str) -> bool:
        """Tell whether an address holds the checksum of the file, as Sphinx writes it.

        Such a file need not be asked for again: another content has another address.

        :param query: the value of ``v`` in it.
        """
        status = found.path.stat()
        known = self._sums.get(found.path)
        if known is None or known[:2] != (status.st_mtime_ns, status.st_size):
            content = found.path.read_bytes().replace(b"\r\n", b"\n")
            known = (status.st_mtime_ns, status.st_size, f"{zlib.crc32(content):08x}")
            self._sums[found.path] = known
        return query == known[2]

    def assets(self) -> dict[str, tuple[int, int]]:
        """Give the pictures, styles and scripts of pages, with what changes when they do."""
        return {path: status for folder in _ASSETS for path, status in self._files(folder)}

    def _files(self, folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
        for path in (self.root / folder).rglob("*"):
            name = path.relative_to(self.root).as_posix()
            if not _SHARED.search(name) and path.is_file():
                status = path.stat()
                yield name, (status.st_mtime_ns, status.st_size)


def digest(data: bytes) -> str:
    """Give what tells one content of a page from another."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()


@cache
def _client() -> str:
    """Give the address of our script, another one for another content."""
    return f"{CLIENT}?v={digest(CLIENT_FILE.read_bytes())}"


def with_client(page: bytes, name: str, version: str) -> bytes:
    """Give a page with the script of live preview in its head.

    :param name: the page, from the root of the site.
    """
    tag = f'<script src="{_client()}" data-page="{escape(name)}" data-version="{version}" defer>'
    script = f"{tag}</script>".encode()
    found = _HEAD.search(page)
    at = found.start() if found else len(page)
    return page[:at] + script + page[at:]
