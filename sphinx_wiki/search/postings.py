"""The words of a stored search index as text, of which an edit changes a few.

Of an index four fifths are the numbers of the notes with each word. To make objects of all of
them, and text again, takes a sixth of a build after an edit, which touches some hundred words.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Final, TypeAlias

Numbers: TypeAlias = int | list[int]
"""The notes with a word, sorted; a single one without a list."""

BEGIN: Final = ',"terms":{'
END: Final = '},"titles":['
"""What the words stand between. Neither can be in a string, whose quotes are escaped."""
_BETWEEN = b',"'
_PLAIN = bytes.maketrans(b"[]:", b",,,")
"""Makes commas of all that is beside a number."""
_FEW = 8
"""So many notes are looked for one by one."""


class Postings:
    """The notes with every word, as the text of a JSON object without its braces.

    Its keys are sorted and its characters are ASCII, as :func:`json.dumps` has them.
    """

    def __init__(self, text: bytes) -> None:
        self.text = text

    def whole(self) -> dict[str, Numbers]:
        """Give it as an object."""
        found: dict[str, Numbers] = json.loads(b"{" + self.text + b"}")
        return found

    def edited(self, gone: Iterable[int], new: Mapping[str, Numbers]) -> Postings | None:
        """Give it with other words of some notes; nothing where that is not done by text.

        :param gone: the numbers of notes that are to have no words but *new* ones.
        :param new: words with notes, each of which is in *gone* or has no words here.
        """
        numbers = {*gone}
        if not self.text or len(numbers) > _FEW:
            return None
        try:
            return Postings(self._spliced(numbers, dict(new)))
        except ValueError:
            # A word that looks like what is between words.
            return None

    def _spliced(self, gone: set[int], new: dict[str, Numbers]) -> bytes:
        # Without the quote that begins the first of them.
        pieces = self.text[1:].split(_BETWEEN)
        alone = next(iter(gone)) if len(gone) == 1 else None
        for place in self._with(gone, pieces):
            word, notes = _read(pieces[place])
            added = new.pop(word, None)
            if added is None or added != alone:
                pieces[place] = _written(word, (_set(json.loads(notes)) - gone) | _set(added))
        pieces = [piece for piece in pieces if piece]
        for word, added in new.items():
            place = bisect_left(pieces, word, key=lambda piece: _read(piece)[0])
            known, notes = _read(pieces[place]) if place < len(pieces) else ("", b"")
            if known == word:
                pieces[place] = _written(word, _set(json.loads(notes)) | _set(added))
            else:
                pieces.insert(place, _written(word, _set(added)))
        return b'"' + _BETWEEN.join(pieces) if pieces else b""

    def _with(self, gone: Iterable[int], pieces: list[bytes]) -> Iterator[int]:
        """Give which of *pieces* have notes of *gone*, each once."""
        starts = [*accumulate((len(piece) + len(_BETWEEN) for piece in pieces), initial=1)]
        text = b"," + self.text.translate(_PLAIN) + b","
        found: set[int] = set()
        for number in gone:
            mark = b",%d," % number
            at = text.find(mark)
            while at >= 0:
                place = bisect_right(starts, at) - 1
                if at >= starts[place] + pieces[place].index(b'":'):
                    found.add(place)
                at = text.find(mark, at + 1)
        yield from found


def _read(piece: bytes) -> tuple[str, bytes]:
    """Give a word and the text of the numbers of its notes.

    :raises ValueError: where *piece* is something else.
    """
    word, colon, notes = piece.partition(b'":')
    if not word or not colon:
        raise ValueError(piece)
    return str(json.loads(b'"' + word + b'"')), notes


def _written(word: str, notes: set[int]) -> bytes:
    """Give a word and the numbers of its notes as text without the first quote, or nothing."""
    if not notes:
        return b""
    value = sorted(notes) if len(notes) > 1 else next(iter(notes))
    return json.dumps({word: value}, separators=(",", ":"))[2:-1].encode()


def _set(numbers: Numbers | None) -> set[int]:
    if numbers is None:
        return set()
    return {numbers} if isinstance(numbers, int) else set(numbers)
