"""Feeds: ``atom.xml`` of the whole wiki, and one beside each listing that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from sphinx_wiki.facts import feed
from sphinx_wiki.facts.iso_dates import sort_key
from sphinx_wiki.facts.listing import FeedOptions, Listing, lineage
from sphinx_wiki.facts.model import Note
from sphinx_wiki.facts.slugs import category_slug
from sphinx_wiki.facts.tex_text import reading_text
from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.site import build_site, page_file, way_to_root

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WHOLE = "atom.xml"


class _Shown(NamedTuple):
    """What a feed is about."""

    notes: list[str]
    title: str
    options: FeedOptions
    description: str = ""


def write_feeds(app: Sphinx, wiki: Wiki) -> frozenset[str]:
    """Write every feed; give their files in the site."""
    notes = [name for name, brief in wiki.briefs.items() if not brief.generated]
    title = app.config.html_title or app.config.project
    shown = _Shown(notes, title, FeedOptions(items=app.config.wiki_feed_items))
    feeds = {WHOLE: _atom(app, wiki, shown, WHOLE), **dict(_listing_feeds(app, wiki))}
    for name, data in feeds.items():
        write_if_changed(Path(app.outdir) / name, data)
    return frozenset(feeds)


def feed_file(app: Sphinx, docname: str) -> str:
    """Give the file of the feed of the listing in *docname*, as Quarto names it."""
    return PurePosixPath(page_file(app, docname)).with_suffix(".xml").as_posix()


def _listing_feeds(app: Sphinx, wiki: Wiki) -> Iterator[tuple[str, bytes]]:
    for docname in wiki.shown.feeds:
        listing = next((each for each in wiki.listings[docname] if each.options.feed), None)
        if listing is None or listing.options.feed is None:
            continue
        file, options = feed_file(app, docname), listing.options.feed
        title = options.title or reading_text(wiki.notes[docname].title)
        about = options.description or reading_text(wiki.notes[docname].summary)
        notes = _notes(listing, wiki)
        yield file, _atom(app, wiki, _Shown(notes, title, options, about), file)
        for category in options.categories:
            slug = category_slug(category)
            chosen = [name for name in notes if _has(wiki.notes[name], slug)]
            name = f"{file.removesuffix('.xml')}-{slug.replace('/', '-')}.xml"
            shown = _Shown(chosen, f"{title}: {category}", options, about)
            yield name, _atom(app, wiki, shown, name)


def _notes(listing: Listing, wiki: Wiki) -> list[str]:
    names = [item.docname for item in listing.items if item.docname is not None]
    return [name for name in names if name in wiki.notes]


def _has(note: Note, slug: str) -> bool:
    levels = (level for name in note.meta.categories for level in lineage(name))
    return any(category_slug(level) == slug for level in levels)


def _atom(app: Sphinx, wiki: Wiki, shown: _Shown, file: str) -> bytes:
    """Give the feed of the dated ones among the notes *shown*, newest first."""
    config = app.config
    dated = sorted(
        (name for name in shown.notes if wiki.briefs[name].date),
        key=lambda name: (-sort_key(wiki.briefs[name].date or ""), name),
    )
    base, options = config.html_baseurl or None, shown.options
    brief = options.type == "metadata"
    entries = [
        _entry(app, wiki.notes[name], wiki, file, brief=brief) for name in dated[: options.items]
    ]
    known = config.author and config.author != "Author name not set"
    image = build_site(app.env).image_uri(options.image) if options.image else None
    sheet = options.xml_stylesheet
    channel = feed.Channel(
        id=urljoin(base, file) if base else feed.urn(config.project, file),
        title=shown.title,
        # A feed without entries has no date of its own: the epoch, not the build's.
        updated=max((entry.updated for entry in entries), key=sort_key, default="1970-01-01"),
        author=config.author if known else config.project or shown.title,
        language=options.language or config.language,
        description=shown.description,
        self_url=urljoin(base, file) if base else None,
        site_url=base,
        image=_address(app, image, file) if image else None,
        stylesheet=sheet if sheet and is_safe(sheet) else None,
    )
    return feed.atom(channel, entries)


def _address(app: Sphinx, uri: str, file: str) -> str:
    """Give where *uri* of the site leads from the feed *file*: whole, if the site's is known."""
    base = app.config.html_baseurl
    return urljoin(base, uri) if base or "://" in uri else way_to_root(file) + uri


def _entry(app: Sphinx, note: Note, wiki: Wiki, file: str, *, brief: bool) -> feed.Entry:
    """Give the entry of a note; if it is *brief*, without its first paragraph."""
    base = app.config.html_baseurl
    address = _address(app, app.builder.get_target_uri(note.docname), file)
    date = note.meta.date or ""
    changed = wiki.modified.get(note.docname, "")
    return feed.Entry(
        id=address if base else feed.urn(app.config.project, note.docname),
        title=reading_text(note.title),
        url=address,
        updated=changed if changed[:10] > date[:10] else date,
        published=date,
        summary="" if brief and not note.meta.description else reading_text(note.summary),
        categories=note.meta.categories,
        authors=note.meta.authors,
    )
