"""``wiki.json``: the wiki for other programs, documented and versioned."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sphinx_wiki.facts.model import Inline, Note, plain
from sphinx_wiki.facts.wiki import Wiki

VERSION = 1


def wiki_json(
    wiki: Wiki,
    url: Callable[[str], str],
    image: Callable[[str], str | None],
    known: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Give the bytes of ``wiki.json``: keys sorted, UTF-8, nothing of the build's own time.

    :param url: gives the address of a note's page in the site.
    :param image: gives the address of a note's picture in the site.
    :param known: the lines of notes that are known to be as they were; see :func:`lines_of`.
    """
    data = {
        "version": VERSION,
        "notes": [
            known[name] if name in known else _note(wiki.notes[name], wiki, url, image)
            for name, brief in wiki.briefs.items()
            if not brief.generated
        ],
        "wanted": [{"name": name, "notes": list(notes)} for name, notes in wiki.wanted.items()],
        "sources": [
            {
                "id": source.id,
                "url": source.url,
                "title": source.title,
                "kind": source.kind,
                "notes": sorted({docname for docname, _at in source.notes}),
            }
            for source in wiki.sources
        ],
    }
    # A line for each note and each source: Python's quick encoder does not indent.
    parts = (_encoded(name) + b": " + _lines(value) for name, value in sorted(data.items()))
    return b"{\n" + b",\n".join(parts) + b"\n}\n"


def lines_of(data: bytes, wiki: Wiki) -> dict[str, bytes]:
    """Give the line of every note in *data*, a ``wiki.json`` of the same notes as *wiki*."""
    _, _, notes = data.partition(b'"notes": [\n')
    lines = notes.partition(b"\n]")[0].split(b",\n")
    names = [name for name, brief in wiki.briefs.items() if not brief.generated]
    return dict(zip(names, lines, strict=True)) if len(names) == len(lines) else {}


def _lines(value: object) -> bytes:
    if not isinstance(value, list) or not value:
        return _encoded(value)
    return b"[\n" + b",\n".join(map(_encoded, value)) + b"\n]"


def _encoded(value: object) -> bytes:
    """Give *value* as JSON; bytes are that already."""
    if isinstance(value, bytes):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()


def _note(
    note: Note, wiki: Wiki, url: Callable[[str], str], image: Callable[[str], str | None]
) -> Mapping[str, Any]:
    meta = note.meta
    links = wiki.links[note.docname]
    sources = [wiki.index.of(citation) for citation in note.citations]
    return {
        "name": note.docname,
        "url": url(note.docname),
        "title": plain(note.title),
        "date": meta.date[:10] if meta.date else None,
        "modified": (wiki.modified.get(note.docname) or "")[:10] or None,
        "authors": list(meta.authors),
        "categories": list(meta.categories),
        "aliases": list(meta.aliases),
        "summary": plain(note.summary),
        "image": image(note.image) if note.image else None,
        "words": note.words,
        "draft": meta.draft,
        "links": [
            _link(resolved.docname, resolved.anchor, resolved.link.sentence)
            for resolved in links
            if resolved.docname not in (None, note.docname)
            and not wiki.briefs[resolved.docname].generated
        ],
        "backlinks": [
            _link(backlink.docname, backlink.at, backlink.sentence)
            for backlink in wiki.backlinks.get(note.docname, ())
        ],
        "sources": list(dict.fromkeys(source.id for source in sources if source)),
        "wanted": list(wiki.briefs[note.docname].wanted),
    }


def _link(docname: str, anchor: str, sentence: Inline) -> Mapping[str, Any]:
    return {"note": docname, "anchor": anchor or None, "context": plain(sentence)}
