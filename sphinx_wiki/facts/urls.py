"""Addresses of the web in a text: what is one, and whether a page may link to it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import validateLink

from sphinx_wiki.facts.identifiers import address_of_work

_REFUSED = re.compile(
    r"(?<![\w-])(?:(?:javascript|vbscript|file):[^\s<>]+|data:\w+/[^\s<>]+)", re.IGNORECASE
)
_WWW = re.compile(r"www\.[^\s/?#.]+\.[^\s/?#]", re.IGNORECASE)


def is_safe(url: str) -> bool:
    """Tell whether a page may link to *url*: no script, no local file, no control character.

    >>> is_safe("https://example.org/"), is_safe(" JavaScript:alert(1)")
    (True, False)
    """
    return validateLink(url) and not any(unicodedata.category(char) == "Cc" for char in url)


def refused_address(text: str) -> str | None:
    """Give the address in *text* that a page may not link to, if there is one.

    Markdown shows such a link as it is written, and says nothing.

    >>> refused_address("[The paper](javascript:alert(1))")
    'javascript:alert(1)'
    >>> refused_address("JavaScript: The Good Parts") is None
    True
    """
    found = _REFUSED.search(text)
    if found is None:
        return None
    address = found[0]
    # A bracket that nothing opens closes the author's link.
    return address[:-1] if address.count(")") > address.count("(") else address


def bare_address(text: str) -> str | None:
    """Give the address that *text* is, if it is nothing else.

    >>> bare_address("<https://example.org/a>"), bare_address("www.example.org/a.")
    ('https://example.org/a', 'https://www.example.org/a')
    >>> bare_address("arXiv:2305.14314"), bare_address("doi:10.1000/ABC")
    ('https://arxiv.org/abs/2305.14314', 'https://doi.org/10.1000/ABC')
    >>> bare_address("see https://example.org") is None
    True
    """
    whole = text.strip()
    enclosed = whole.startswith("<") and whole.endswith(">")
    # A full stop after the address ends the author's sentence.
    address = whole[1:-1].strip() if enclosed else whole.rstrip(".,;:!?")
    address = address_of_work(address) or with_scheme(address)
    if not _is_web(address) or not is_safe(address):
        return None
    return address


def _is_web(address: str) -> bool:
    if re.search(r"[\s<>\"]", address) or not re.match(r"https?://", address, re.IGNORECASE):
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def with_scheme(address: str) -> str:
    """Give *address* with ``https://`` before it, if it begins with ``www.``.

    >>> with_scheme("www.example.org/a")
    'https://www.example.org/a'
    """
    return f"https://{address}" if _WWW.match(address) else address
