"""A disk that fills during a build: the build ends, says so, and leaves a site that can be used.

Sphinx warns of some files that it cannot write and goes on, and the next build takes them for
written. Of others it shows where in its code they could not be written.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError, SphinxError, SphinxParallelError
from sphinx.util.logging import NAMESPACE, getLogger

from sphinx_wiki.files import FULL, is_full

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LOGGER = getLogger(__name__)
_FAILED = 2
"""What a build that failed ends with."""
_SAID = tuple(os.strerror(number) for number in FULL)
_ADVICE = "No page is damaged: each is the old one or the new one. Make room and build again."


class FullDiskError(SphinxError):
    """There is no room left for what a build writes."""


class _Ear(logging.Handler):
    """Ends the build where Sphinx would go on without a file."""

    def handle(self, record: logging.LogRecord) -> bool:
        """Hear one message."""
        values = record.args if isinstance(record.args, tuple) else ()
        for value in values:
            if is_full(value):
                names = [str(each) for each in values if isinstance(each, str | os.PathLike)]
                raise FullDiskError(_text(names[0] if names else "")) from value
        return True


def listen(app: Sphinx) -> None:
    """Have builds of *app* end where the disk is full, from now on."""
    logging.getLogger(NAMESPACE).addHandler(_Ear(logging.WARNING))
    # 1000: after all others have tidied up.
    app.connect("build-finished", end, priority=1000)


def end(_app: Sphinx, exception: Exception | None) -> None:
    """Say that the disk is full, if that is why a build ended.

    :raises SystemExit: if so; of an exception, Sphinx shows where in its code it was raised.
    """
    said = _said(exception)
    if said:
        _LOGGER.error(said)
        raise SystemExit(_FAILED) from exception


def _said(exception: Exception | None) -> str:
    if isinstance(exception, ExtensionError):
        exception = exception.orig_exc
    if isinstance(exception, FullDiskError):
        return str(exception)
    if is_full(exception):
        return _text(str(exception.filename2 or exception.filename or ""))
    if isinstance(exception, SphinxParallelError):
        last = (str(exception).strip().splitlines() or [""])[-1]
        if FullDiskError.__name__ in last:
            return last.partition(": ")[2]
        if any(words in last for words in _SAID):
            return _text("")
    return ""


def _text(name: str) -> str:
    """Give what is said of a file that could not be written; of which is not always known."""
    return f"The disk is full: {name or 'a file'} could not be written. {_ADVICE}"
