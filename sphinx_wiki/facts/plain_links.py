"""Addresses that markdown-it's normalization leaves as they are."""

from __future__ import annotations

import re

# Letters, digits and signs that are neither encoded nor decoded; a host in small letters
# that is no Punycode. What begins with // is read as a host.
_PLAIN = re.compile(
    r"(?!//)[A-Za-z0-9_./#-]*|https?://[a-z0-9]{1,40}(?:\.[a-z0-9]{1,40}){1,3}(?:/[A-Za-z0-9_./#-]*)?"
)


def is_plain(address: str) -> bool:
    """Say whether *address* is its own normal form, and shown as it is.

    >>> is_plain("folder/note.md#part"), is_plain("https://example.org/a"), is_plain("a%20b.md")
    (True, True, False)
    """
    return _PLAIN.fullmatch(address) is not None
