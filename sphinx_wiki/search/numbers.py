"""The search index as it is stored: notes by their numbers, which hardly ever change.

An edit touches few of its terms. With a set of names for each of them it would take longer
to load and to store than anything else that the edit asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

PARTS = ("terms", "titleterms", "alltitles")
"""What an index has of each word and title; the rest is small."""


class Numbered:
    """An index that was stored.

    :param frozen: its frozen form, as :meth:`sphinx.search.IndexBuilder.freeze` gives it, with
        :class:`~sphinx_wiki.search.postings.Postings` for its terms.
    """

    def __init__(self, frozen: dict[str, Any]) -> None:
        self._frozen = frozen
        self._kept: frozenset[str] = frozenset(frozen["docnames"])

    def keep(self, docnames: Iterable[str]) -> None:
        """Have only *docnames* count from now on."""
        self._kept &= frozenset(docnames)

    def merged(self, frozen: Mapping[str, Any]) -> dict[str, Any]:
        """Give a frozen index with what is kept of this one.

        :param frozen: one with the notes of both, and with words and titles of all that is new.
        """
        number = {name: place for place, name in enumerate(frozen["docnames"])}
        places = [
            number.get(name) if name in self._kept else None for name in self._frozen["docnames"]
        ]
        stays = all(now is None or now == was for was, now in enumerate(places))
        gone = {was for was, now in enumerate(places) if now is None} if stays else None
        of = {part: (self._frozen[part], frozen[part]) for part in PARTS}
        stored, new = of["terms"]
        terms = stored.edited(gone, new) if gone is not None else None
        return {
            **frozen,
            "terms": terms or _terms(stored.whole(), new, places, gone),
            "titleterms": _terms(*of["titleterms"], places, gone),
            "alltitles": _titles(*of["alltitles"], places),
        }


def _terms(
    stored: Mapping[str, int | list[int]],
    new: Mapping[str, int | list[int]],
    places: list[int | None],
    gone: set[int] | None,
) -> dict[str, int | list[int]]:
    """Give the notes of every term.

    :param places: the number that each note has now.
    :param gone: the notes that are gone, where all others keep their numbers.
    """
    found: dict[str, int | list[int]] = {}
    for term, value in stored.items():
        was = [value] if isinstance(value, int) else value
        if gone is not None and term not in new and gone.isdisjoint(was):
            found[term] = value
            continue
        now = {place for each in was if (place := places[each]) is not None}
        _put(found, term, now | _numbers(new.get(term)))
    for term in new.keys() - stored.keys():
        _put(found, term, _numbers(new[term]))
    return found


def _numbers(value: int | list[int] | None) -> set[int]:
    if value is None:
        return set()
    return {value} if isinstance(value, int) else set(value)


def _put(found: dict[str, int | list[int]], term: str, numbers: set[int]) -> None:
    """Note a term as Sphinx does: a single note without a list."""
    if numbers:
        found[term] = sorted(numbers) if len(numbers) > 1 else next(iter(numbers))


def _titles(
    stored: Mapping[str, list[Any]], new: Mapping[str, list[Any]], places: list[int | None]
) -> dict[str, list[Any]]:
    """Give the notes and anchors of every title, a note's own in the order of its text."""
    found: dict[str, list[Any]] = {}
    for title, of in stored.items():
        kept = [(place, at) for each, at in of if (place := places[each]) is not None]
        if kept:
            found[title] = kept
    for title, more in new.items():
        found[title] = sorted((*found.get(title, ()), *more), key=itemgetter(0))
    return found
