"""Citations by BibTeX key: entries for our sources, and freshness for sphinxcontrib-bibtex.

That extension numbers all citations anew in every build but writes no page
again because of it. The labels that a page shows are part of its fingerprint
here, so that a new citation in one note reaches the bibliography and every
note whose labels moved.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from pybtex.plugin import PluginNotFound, find_plugin

from sphinx_wiki.application import application
from sphinx_wiki.facts.bibtex import BibEntry, read, write_entries
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.reading.encoding import decode
from sphinx_wiki.unlisted import empty_ones

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


_FORMATTING = ("get_{}_template", "format_{}")
"""What a style has for each kind of entry that it knows; of two, one is enough."""
_COPY = "% The good entries of "
"""Begins a copy; the path of the file follows, and entries are what begins with ``@``."""


def usable_bibfiles(app: Sphinx, names: Iterable[str]) -> list[str]:
    """Give the ``.bib`` files, one with errors replaced by a copy of its good entries.

    sphinxcontrib-bibtex ends the build at the first error in a file, and at one that
    cannot be read.
    """
    usable: list[str] = []
    for name in names:
        try:
            text, foreign = decode((Path(app.confdir) / name).read_bytes())
        except FileNotFoundError:
            # sphinxcontrib-bibtex says so.
            usable.append(name)
            continue
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            warn(f"{name} cannot be read: {reason}. Its entries are left out.", Kind.SOURCE)
            continue
        found, problems = read(text)
        if not problems and foreign is None:
            usable.append(name)
            continue
        for problem in (*([foreign] if foreign else []), *problems):
            place = f"{name}, line {problem.line}: " if problem.line else f"{name}: "
            warn(place + problem.message, Kind.SOURCE)
        # By a name of its own: that of a file elsewhere may lead back to the file itself.
        own = hashlib.blake2b(os.fsencode(name), digest_size=8).hexdigest()
        copy = Path(app.doctreedir) / "wiki" / "bib" / f"{own}.bib"
        source = quote(os.fsencode(Path(app.confdir) / name))
        write_if_changed(copy, f"{_COPY}{source}\n\n{write_entries(found)}".encode())
        usable.append(str(copy))
    return usable


def original(path: Path) -> Path:
    """Give the file that the author wrote, of one that may be a copy of its good entries."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        first = stream.readline().rstrip("\n")
    return Path(unquote(first.removeprefix(_COPY))) if first.startswith(_COPY) else path


def complete_entries(app: Sphinx) -> None:
    """Give every entry what sphinxcontrib-bibtex needs to refer to it and to show it.

    It ends the build where an entry has neither a name nor a title, or is of a kind that
    the style does not know, such as the ``software`` of biblatex.
    """
    domain: Any = app.env.domains["cite"]
    try:
        style = find_plugin("pybtex.style.formatting", app.config.bibtex_default_style)
    except PluginNotFound:
        # sphinxcontrib-bibtex says so.
        return
    for key, entry in domain.bibdata.data.entries.items():
        title = str(entry.fields.get("title", "")).strip()
        if not (title or entry.persons.get("author") or entry.persons.get("editor")):
            entry.fields["title"] = key
            warn(
                f"The entry {key!r} of a .bib file has no title, author or editor; "
                "its key is shown.",
                Kind.SOURCE,
            )
        if not any(hasattr(style, name.format(entry.type)) for name in _FORMATTING):
            # It shows what there is.
            entry.type = "misc"


def read_entries(env: BuildEnvironment) -> dict[str, BibEntry]:
    """Give the entries of every ``.bib`` file by key; the first of two with one key."""
    entries: dict[str, BibEntry] = {}
    for name in env.config.bibtex_bibfiles:
        path = Path(application(env).confdir) / name
        try:
            text = path.read_text("utf-8-sig")
        except OSError:
            # sphinxcontrib-bibtex has said so.
            continue
        for entry in read(text)[0]:
            entries.setdefault(entry.key, entry)
    return entries


def has_entry(env: BuildEnvironment, key: str) -> bool:
    """Say whether a ``.bib`` file has an entry *key*."""
    domain: Any = env.domains["cite"]
    return key in domain.bibdata.data.entries


def bibfiles(env: BuildEnvironment) -> list[str]:
    """Give the path of every ``.bib`` file as the works in them were read, in this order."""
    domain: Any = env.domains["cite"]
    return list(map(str, domain.bibdata.bibfiles))


def readers(env: BuildEnvironment, paths: Iterable[str]) -> set[str]:
    """Give the notes whose reading depends on which ``.bib`` files there are, once *paths*."""
    domain: Any = env.domains["cite"]
    # By their names: whether they are dependencies from the folder of notes, or whole paths.
    names = {Path(path).name for path in paths}
    dependent = {
        docname
        for docname, files in env.dependencies.items()
        if any(Path(path).name in names for path in files)
    }
    return dependent | {key.docname for key in domain.bibliographies}


def depend_on_all(env: BuildEnvironment, docname: str) -> None:
    """Have a note with a bibliography of some ``.bib`` files read again when any file changes.

    A work that two files have is of the first alone.
    """
    domain: Any = env.domains["cite"]
    if any(key.docname == docname for key in domain.bibliographies):
        for path in domain.bibdata.bibfiles:
            env.note_dependency(path, docname=docname)


def cited_as(env: BuildEnvironment) -> dict[str, tuple[str, ...]]:
    """Give what citations of each key show: document and anchor, label, entry, tooltip.

    But for those in documents that have the entry themselves. Of several bibliographies the
    last is meant; no citation leads to one that is an ordinary list.
    """
    domain: Any = env.domains.get("cite")
    if domain is None:
        return {}
    return {
        citation.key: (
            citation.bibliography_key.docname,
            citation.citation_id,
            citation.formatted_entry.label,
            str(citation.formatted_entry.text),
            str(citation.tooltip_entry.text) if citation.tooltip_entry else "",
        )
        for citation in domain.citations
        if domain.bibliographies[citation.bibliography_key].list_ == "citation"
    }


def citation_labels(env: BuildEnvironment) -> dict[str, tuple[object, ...]]:
    """Give, for each page that cites or holds a bibliography, what it shows of citations."""
    domain: Any = env.domains.get("cite")
    if domain is None:
        return {}
    cited = cited_as(env)
    labels: dict[str, list[object]] = {}
    for reference in domain.citation_refs:
        keys = [target.key for target in reference.targets]
        labels.setdefault(reference.docname, []).extend((key, cited.get(key)) for key in keys)
    for citation in domain.citations:
        entry = citation.formatted_entry
        shown = (citation.key, entry.label, str(entry.text))
        labels.setdefault(citation.bibliography_key.docname, []).append(shown)
    for docname, cited_elsewhere in empty_ones(env):
        labels.setdefault(docname, []).append(cited_elsewhere)
    return {docname: tuple(found) for docname, found in labels.items()}
