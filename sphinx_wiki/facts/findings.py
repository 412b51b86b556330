"""What a check finds: values, which of them are errors, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

VERSION = 1
"""Of the JSON that a check prints; raised when a key goes, or changes its meaning."""

ORPHAN, UNSOURCED, OTHER = "orphan", "unsourced", "other"
ADVICE = frozenset({"ambiguous", "duplicate", "remote", ORPHAN, UNSOURCED})
"""Kinds that are advice, unless Sphinx's own word for one is an error."""

KINDS = (
    "ambiguous", "anchor", "cell", "comment", "config", "duplicate", "encoding", "execution",
    "file", "formula", "image", "listing", "metadata", "name", "notebook", "remote", "source",
    "syntax", "unreadable", "wanted", ORPHAN, UNSOURCED, OTHER,
)  # fmt: skip
"""All kinds: those of the warnings ``wiki.…``, and what no build warns about."""

# Kinds of others' warnings that are one of ours.
_OURS = {"image": "image", "bibtex": "source"}

Severity: TypeAlias = Literal["error", "advice"]


class Place(NamedTuple):
    """Where in the notes something is."""

    path: str
    """From the folder of notes; empty where it is about no file."""
    line: int | None
    """Counted from 1; ``None`` where it is about the whole file."""


class Said(NamedTuple):
    """A warning or an error of a build."""

    place: Place
    warning: str
    """Its type, such as ``wiki.wanted``; empty where it has none."""
    message: str
    is_error: bool
    is_advice: bool
    once: bool
    """Whether a build says it once only, though several notes have it."""
    also: tuple[Place, ...]
    """Other places that it is about as well."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing for the author to mend, or to know."""

    path: str
    line: int
    """0 where it is about the whole file."""
    severity: Severity
    kind: str
    message: str
    warning: str
    also: tuple[Place, ...] = ()

    @classmethod
    def of(cls, said: Said) -> Finding:
        """Make a finding of what a build said.

        >>> Finding.of(Said(Place("a.md", 3), "wiki.anchor", "…", False, False, False, ())).severity
        'error'
        """
        family, _, subtype = said.warning.partition(".")
        kind = subtype if family == "wiki" else _OURS.get(family, OTHER)
        advice = said.is_advice or (kind in ADVICE and not said.is_error)
        severity: Severity = "advice" if advice else "error"
        place = said.place
        return cls(
            place.path, place.line or 0, severity, kind, said.message, said.warning, said.also
        )


class Report(NamedTuple):
    """All that a check found."""

    findings: tuple[Finding, ...]
    """By file and line."""
    wanted: Mapping[str, tuple[str, ...]]
    """The notes that name each note that is not written yet, most wanted first."""
    notes: int
    """The number of notes that were checked."""

    def only(self, select: Iterable[str], ignore: Iterable[str]) -> Report:
        """Give what is of the kinds *select* (of all, if there are none) and not of *ignore*."""
        chosen, dropped = set(select), set(ignore)

        def fits(kind: str) -> bool:
            return (not chosen or kind in chosen) and kind not in dropped

        found = tuple(each for each in self.findings if fits(each.kind))
        return Report(found, self.wanted if fits("wanted") else {}, self.notes)

    def count(self, severity: Severity) -> int:
        """Give how many findings are of *severity*."""
        return sum(each.severity == severity for each in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Give what ``--json`` prints."""
        return {
            "version": VERSION,
            "notes": self.notes,
            "errors": self.count("error"),
            "advice": self.count("advice"),
            "findings": [
                {
                    "severity": each.severity,
                    "kind": each.kind,
                    "path": each.path or None,
                    "line": each.line or None,
                    "message": each.message,
                    "warning": each.warning or None,
                    "also": [{"path": path, "line": line} for path, line in each.also],
                }
                for each in self.findings
            ],
            "wanted": [{"name": name, "notes": list(notes)} for name, notes in self.wanted.items()],
        }


def as_said(said: Iterable[Said]) -> Iterator[Said]:
    """Give what a build would say of *said*: of what is said once, the first.

    >>> note = Said(Place("b.md", 3), "wiki.file", "…", False, False, True, ())
    >>> [each.place.path for each in as_said([note, note._replace(place=Place("a.md", 1))])]
    ['a.md']
    """
    first: dict[str, Said] = {}
    for each in said:
        if not each.once:
            yield each
        elif each.message not in first or _order(each) < _order(first[each.message]):
            first[each.message] = each
    yield from first.values()


def _order(said: Said) -> tuple[str, int]:
    return said.place.path, said.place.line or 0


def by_demand(wanted: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Sort wanted notes: those that most notes name come first.

    >>> list(by_demand({"a": ("x",), "b": ("x", "y")}))
    ['b', 'a']
    """
    return dict(sorted(wanted.items(), key=lambda each: (-len(each[1]), each[0].casefold())))
