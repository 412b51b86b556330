"""Fingerprints of pages: a digest of all that a page shows of other notes.

Those of the pages as they were last written lie beside the doctrees, one
file for each output folder. They are saved after the pages, and those of pages
that are to be written are dropped before: a build that was cut off writes again
what it had not finished, and what it had, though its edit was undone meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import citation_labels
from sphinx_wiki.building.images import image_names
from sphinx_wiki.building.records import record_file
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.facts.listing import Listing
from sphinx_wiki.facts.model import Note
from sphinx_wiki.facts.resolved import Resolved
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.figures.numbers import are_ours
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.settling.listings import shows_words
from sphinx_wiki.settling.objects import Objects
from sphinx_wiki.settling.toctrees import Toctrees, sphinx_numbers, tasks_shown

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Values whose change rewrites pages without reading notes again.
_SHOWN = (
    "wiki_words_per_minute",
    "wiki_date_format",
    "wiki_backlinks",
    "wiki_backlinks_open",
    "language",
)


def own_fingerprints(
    env: BuildEnvironment, wiki: Wiki, known: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Give the fingerprint of every page, as settled, but for notes that it embeds.

    :param known: those of pages that are known to show the same as before.
    """
    domain = wiki_domain(env)
    anchored = domain.sources_page
    shared = repr([are_ours(env.config), *(env.config[name] for name in _SHOWN)])
    labels = citation_labels(env)
    images = image_names(env)
    objects, numbers = Objects(env), sphinx_numbers(env)

    def own(docname: str) -> str:
        note = wiki.notes[docname]
        return _digest(
            # The time of its reading: what was read and not written, as the build was
            # ended or was for another output folder, is to be written.
            env.all_docs.get(docname),
            shared,
            [_shown(resolved) for resolved in wiki.links.get(docname, ())],
            [(b, wiki.notes[b.docname].title) for b in wiki.backlinks.get(docname, ())],
            wiki.modified.get(docname),
            [(name, wiki.title(found)) for name, found in wiki.requires(docname)],
            (anchored, _citations(note, wiki)) if note.citations else (),
            [_listed(listing) for listing in wiki.listings.get(docname, ())],
            _bibliography(wiki) if docname in domain.sources_pages else (),
            sorted(images.get(docname, ())),
            labels.get(docname, ()),
            objects.meant_by(docname, wiki.links.get(docname, ())),
            # Those that Sphinx counts, which references by number show.
            [numbers.get(each.docname) for each in wiki.links.get(docname, ()) if each.docname],
        )

    return {docname: known.get(docname) or own(docname) for docname in wiki.briefs}


def fingerprints(
    env: BuildEnvironment, wiki: Wiki, own: Mapping[str, str], toctrees: Toctrees, statics: str
) -> dict[str, str]:
    """Give the fingerprint of every page.

    :param own: those of :func:`own_fingerprints`.
    :param toctrees: those of all notes.
    :param statics: a digest of the files that every page names with their checksums.
    """
    taken, tasks = toctrees.digests(), dict(tasks_shown(env))
    prints = {
        docname: _digest(statics, value, taken.get(docname), tasks.get(docname))
        for docname, value in own.items()
    }
    # A page with embeds shows what those notes say, and of others.
    read = cache(lambda docname: _digest((env.doctreedir / f"{docname}.doctree").read_bytes()))
    embedding = {
        docname: _digest(
            prints[docname], [(name, prints[name], read(name)) for name in wiki.embedded(docname)]
        )
        for docname, brief in wiki.briefs.items()
        if brief.embeds
    }
    return {**prints, **embedding}


def _listed(listing: Listing) -> object:
    """Give what a page shows of a listing: words are counted with each edit, and rarely shown."""
    if shows_words(listing):
        return listing
    items = [
        (each.docname, each.href, {**each.fields, "word-count": None}) for each in listing.items
    ]
    return replace(listing, items=()), items


def _shown(resolved: Resolved) -> tuple[object, ...]:
    """Give what a page shows of a link: the target's title only where it stands for the text."""
    title = "" if resolved.link.explicit else resolved.title
    number = resolved.part and resolved.part.number
    return resolved.state, resolved.docname, resolved.anchor, title, number


def _citations(note: Note, wiki: Wiki) -> list[tuple[str, int]]:
    """Give, for each source of *note*, how many other notes cite it."""
    found = [wiki.index.of(citation) for citation in note.citations]
    return [
        (source.id, len({name for name, _at in source.notes} - {note.docname}))
        for source in found
        if source is not None
    ]


def _bibliography(wiki: Wiki) -> list[object]:
    return [
        (source, [wiki.title(docname) for docname, _at in source.notes]) for source in wiki.sources
    ]


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def last_fingerprints(app: Sphinx) -> Mapping[str, str]:
    """Give the fingerprints of the pages as they stand in the output folder."""
    try:
        loaded = json.loads(_file(app).read_bytes())
    except (OSError, ValueError):
        return {}
    return loaded if isinstance(loaded, dict) else {}


def save_fingerprints(app: Sphinx, prints: Mapping[str, str]) -> None:
    """Record that the pages are written."""
    write_if_changed(_file(app), json.dumps(prints, sort_keys=True).encode())


def drop_fingerprints(app: Sphinx, docnames: Set[str]) -> None:
    """Record of the pages of *docnames* that nothing is known."""
    if not docnames:
        return
    prints = last_fingerprints(app)
    save_fingerprints(app, {name: prints[name] for name in prints.keys() - docnames})


def _file(app: Sphinx) -> Path:
    return record_file(app, "pages")
