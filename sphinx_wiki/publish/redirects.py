"""Permalinks, and old addresses among the aliases, lead to where their notes are now."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from sphinx_wiki.facts.briefs import Brief
from sphinx_wiki.facts.slugs import old_address
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.files import write_if_changed
from sphinx_wiki.html.markup import as_script
from sphinx_wiki.messages import Kind, warn
from sphinx_wiki.site import page_file, way_to_root

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ = get_translation("sphinx_wiki")


def write_redirects(app: Sphinx, wiki: Wiki) -> frozenset[str]:
    """Write a page at every other address; give their files in the site."""
    others = {
        name: addresses for name, brief in wiki.briefs.items() if (addresses := _others(brief))
    }
    # Most folders have none.
    taken = {page_file(app, docname): docname for docname in wiki.briefs if others}
    written: dict[str, str] = {}
    for docname, addresses in others.items():
        for alias in addresses:
            file = old_address(alias, docname)
            if file is None or taken.get(file) == docname:
                continue
            owner = taken.get(file) or written.get(file)
            if owner is not None:
                warn(
                    f"The address {file!r} is claimed by a permalink or an alias of {docname!r} "
                    f"and by {owner!r}, which keeps it.",
                    Kind.DUPLICATE,
                    docname,
                    error=True,
                )
                continue
            written[file] = docname
            target = way_to_root(file) + app.builder.get_target_uri(docname) or "./"
            page = _page(target, wiki.notes[docname].meta.lang or app.config.language)
            write_if_changed(Path(app.outdir) / file, page.encode())
    return frozenset(written)


def _others(brief: Brief) -> tuple[str, ...]:
    return (brief.permalink, *brief.aliases) if brief.permalink else brief.aliases


def _page(target: str, language: str) -> str:
    """Give a page that leads to *target*, and to the same part of it where scripts run."""
    address, words = html.escape(target), html.escape(_("This page has moved."))
    there = as_script(target)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f"<script>location.replace({there} + location.hash)</script>"
        f'<meta http-equiv="refresh" content="0; url={address}">'
        f'<link rel="canonical" href="{address}"><title>{words}</title></head>'
        f'<body><p><a href="{address}">{words}</a></p></body></html>\n'
    )
