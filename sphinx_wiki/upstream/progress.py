"""The line that Sphinx shows for each document, in one piece.

``status_iterator`` makes four messages of a line, each of which goes through all handlers
and filters. To be proposed to Sphinx: to make one. Can go with the version that does; 8.2
and 9.0 are known not to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import sphinx
from sphinx import builders
from sphinx._cli.util.colour import bold, colourise, terminal_supports_colour
from sphinx.util import logging
from sphinx.util.display import display_chunk, status_iterator

_KNOWN = {(8, 2), (9, 0)}
_LOGGER = logging.getLogger(status_iterator.__module__)

_Item = TypeVar("_Item")


def show_lines_at_once() -> bool:
    """Have the builders of this process show it so; say whether they will."""
    theirs: Any = builders
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    if getattr(theirs, "status_iterator", None) is status_iterator:
        theirs.status_iterator = show
    return True


def show(
    items: Iterable[_Item], summary: str, color: str, length: int, verbosity: int, **more: Any
) -> Iterator[_Item]:
    """Give *items*, and show before each which one it is, as ``status_iterator`` does.

    :param color: the name of the colour of an item.
    :param verbosity: with 1 or more, each item has a line of its own.
    """
    if not length:
        yield from status_iterator(items, summary, color, length, verbosity, **more)
        return
    name: Callable[[Any], str] = more.get("stringify_func", display_chunk)
    alone = verbosity < 1 and terminal_supports_colour()
    before, after = ("\x1b[2K", "\r") if alone else ("", "")
    start = before + bold(summary)
    for number, item in enumerate(items, start=1):
        shown = colourise(color, name(item))
        _LOGGER.info("%s", f"{start}[{number / length: >4.0%}] {shown}{after}", nonl=alone)
        yield item
    _LOGGER.info("")
