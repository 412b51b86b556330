"""What ``include`` and ``exclude`` of a listing ask of an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from sphinx_wiki.facts.listing.categories import categories_of, identity, lineage
from sphinx_wiki.facts.listing.fields import canonical, value
from sphinx_wiki.facts.listing.globs import text_regex
from sphinx_wiki.facts.listing.model import Conditions, Scalar
from sphinx_wiki.facts.model import Item, Span, plain

Test = Callable[[Item], bool]


def test_of(include: Conditions, exclude: Conditions) -> Test:
    """Give the test for items that *include* keeps and *exclude* does not leave out.

    A text is a pattern, other values must be equal; one element of a list is
    enough; a category also stands for those below it, in any case.

    >>> keep = test_of(({"categories": ("ml",)},), ({"draft": (True,)},))
    >>> keep(Item({"categories": ("ML/nlp",)})), keep(Item({"categories": ("maths",)}))
    (True, False)
    """
    wanted = [_all_of(alternative) for alternative in include]
    unwanted = [_field(name, values) for each in exclude for name, values in each.items()]

    def test(item: Item) -> bool:
        return (not wanted or any(fits(item) for fits in wanted)) and not any(
            fits(item) for fits in unwanted
        )

    return test


def _all_of(conditions: Mapping[str, tuple[Scalar, ...]]) -> Test:
    fields = [_field(name, values) for name, values in conditions.items()]
    return lambda item: all(fits(item) for fits in fields)


def _field(name: str, wanted: tuple[Scalar, ...]) -> Test:
    """Give the test for items of which field *name* has one of the values *wanted*."""
    if canonical(name) == "categories":
        named = [_value(identity(each) if isinstance(each, str) else each) for each in wanted]
        return lambda item: any(fits(each) for each in _levels(item) for fits in named)
    tests = [_value(each) for each in wanted]
    return lambda item: any(fits(each) for each in _values(item, name) for fits in tests)


def _value(wanted: Scalar) -> Callable[[object], bool]:
    if not isinstance(wanted, str):
        # True is 1 to Python, not to an author.
        return lambda found: found == wanted and isinstance(found, bool) == isinstance(wanted, bool)
    pattern = text_regex(wanted)
    return lambda found: (
        isinstance(found, str) and (found == wanted or pattern.fullmatch(found) is not None)
    )


def _levels(item: Item) -> set[str]:
    return {identity(name) for each in categories_of(item) for name in lineage(each)}


def _values(item: Item, name: str) -> list[object]:
    """Give the values of a field one by one."""
    found: Any = value(item, name)
    if isinstance(found, tuple | list):
        if all(isinstance(each, Span) for each in found):
            return [plain(tuple(found))]
        return [_comparable(each) for each in found]
    return [] if found is None else [_comparable(found)]


def _comparable(found: object) -> object:
    return found.isoformat() if isinstance(found, dt.date) else found
