"""Percent-encoding: what of an address is escaped, and what is not (RFC 3986, section 2)."""

from __future__ import annotations

import re

UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""Characters that mean the same with and without an escape."""
IN_PATH = UNRESERVED | frozenset("/:@!$&'()*+,;=")
"""Characters that a path may hold as they are."""
IN_QUERY = IN_PATH | frozenset("?")
"""Characters that a query or a fragment may hold as they are."""

_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)


def recode(text: str, allowed: frozenset[str], decoded: frozenset[str] = UNRESERVED) -> str:
    """Give *text* with all escaped but *allowed*, and escapes of *decoded* resolved.

    >>> recode("a%7eb c", IN_PATH)
    'a~b%20c'
    """
    return _ESCAPE.sub(lambda match: _character(match[0], allowed, decoded), text)


def _character(found: str, allowed: frozenset[str], decoded: frozenset[str]) -> str:
    if len(found) > 1:
        character = chr(int(found[1:], 16))
        return character if character in decoded else found.upper()
    if found in allowed:
        return found
    return "".join(f"%{byte:02X}" for byte in found.encode("utf-8", "surrogatepass"))
