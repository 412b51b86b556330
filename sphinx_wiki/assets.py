"""Stylesheets and scripts: each only where it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from docutils import nodes
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.locale import get_translation

from sphinx_wiki.building.page_files import leave_out
from sphinx_wiki.diagrams import SCRIPT as DIAGRAMS
from sphinx_wiki.diagrams import is_diagram
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.facts.listing import Listing
from sphinx_wiki.facts.model import Note
from sphinx_wiki.facts.tex_text import reading_text
from sphinx_wiki.figures.library import library
from sphinx_wiki.figures.plotly import SCRIPT, PlotlyFigure
from sphinx_wiki.html.listing import SCRIPTS, formulas_shown
from sphinx_wiki.nodes import Inventory
from sphinx_wiki.publish.feeds import WHOLE, feed_file
from sphinx_wiki.render.math import RENDERER, add_renderer
from sphinx_wiki.site import NAV_FILE, NOTES_FILE, SITES, way_to_root
from sphinx_wiki.writing.context import css_elements, script_elements
from sphinx_wiki.writing.icons import offer_sheets
from sphinx_wiki.writing.toc import offer_contents

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

_ = get_translation("sphinx_wiki")

SEARCH_BAR = "Search the notes"
"""What stands in the search field by the options of our theme, which no catalogue translates."""

_SOURCES_SCRIPTS = ("wiki-listing-model.js", "wiki-sources.js")

STATIC = Path(__file__).parent / "static"


def vendored_files() -> list[str]:
    """Give every file of other projects that we serve, from the static folder."""
    files = (path for path in (STATIC / "vendor").rglob("*") if path.is_file())
    return sorted(path.relative_to(STATIC).as_posix() for path in files)


def register(app: Sphinx) -> None:
    """Serve our static files, with the stylesheet on every page."""
    if app.builder.format != "html":
        return
    # Appending after the configuration was compared keeps a build that
    # changes nothing one that writes nothing.
    app.config.html_static_path = [*app.config.html_static_path, str(STATIC)]
    app.add_css_file("wiki.css", priority=600)
    # MyST-NB copies its stylesheet when pages are written already; they could
    # not name its checksum in the first build, and would in the second.
    (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
    add_global_html_resources(app, None)


def add_to_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add to one page what its content needs."""
    del templatename
    domain, project = wiki_domain(app.env), wiki_project(app.env)
    note = domain.notes.get(pagename)
    if note is not None:
        _about_note(note, context)
    if pagename in project.pages:
        # A page that made itself has no source to show or edit.
        context["sourcename"] = ""
        context["has_source"] = False
        if project.pages[pagename].kind == "404" and app.builder.name in SITES:
            context["metatags"] = _base(app.config.html_baseurl) + context.get("metatags", "")
    _add_to_theme(context)
    # Of the application they would be for all pages of its next build, too.
    builder = cast("StandaloneHTMLBuilder", app.builder)
    offer_sheets(builder, context)
    context["wiki_sources"] = domain.sources_page or "sources"
    if doctree is None:
        return
    if app.builder.name in SITES and (feeds := _feeds(app, pagename)):
        context["metatags"] = context.get("metatags", "") + feeds
    listings = domain.wiki.listings.get(pagename, ()) if domain.wiki is not None else ()
    held = Inventory(doctree)
    _add_formulas(builder, held, listings)
    if figures := held.of(PlotlyFigure):
        needed = library(kind for figure in figures for kind in figure["traces"])
        named: Any = {"data-library": needed.name}
        builder.add_js_file(SCRIPT, defer="", **named)
    scripts = (
        *([DIAGRAMS] if any(map(is_diagram, held.of(nodes.literal_block))) else ()),
        *(SCRIPTS if listings else ()),
        *(_SOURCES_SCRIPTS if pagename in domain.sources_pages else ()),
    )
    for script in scripts:
        builder.add_js_file(script, defer="")
    leave_out(builder, context, held)


def _add_formulas(
    builder: StandaloneHTMLBuilder, held: Inventory, listings: Iterable[Listing]
) -> None:
    """Add what draws the formulas of a page and of its listings."""
    if builder.math_renderer_name != RENDERER:
        return
    formulas = [*held.of(nodes.math), *held.of(nodes.math_block)]
    shown = {node.astext() for node in formulas}
    at_once = bool(formulas) or any('class="math' in raw.astext() for raw in held.of(nodes.raw))
    add_renderer(builder, shown.union(*map(formulas_shown, listings)), at_once=at_once)


def _add_to_theme(context: dict[str, Any]) -> None:
    """Add what the templates of our theme need on every page."""
    context["wiki_nav"] = NAV_FILE
    context["wiki_notes"] = NOTES_FILE
    context["wiki_gettext"] = _
    context["wiki_css"] = css_elements
    context["wiki_scripts"] = script_elements
    offer_contents(context)
    if context.get("theme_search_bar_text") == SEARCH_BAR:
        context["theme_search_bar_text"] = _("Search the notes")


def _about_note(note: Note, context: dict[str, Any]) -> None:
    """Say in *context* what the note declares about its page."""
    if note.meta.lang:
        context["language"] = note.meta.lang
    if note.meta.toc is False:
        # The parent theme's name for it.
        hidden = {"html_theme.sidebar_secondary.remove": "true"}
        context["meta"] = {**(context.get("meta") or {}), **hidden}
    if any(span.kind == "math" for span in note.title):
        # It stands in the tab of a browser, which shows text alone.
        context["title"] = escape(reading_text(note.title), quote=False)


def _feeds(app: Sphinx, docname: str) -> str:
    """Give the elements that tell readers of feeds where those of the page are."""
    listings = wiki_domain(app.env).listings.get(docname, ())
    files = [feed_file(app, docname)] if any(each.feed for each in listings) else []
    if docname == app.config.root_doc:
        files.append(WHOLE)
    root = way_to_root(app.builder.get_target_uri(docname))
    return "".join(
        f'<link rel="alternate" type="application/atom+xml" href="{escape(quote(root + file))}">'
        for file in files
    )


def _base(address: str) -> str:
    """Give the element that makes the addresses of the page for lost readers absolute.

    A server shows that page at any address; as a file it is opened at its own.
    """
    if address:
        return f'<base href="{escape(address)}">'
    write = """document.write('<base href="/">')"""
    return f'<script>if (location.protocol !== "file:") {write};</script>'
