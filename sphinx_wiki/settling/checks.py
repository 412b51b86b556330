"""What the settled wiki tells its authors: wanted notes, lost parts, names used twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.facts.resolved import Outside, Resolved
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.reading.scan import Scan

ALSO = " Also in "
"""Before the other places of a fault."""
PLACES = 3
"""Up to here a warning names every other place that it is about."""
_MOST = 12
"""So many links of one note are reported one by one."""


class _Fault(NamedTuple):
    """What is wrong with a link; the same of all links that are wrong in the same way."""

    message: str
    kind: Kind
    name: str
    """What was written, for a list of many."""
    near: str
    """Where the nearest name is looked for: a docname for its parts, ``#`` for labels."""
    is_path: bool


def warn_links(wiki: Wiki, docnames: Set[str], outside: Outside) -> None:
    """Warn about the links in *docnames* that do not lead where they say, once for each fault."""
    places: defaultdict[_Fault, list[tuple[str, int | None]]] = defaultdict(list)
    for docname in sorted(docnames & wiki.links.keys()):
        for fault, line in _faults(wiki, docname):
            places[fault].append((docname, line))
    of_note: defaultdict[tuple[str, Kind], list[_Fault]] = defaultdict(list)
    for fault, where in places.items():
        of_note[where[0][0], fault.kind].append(fault)
    for (docname, kind), faults in of_note.items():
        for fault in faults[:_MOST]:
            hint = _hint(fault, docname, wiki, outside)
            where = places[fault]
            warn(
                fault.message + hint + also(where),
                kind,
                where[0],
                advice=kind is Kind.WANTED and not fault.is_path,
                also=where[1:],
            )
        if rest := faults[_MOST:]:
            names = ", ".join(repr(fault.name) for fault in rest[:PLACES])
            more = ", …" if len(rest) > PLACES else ""
            message = f"{len(rest)} more links in this note are like that: {names}{more}."
            advice = kind is Kind.WANTED and not any(fault.is_path for fault in rest)
            warn(message, kind, places[rest[0]][0], advice=advice)


def warn_heads(scans: Mapping[str, Scan], docnames: Set[str]) -> None:
    """Warn about what *docnames* declare; a fault that many share is said once."""
    places: defaultdict[tuple[str, Kind], list[tuple[str, int | None]]] = defaultdict(list)
    for docname in sorted(docnames & scans.keys()):
        for problem in scans[docname].problems:
            places[problem.message, Kind(problem.kind)].append((docname, problem.line))
    for (message, kind), where in places.items():
        if len(where) > PLACES:
            warn(message + also(where), kind, where[0], also=where[1:])
        else:
            for place in where:
                warn(message, kind, place)


def also(where: list[tuple[str, int | None]]) -> str:
    """Name the other places of a fault."""
    others = [f"{docname}:{line}" if line else docname for docname, line in where[1:]]
    if not others:
        return ""
    more = len(others) - PLACES
    rest = f" and {more} more" if more > 0 else ""
    return f"{ALSO}{', '.join(others[:PLACES])}{rest}."


def _faults(wiki: Wiki, docname: str) -> Iterator[tuple[_Fault, int | None]]:
    for name, found in wiki.requires(docname):
        if found is None:
            message = f"The note {name!r}, which this one requires, does not exist."
            yield _Fault(message, Kind.WANTED, name, "", is_path=False), None
    for resolved in wiki.links[docname]:
        if fault := _fault(resolved, docname):
            link = resolved.link
            if link.file:
                place = f"(line {link.line} of {link.file!r})" if link.line else f"({link.file!r})"
                message = f"{fault.message.removesuffix('.')} {place}."
                yield fault._replace(message=message), None
            else:
                yield fault, link.line


def _fault(resolved: Resolved, docname: str) -> _Fault | None:
    link = resolved.link
    name = link.target.lstrip("/")
    is_path = link.kind in ("path", "doc")
    if resolved.state == "wanted":
        return _Fault(f"The note {name!r} does not exist.", Kind.WANTED, name, "", is_path)
    if resolved.state == "missing":
        return _Fault(f"The file {name!r} does not exist.", Kind.FILE, name, "", is_path)
    if resolved.state == "unlabelled":
        message = f"No part of this note and no label is called {name!r}."
        return _Fault(message, Kind.ANCHOR, name, f"#{docname}", is_path)
    if resolved.lost and resolved.docname is not None:
        found = f"{resolved.docname!r} has no part {link.fragment!r}; the link leads to the note."
        return _Fault(found, Kind.ANCHOR, link.fragment or "", resolved.docname, is_path)
    if resolved.rivals:
        others = ", ".join(repr(rival) for rival in resolved.rivals[:PLACES])
        if (more := len(resolved.rivals) - PLACES) > 0:
            others += f" and {more} more"
        message = f"{name!r} fits several notes: {resolved.docname!r} is used, not {others}."
        return _Fault(message, Kind.AMBIGUOUS, name, "", is_path)
    return None


def _hint(fault: _Fault, docname: str, wiki: Wiki, outside: Outside) -> str:
    """Give the nearest right name."""
    if fault.kind is Kind.ANCHOR:
        if not fault.near.startswith("#"):
            return did_you_mean(fault.name, outside.parts(fault.near))
        return did_you_mean(fault.name, [*outside.parts(docname), *outside.labels()])
    if fault.kind is not Kind.WANTED:
        return ""
    near = wiki.names.nearest(fault.name)
    if near and fault.is_path:
        # Who wrote a path needs one.
        near = wiki.names.resolve(near, docname).docname
    return f" Did you mean {near!r}?" if near else ""


def warn_duplicates(wiki: Wiki, docnames: Set[str], scans: Mapping[str, Scan]) -> None:
    """Warn once for each title or alias that several notes claim, one of them in *docnames*."""
    read = docnames & wiki.briefs.keys()
    wanted = {name.casefold() for docname in read for name in _names(wiki, docname)}
    owners: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for docname in wiki.briefs:
        for name in _names(wiki, docname):
            key = name.casefold()
            if key in wanted:
                shown.setdefault(key, name)
                claims = owners.setdefault(key, [])
                if docname not in claims:
                    claims.append(docname)
    for key, claimed in sorted(owners.items()):
        if len(claimed) > 1:
            others = ", ".join(repr(name) for name in claimed[1:])
            line = _line(scans[claimed[0]], shown[key]) or wiki.notes[claimed[0]].title_line
            warn(
                f"The name {shown[key]!r} belongs to {claimed[0]!r} and to {others}; "
                "a link by that name is ambiguous.",
                Kind.DUPLICATE,
                (claimed[0], line),
            )


def _names(wiki: Wiki, docname: str) -> list[str]:
    """Give what a note is called; pages that make themselves have no names of their own."""
    brief = wiki.briefs[docname]
    return [] if brief.generated else sorted({brief.title, *brief.aliases})


def _line(scan: Scan, name: str) -> int | None:
    """Give the line of the front matter that declares *name*, a title or an alias."""
    keys = ("title",) if scan.meta.title == name else ("aliases", "alias")
    return next((scan.head.lines[key] for key in keys if key in scan.head.lines), None)
