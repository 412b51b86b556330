"""Publishing: what the site holds besides its pages, and nothing that has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_wiki.building.builder import FreshBuilder
from sphinx_wiki.building.statics import static_outputs
from sphinx_wiki.domain import wiki_domain
from sphinx_wiki.heard import hearer
from sphinx_wiki.publish.exports import write_exports
from sphinx_wiki.publish.feeds import write_feeds
from sphinx_wiki.publish.figures import copy_figures
from sphinx_wiki.publish.images import copy_images
from sphinx_wiki.publish.redirects import write_redirects
from sphinx_wiki.publish.scripts import write_scripts
from sphinx_wiki.publish.vanished import remove_readings, remove_vanished
from sphinx_wiki.settling.fingerprints import save_fingerprints
from sphinx_wiki.settling.navigation import save_navigation
from sphinx_wiki.settling.standing import forget, remember
from sphinx_wiki.site import SITES

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the shared files of the site, after all its pages."""
    if exception is not None:
        return
    domain = wiki_domain(app.env)
    if domain.settle is not None:
        # It stands as it was, and no page has asked for it.
        return
    wiki, asked, before = domain.wiki, domain.asked, len(hearer().said)
    assert wiki is not None and asked is not None
    unwritten: frozenset[str] = getattr(app.builder, "unwritten", frozenset())
    prints = domain.prints.items()
    save_fingerprints(app, {name: value for name, value in prints if name not in unwritten})
    others: set[str] = set()
    if isinstance(app.builder, FreshBuilder):
        save_navigation(app, app.builder.writing - unwritten)
        others.update(static_outputs(app.builder))
    if app.builder.format == "html" and app.builder.name != "epub":
        others |= copy_figures(app)
    if app.builder.name in SITES:
        others |= copy_images(app, wiki, asked)
        others |= write_exports(app, wiki) | write_scripts(app, wiki)
        others |= write_feeds(app, wiki) | write_redirects(app, wiki)
    # A book is packed by now: its builder has removed what is gone.
    if app.builder.name != "epub":
        remove_vanished(app, others)
    remove_readings(app)
    if app.builder.name not in SITES:
        return
    if len(hearer().said) > before or unwritten:
        # What publishing warns about, each build says again.
        forget(app)
    else:
        remember(app, asked, others)
