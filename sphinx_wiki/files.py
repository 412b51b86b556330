"""The one writer: a file whose bytes would not change is left alone."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeGuard

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What a system says where there is no room left."""


def write_if_changed(path: Path, data: bytes, *, writer: str = "") -> bool:
    """Write *data* to *path* unless it is there already; say whether it was written.

    The file is replaced in one step, so a reader never sees half of it.

    :param writer: distinguishes those who may write the same file at the same time.
    :raises OSError: where the folder cannot be written.
    """
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}{writer}.part")
    with put_in_place(part, path):
        part.write_bytes(data)
    return True


@contextmanager
def put_in_place(part: Path, path: Path) -> Iterator[None]:
    """Put what is written to *part* in the place of *path*, or remove it if that fails.

    :raises OSError: with *path* for its name where it had none.
    """
    try:
        yield
        part.replace(path)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(path)
        raise


def is_full(error: object) -> TypeGuard[OSError]:
    """Say whether *error* is that there is no room left."""
    return isinstance(error, OSError) and error.errno in FULL
