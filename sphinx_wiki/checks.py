"""What the settled wiki tells its authors: wanted notes, lost parts, names used twice."""

from __future__ import annotations

from collections.abc import Mapping, Set

from sphinx_wiki.facts.model import plain
from sphinx_wiki.facts.wiki import Resolved, Wiki
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.project import Scan


def warn_links(wiki: Wiki, docnames: Set[str]) -> None:
    """Warn about every link in *docnames* that does not lead where it says."""
    for docname in sorted(docnames & wiki.links.keys()):
        for name, found in wiki.requires(docname):
            if found is None:
                hint = _nearest(wiki, name)
                message = f"The note {name!r}, which this one requires, does not exist.{hint}"
                warn(message, Kind.WANTED, docname)
        for resolved in wiki.links[docname]:
            if problem := _problem(wiki, resolved):
                message, kind = problem
                warn(message, kind, (docname, resolved.link.line))


def _problem(wiki: Wiki, resolved: Resolved) -> tuple[str, Kind] | None:
    name = resolved.link.target.lstrip("/")
    if resolved.state == "wanted":
        return f"The note {name!r} does not exist.{_nearest(wiki, name)}", Kind.WANTED
    if resolved.state == "missing":
        return f"The file {name!r} does not exist.", Kind.FILE
    if resolved.lost:
        found = f"{resolved.docname!r} has no part {resolved.link.fragment!r}"
        return f"{found}; the link leads to the note.", Kind.ANCHOR
    if resolved.rivals:
        others = ", ".join(repr(rival) for rival in resolved.rivals)
        found = f"{name!r} fits several notes"
        return f"{found}: {resolved.docname!r} is used, not {others}.", Kind.AMBIGUOUS
    return None


def _nearest(wiki: Wiki, name: str) -> str:
    near = wiki.names.nearest(name)
    return f" Did you mean {near!r}?" if near else ""


def warn_duplicates(wiki: Wiki, docnames: Set[str], scans: Mapping[str, Scan]) -> None:
    """Warn once for each title or alias that several notes claim, one of them in *docnames*."""
    owners: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for docname, note in wiki.notes.items():
        if note.generated:
            continue
        for name in sorted({plain(note.title), *note.meta.aliases}):
            shown.setdefault(name.casefold(), name)
            claims = owners.setdefault(name.casefold(), [])
            if docname not in claims:
                claims.append(docname)
    for key, claimed in sorted(owners.items()):
        if len(claimed) > 1 and docnames & set(claimed):
            others = ", ".join(repr(name) for name in claimed[1:])
            warn(
                f"The name {shown[key]!r} belongs to {claimed[0]!r} and to {others}; "
                "a link by that name is ambiguous.",
                Kind.DUPLICATE,
                (claimed[0], _line(scans[claimed[0]], shown[key])),
            )


def _line(scan: Scan, name: str) -> int | None:
    """Give the line of the front matter that declares *name*, a title or an alias."""
    keys = ("title",) if scan.meta.title == name else ("aliases", "alias")
    return next((scan.head.lines[key] for key in keys if key in scan.head.lines), None)
