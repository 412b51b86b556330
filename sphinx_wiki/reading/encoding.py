"""Reading bytes that should be UTF-8: a note in another encoding is shown, not refused."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from sphinx_wiki.facts.model import Problem
from sphinx_wiki.facts.values import without_nul

if TYPE_CHECKING:
    from typing_extensions import Buffer

CODEC = "utf-8-or-cp1252"


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Give the text of *data*, and a problem where it is not UTF-8.

    A byte order mark tells UTF-16; other bytes are read as Windows-1252, the
    usual case for old notes. NUL, which no file's name and no page can hold, becomes
    the sign that CommonMark puts in its place.

    >>> decode(b"caf\\xc3\\xa9")
    ('café', None)
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = "The file is UTF-16: found its byte order mark. Save it as UTF-8."
        return without_nul(data.decode("utf-16", errors="replace")), Problem(found, 1, "encoding")
    try:
        return without_nul(data.decode("utf-8-sig")), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = (
            f"The file is not UTF-8: found byte 0x{data[error.start]:02x} in line {line}. "
            "It was read as Windows-1252; save it as UTF-8."
        )
        text = without_nul(data.decode("cp1252", errors="replace"))
        return text, Problem(found, line, "encoding")


def _decode(data: Buffer, errors: str = "strict", /) -> tuple[str, int]:
    del errors
    read = bytes(data)
    return decode(read)[0], len(read)


class _Incremental(codecs.BufferedIncrementalDecoder):
    """Decodes at the end: which encoding it is shows only in the whole file."""

    def _buffer_decode(self, data: bytes, errors: str, final: bool) -> tuple[str, int]:  # type: ignore[override]
        return _decode(data, errors) if final else ("", 0)


def find_codec(name: str) -> codecs.CodecInfo | None:
    """Give the codec :data:`CODEC` to :func:`codecs.register`."""
    if name.replace("_", "-") != CODEC:
        return None
    return codecs.CodecInfo(
        encode=codecs.utf_8_encode, decode=_decode, incrementaldecoder=_Incremental, name=CODEC
    )
