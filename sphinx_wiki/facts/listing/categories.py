"""Categories as a hierarchy: what is filed under ``ml/nlp`` is also filed under ``ml``."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable

from sphinx_wiki.facts.listing.fields import value
from sphinx_wiki.facts.listing.sort import collate
from sphinx_wiki.facts.model import Item


def lineage(category: str) -> tuple[str, ...]:
    """Give *category* and those above it, the highest first.

    >>> lineage("ml/nlp/LLM")
    ('ml', 'ml/nlp', 'ml/nlp/LLM')
    """
    parts = [part for each in category.split("/") if (part := " ".join(each.split()))]
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))


def identity(category: str) -> str:
    """Give what makes two spellings one category: neither case nor the form of accents counts.

    >>> identity("NLP") == identity("nlp")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", category).casefold())


def category_counts(items: Iterable[Item]) -> tuple[tuple[str, int], ...]:
    """Give every category of *items*, and those above, with the number of items in it.

    An item counts once in each; a category is spelled as it is met first.
    Sorted by name.

    >>> category_counts([Item({"categories": ("ml/nlp", "ml")}), Item({"categories": ("ML",)})])
    (('ml', 2), ('ml/nlp', 1))
    """
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for item in items:
        names = [name for each in categories_of(item) for name in lineage(each)]
        for name in names:
            spelling.setdefault(identity(name), name)
        counts.update({identity(name) for name in names})
    return tuple(
        (name, counts[key])
        for key, name in sorted(spelling.items(), key=lambda pair: _by_parts(pair[1]))
    )


def categories_of(item: Item) -> tuple[str, ...]:
    """Give the categories that *item* declares."""
    found = value(item, "categories") or ()
    return (found,) if isinstance(found, str) else tuple(str(each) for each in found)


def _by_parts(category: str) -> tuple[object, ...]:
    """Keep what is below a category right after it, whatever its name goes on with."""
    return tuple(collate(part) for part in category.split("/"))
