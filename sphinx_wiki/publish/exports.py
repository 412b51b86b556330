"""Files for other programs: ``wiki.json``, ``sources.bib`` and ``atom.xml``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx_wiki.bibliography import read_entries
from sphinx_wiki.facts import bibtex, feed
from sphinx_wiki.facts.dates import sort_key
from sphinx_wiki.facts.export import wiki_json
from sphinx_wiki.facts.model import Note, plain
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.site import build_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_exports(app: Sphinx, wiki: Wiki) -> None:
    """Write every file for other programs."""
    out = Path(app.outdir)
    address = app.builder.get_target_uri
    write_if_changed(out / "wiki.json", wiki_json(wiki, address, build_site(app.env).image_uri))
    entries = read_entries(app.env)
    write_if_changed(out / "sources.bib", bibtex.write(wiki.sources, entries).encode())
    write_if_changed(out / "atom.xml", _atom(app, wiki))


def _atom(app: Sphinx, wiki: Wiki) -> bytes:
    """Give the feed of the dated notes, newest first."""
    dated = [note for note in wiki.notes.values() if note.meta.date and not note.generated]
    dated.sort(key=lambda note: (-sort_key(note.meta.date or ""), note.docname))
    base = app.config.html_baseurl or None
    entries = [
        _entry(app, note, wiki, base) for note in dated[: app.config.wiki_feed_items]
    ]
    project = app.config.project
    return feed.atom(
        entries,
        title=app.config.html_title or project,
        id=base or feed.urn(project),
        updated=max((entry.updated for entry in entries), key=sort_key, default="1970-01-01"),
        self_url=urljoin(base, "atom.xml") if base else None,
        site_url=base,
        language=app.config.language,
        author=app.config.author if app.config.author != "Author name not set" else project,
    )


def _entry(app: Sphinx, note: Note, wiki: Wiki, base: str | None) -> feed.Entry:
    page = app.builder.get_target_uri(note.docname)
    date = note.meta.date or ""
    changed = wiki.modified.get(note.docname, "")
    return feed.Entry(
        id=urljoin(base, page) if base else feed.urn(app.config.project, note.docname),
        title=plain(note.title),
        url=urljoin(base, page) if base else page,
        updated=changed if changed[:10] > date[:10] else date,
        published=date,
        summary=plain(note.summary),
        categories=note.meta.categories,
        authors=note.meta.authors,
    )
