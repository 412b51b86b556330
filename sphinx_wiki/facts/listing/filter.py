"""What the filter of a listing means; the browser's code follows these functions.

``tests/facts/filter_cases.json`` holds examples that both are tested with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)
_QUOTES = str.maketrans("“”„", '"""')
_TERM = re.compile(r'"([^"]*)"?|(\S+)')


def fold(text: str) -> str:
    """Give *text* without case, accents and compatibility forms, to compare by.

    >>> fold("Straße zur École"), fold("ﬁne")
    ('strasse zur ecole', 'fine')
    """
    if text.isascii():
        return text.lower()
    letters = (c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return "".join(letters).casefold().translate(_LETTERS)


def parse_query(text: str) -> tuple[str, ...]:
    """Give the folded terms of what a reader typed: words, and phrases in quotes.

    A quote that is not closed yet begins a phrase; a term counts once.

    >>> parse_query('Néural "Dot  product')
    ('neural', 'dot product')
    """
    found = (match[1] or match[2] or "" for match in _TERM.finditer(text.translate(_QUOTES)))
    terms = (" ".join(fold(term).split()) for term in found)
    return tuple(dict.fromkeys(term for term in terms if term))


def matches(item_texts: Iterable[str], terms: Iterable[str]) -> bool:
    """Tell whether each of *terms* occurs within one of *item_texts*.

    :param item_texts: what of an item is searched, as it is shown.
    :param terms: from :func:`parse_query`.

    >>> matches(["QLoRA", "Quantized adapters"], ("lora", "quant"))
    True
    """
    folded = [" ".join(fold(text).split()) for text in item_texts]
    return all(any(term in text for text in folded) for term in terms)
