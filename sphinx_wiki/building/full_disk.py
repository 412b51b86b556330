"""A disk that fills during a build: the build ends, says so, and leaves a site that can be used.

So does one in folders that may not be written to, and one of notes that go meanwhile.

Sphinx warns of some files that it cannot write and goes on, and the next build takes them for
written. Of others it shows where in its code they could not be written.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from sphinx.errors import DocumentError, ExtensionError, SphinxError, SphinxParallelError
from sphinx.util.logging import NAMESPACE, getLogger

from sphinx_wiki.files import FULL, is_full

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LOGGER = getLogger(__name__)
_FAILED = 2
"""What a build that failed ends with."""
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# As Python prints an error of another process.
_ERROR = re.compile(r"\[Errno (\d+)\] [^:]*(?:: '(.*?)'(?: -> '(.*?)')?)?$")
_REFUSED_ADVICE = "Allow it, or build in other folders."
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


def end(app: Sphinx, exception: Exception | None) -> None:
    """Say that the disk is full or may not be written to, if that is why a build ended.

    :raises SystemExit: if so; of an exception, Sphinx shows where in its code it was raised.
    """
    said = _said(app, exception)
    if said:
        _LOGGER.error(said)
        raise SystemExit(_FAILED) from exception


@contextmanager
def naming_file() -> Iterator[None]:
    """Have errors of files that are being written name them; another process hears no more."""
    try:
        yield
    except OSError as error:
        if error.filename is None and (name := _written(error)):
            error.filename = name
        raise


def _said(app: Sphinx, exception: Exception | None) -> str:
    if isinstance(exception, ExtensionError):
        exception = exception.orig_exc
    if isinstance(exception, DocumentError) and isinstance(exception.__cause__, OSError):
        exception = exception.__cause__
    if isinstance(exception, FullDiskError):
        return str(exception)
    if isinstance(exception, OSError):
        name = str(exception.filename2 or exception.filename or _written(exception))
        return _of_error(app, exception.errno or 0, name)
    if isinstance(exception, SphinxParallelError):
        last = (str(exception).strip().splitlines() or [""])[-1]
        if FullDiskError.__name__ in last:
            return last.partition(": ")[2]
        if found := _ERROR.search(last):
            return _of_error(app, int(found[1]), found[3] or found[2] or "")
    return ""


def _of_error(app: Sphinx, number: int, name: str) -> str:
    """Give what is said of error *number* of the file *name*; nothing if others may say it."""
    if number in FULL:
        return _text(name)
    if number == errno.ENOENT and name and Path(name).is_relative_to(app.srcdir):
        return f"{name} has gone while the notes were read. Build again."
    folders = (Path(app.outdir), Path(app.doctreedir))
    own = any(Path(name).is_relative_to(folder) for folder in folders)
    if number not in _REFUSED or not own:
        return ""
    return f"{name} could not be written: {os.strerror(number)}. {_REFUSED_ADVICE}"


def _written(error: OSError) -> str:
    """Give the name of the file that was being written, which writing itself does not know."""
    frames = [frame for frame, _line in walk_tb(error.__traceback__)]
    values = [value for frame in frames for value in frame.f_locals.values()]
    files = [value for value in values if isinstance(value, io.IOBase)]
    names = [getattr(each, "name", None) for each in files]
    return next((name for name in reversed(names) if isinstance(name, str)), "")


def _text(name: str) -> str:
    """Give what is said of a file that could not be written; of which is not always known."""
    return f"The disk is full: {name or 'a file'} could not be written. {_ADVICE}"
