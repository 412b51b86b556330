"""What a work is called in a text, by its authors and year: ``Shannon, 1948a``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from pybtex.database import Entry, Person

from sphinx_wiki.facts.bibtex import plain_latex

UNDATED = "n.d."
SEPARATOR = ", "
"""Between authors and year."""

_NAMED = 2
"""So many people are named; of more, the first."""
_MOST = 40
"""Characters of a title that stands for authors."""


def names(entry: Entry, *, full: bool = False) -> str:
    """Give the authors of *entry*, else its editors, else a short title.

    :param full: whether to name all of more than two people.

    >>> wrote = [Person("Shannon, C."), Person("van Dam, A."), Person("{ACM, Inc.}")]
    >>> entry = Entry("book", persons={"author": wrote})
    >>> names(entry), names(entry, full=True)
    ('Shannon et al.', 'Shannon, van Dam, and ACM, Inc.')
    """
    last = [_last_name(each) for each in people(entry)]
    if not last:
        return short_title(entry)
    more = len(last) > 1 and last[-1] == "others"
    if more or (len(last) > _NAMED and not full):
        shown = last[:-1] if full else last[:1]
        return f"{SEPARATOR.join(shown)} et al."
    if len(last) > _NAMED:
        return f"{SEPARATOR.join(last[:-1])}, and {last[-1]}"
    return " and ".join(last)


def people(entry: Entry) -> Sequence[Person]:
    """Give the people that a work is called by; none where it is called by its title."""
    found: Sequence[Person] = entry.persons.get("author") or entry.persons.get("editor") or ()
    return found


def _last_name(person: Person) -> str:
    return plain_latex(" ".join([*person.prelast_names, *person.last_names])) or str(person)


def short_title(entry: Entry) -> str:
    """Give the title of *entry*, or as many of its words as a citation has room for.

    >>> short_title(Entry("misc", fields={"title": "The {Whole} history of " + "very " * 9}))
    'The Whole history of very very very…'
    """
    fields = entry.fields
    title = plain_latex(str(fields.get("shorttitle") or fields.get("title") or entry.key))
    return title if len(title) <= _MOST else f"{title[:_MOST].rsplit(' ', 1)[0]}…"


def year(entry: Entry) -> str:
    """Give the year of *entry*.

    >>> year(Entry("misc", fields={"date": "2024-05"})), year(Entry("misc"))
    ('2024', 'n.d.')
    """
    if found := plain_latex(str(entry.fields.get("year", ""))):
        return found
    dated = re.match(r"\s*(\d{4})", str(entry.fields.get("date", "")))
    return dated[1] if dated else UNDATED


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Give *entries* by what they are called, then by title."""

    def key(entry: Entry) -> tuple[str, ...]:
        title = plain_latex(str(entry.fields.get("title", "")))
        return (_folded(names(entry)), year(entry), _folded(title), str(entry.key))

    return sorted(entries, key=key)


def _folded(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in letters if not unicodedata.combining(each))


def labels(entries: Sequence[Entry]) -> Iterator[str]:
    """Give what each of *entries* is called; a letter tells apart what would be called the same.

    >>> [*labels([Entry("misc", fields={"title": "A"}), Entry("misc", fields={"title": "A"})])]
    ['A, n.d.-a', 'A, n.d.-b']
    """
    bare = [f"{names(entry)}{SEPARATOR}{year(entry)}" for entry in entries]
    count, counted = Counter(bare), Counter[str]()
    for label in bare:
        if count[label] == 1:
            yield label
        else:
            dash = "" if label[-1].isdigit() else "-"
            yield f"{label}{dash}{_letters(counted[label])}"
            counted[label] += 1


def _letters(number: int) -> str:
    """Give *number*, from 0, in letters: ``a`` to ``z``, then ``aa``."""
    above, last = divmod(number, 26)
    return (_letters(above - 1) if above else "") + chr(ord("a") + last)


def year_in(label: str, entry: Entry) -> str | None:
    """Give the year in the *label* of *entry*, with its letter; nothing if it has none.

    >>> entry = Entry("misc", fields={"year": "1948"})
    >>> year_in("Shannon, 1948a", entry), year_in("Sha48", entry)
    ('1948a', None)
    """
    found = label.rpartition(SEPARATOR)[2]
    return found if found != label and found.startswith(year(entry)) else None
