"""What joins the process that serves and the one that builds, and what both see at any time."""

from __future__ import annotations

from ctypes import c_char
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

END = 2**63
"""The number of the last request when there will be no other."""
_LONGEST = 1024


class Shared:
    """The number of the last request, and the page that is looked at."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._number: Any = context.RawValue("Q", 0)
        self._page: Any = context.RawArray(c_char, _LONGEST)

    def asked(self) -> int:
        """Give the number of the last request."""
        return int(self._number.value)

    def ask(self) -> int:
        """Give the number of a new request."""
        self._number.value += 1
        return self.asked()

    def end(self) -> None:
        """Say that there will be no other request."""
        self._number.value = END

    def looked_at(self) -> str:
        """Give the page that is looked at, from the root of the site; empty where there is none."""
        return bytes(self._page.value).decode("utf-8", "replace")

    def look_at(self, page: str) -> None:
        """Say which page is looked at; one with a name that is too long is as good as none."""
        name = page.encode("utf-8", "replace")
        self._page.value = name if len(name) < _LONGEST else b""


class Lines(NamedTuple):
    """What joins this process with the one that serves."""

    building: Connection
    """Requests for builds, and reports of them."""
    looking: Connection
    """The same for first looks."""
    asked: Callable[[], int]
    """Gives the number of the last request; :data:`END` where there will be none."""
    looked_at: Callable[[], str]
    """Gives the page that is looked at now, from the root of the site."""
