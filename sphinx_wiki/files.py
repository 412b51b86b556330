"""The one writer: a file whose bytes would not change is left alone."""

from __future__ import annotations

from pathlib import Path


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
    part.write_bytes(data)
    part.replace(path)
    return True
