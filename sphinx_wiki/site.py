"""Addresses and words of the site, for everything that writes HTML or data files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import get_translation

from sphinx_wiki.application import application
from sphinx_wiki.facts.iso_dates import format_date
from sphinx_wiki.facts.model import Item
from sphinx_wiki.facts.urls import is_safe
from sphinx_wiki.html.site import Site
from sphinx_wiki.reading.pages import category_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

SITES = frozenset({"html", "dirhtml"})
"""The builders that make a site for a browser, with scripts."""
NOTES_FILE = "wiki-notes.js"
"""All entries of all listings, loaded after a page is painted."""
NAV_FILE = "wiki-nav.js"
"""What the left column shows: small, the same for every page."""


def build_site(env: BuildEnvironment) -> Site:
    """Give the addresses of *env*'s pages and pictures from the root of the site."""
    builder, config = application(env).builder, env.config

    def uri(item: Item) -> str:
        if item.docname is not None:
            return builder.get_target_uri(item.docname) or "./"
        href = item.href or ""
        return href if is_safe(href) else ""

    def image_uri(path: str) -> str | None:
        if "://" in path:
            return path if is_safe(path) else None
        return f"_images/{quote(env.images[path][1])}" if path in env.images else None

    def category_uri(name: str) -> str | None:
        page = category_page(name)
        return builder.get_target_uri(page) if page in env.found_docs else None

    def date(iso: str, pattern: str | None) -> str:
        return format_date(iso, pattern or config.wiki_date_format, config.language)

    return Site(
        uri=uri,
        image_uri=image_uri,
        category_uri=category_uri,
        date=date,
        text=get_translation("sphinx_wiki"),
        language=config.language.replace("_", "-"),
    )


def page_file(app: Sphinx, docname: str) -> str:
    """Give the file of a page from the root of the site, with ``/``."""
    builder: Any = app.builder
    find = getattr(builder, "page_place", builder.get_output_path)
    path: str = os.fspath(find(docname))
    return path.removeprefix(f"{app.outdir}{os.sep}").replace(os.sep, "/")


def way_to_root(address: str) -> str:
    """Give the way from a page to the root of the site.

    >>> way_to_root("a/b.html"), way_to_root("index.html")
    ('../', '')
    """
    return "../" * address.count("/")
