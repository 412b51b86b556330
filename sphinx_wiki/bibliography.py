"""Citations by BibTeX key: freshness for sphinxcontrib-bibtex.

That extension numbers all citations anew in every build but writes no page
again because of it. The labels that a page shows are part of its fingerprint
here, so that a new citation in one note reaches the bibliography and every
note whose labels moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_wiki.facts.nearest import did_you_mean
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.unlisted import empty_ones

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def has_entry(env: BuildEnvironment, key: str) -> bool:
    """Say whether a ``.bib`` file has an entry *key*, in the same case: citations find no other."""
    domain: Any = env.domains["cite"]
    found = domain.bibdata.data.entries.get(key)
    return found is not None and found.key == key


def warn_unknown(env: BuildEnvironment, key: str, line: int | None) -> None:
    """Warn about a *key* that no ``.bib`` file has, in the note that is being read."""
    domain: Any = env.domains["cite"]
    near = did_you_mean(key, domain.bibdata.data.entries)
    place = (env.current_document.docname, line)
    warn(f"No .bib file of the wiki has an entry {key!r}.{near}", Kind.SOURCE, place)


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
