"""Publishing: what the site holds besides its pages, and nothing that has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.fingerprints import save_fingerprints
from sphinx_wiki.publish.exports import write_exports
from sphinx_wiki.publish.feeds import write_feeds
from sphinx_wiki.publish.figures import copy_figures
from sphinx_wiki.publish.images import copy_images
from sphinx_wiki.publish.redirects import write_redirects
from sphinx_wiki.publish.scripts import write_scripts
from sphinx_wiki.publish.vanished import remove_readings, remove_vanished
from sphinx_wiki.render.listing import SITES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the shared files of the site, after all its pages."""
    if exception is not None:
        return
    domain = wiki_domain(app.env)
    wiki = domain.wiki
    assert wiki is not None
    save_fingerprints(app, domain.prints)
    others: set[str] = set()
    if app.builder.format == "html" and app.builder.name != "epub":
        others |= copy_figures(app)
    if app.builder.name in SITES:
        copy_images(app, wiki)
        write_exports(app, wiki)
        write_scripts(app, wiki)
        others |= write_feeds(app, wiki) | write_redirects(app, wiki)
    # A book is packed by now: its builder has removed what is gone.
    if app.builder.name != "epub":
        remove_vanished(app, others)
    remove_readings(app)
