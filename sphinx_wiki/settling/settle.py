"""Settling: when all notes are read, derive the wiki and find the pages that changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_wiki.bibliography import bibfiles, citation_labels
from sphinx_wiki.building.images import settle_image_names
from sphinx_wiki.building.records import save_environment
from sphinx_wiki.building.statics import checksum
from sphinx_wiki.domain import wiki_domain, wiki_project
from sphinx_wiki.facts.wiki import Wiki
from sphinx_wiki.reading.contents import settle_contents
from sphinx_wiki.settling.checks import warn_duplicates, warn_heads, warn_links
from sphinx_wiki.settling.derive import derive
from sphinx_wiki.settling.fingerprints import fingerprints, last_fingerprints, own_fingerprints
from sphinx_wiki.settling.listings import resettle_listings, settle_listings
from sphinx_wiki.settling.navigation import changed_navigation
from sphinx_wiki.settling.outside import outside
from sphinx_wiki.settling.reread import note_questions
from sphinx_wiki.settling.resettle import Alike, affected, look_before, resettle
from sphinx_wiki.settling.settled import Kept, Settled
from sphinx_wiki.settling.standing import Asked, published, stands
from sphinx_wiki.settling.toctrees import Toctrees

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def remember_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep which notes this build reads: warnings are about these."""
    del app
    domain = wiki_domain(env)
    domain.reading, domain.before = frozenset(docnames), look_before(env, docnames)


def settle(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Derive the wiki from all facts; give the pages whose view of others changed."""
    domain = wiki_domain(env)
    domain.data["bibfiles"] = bibfiles(env)
    note_questions(env, domain)
    domain.asked, domain.alike = Asked(app), None
    if not domain.reading and stands(app, domain.asked):
        domain.settle = partial(_settle, app, env, domain.asked)
        changed = []
    else:
        changed = _settle(app, env, domain.asked)
    if domain.touched and not domain.reading and not changed:
        # Sphinx saves it only if there is a page to be written.
        save_environment(env, Path(app.doctreedir))
    return changed


def _settle(app: Sphinx, env: BuildEnvironment, asked: Asked) -> list[str]:
    domain = wiki_domain(env)
    settle_image_names(env)
    settled = _resettle(app, env, asked)
    if settled is None:
        wiki = domain.wiki = settle_listings(env, domain, derive(env, asked))
        own = own_fingerprints(env, wiki)
    else:
        wiki, own = settled
        domain.wiki = wiki
    settle_contents(env)
    toctrees = Toctrees(env)
    before, now = last_fingerprints(app), fingerprints(env, wiki, own, toctrees, checksum(app))
    domain.prints = now
    if asked.frame:
        labels = citation_labels(env)
        kept = Settled(wiki, own, asked.frame, dict(env.all_docs), dict(asked.marks), labels)
        domain.data["settled"] = Kept(kept)
    changed = {name for name, value in now.items() if before.get(name) != value}
    changed |= changed_navigation(app, toctrees) & now.keys()
    _warn(env, wiki, changed)
    if before.keys() - now.keys() and not changed:
        # Sphinx saves the environment only if a page was touched; without
        # this, the vanished notes would be removed again by every build.
        changed.add(env.config.root_doc)
    return sorted(changed)


def _resettle(
    app: Sphinx, env: BuildEnvironment, asked: Asked
) -> tuple[Wiki, dict[str, str]] | None:
    """Settle only what was read, where that is all that changed."""
    domain = wiki_domain(env)
    if domain.before is None:
        return None
    found = resettle(env, domain.before, asked, outside(env, asked.exists))
    if found is None:
        return None
    last, settled = found
    read = domain.before.seen
    wiki, alike = resettle_listings(env, domain, settled, last.wiki, read)
    written = published(app, last)
    domain.alike = Alike(last, affected(read, last.wiki, wiki), alike, written)
    others = domain.alike.affected | (frozenset() if alike else wiki.listings.keys())
    prints = {name: value for name, value in last.prints.items() if name not in others}
    return wiki, own_fingerprints(env, wiki, prints)


def settle_for_check(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Derive the wiki and say what a build from nothing would say of it; no page is written."""
    domain = wiki_domain(env)
    domain.asked = asked = Asked(app)
    note_questions(env, domain)
    domain.reading = frozenset(env.found_docs)
    wiki = domain.wiki = settle_listings(env, domain, derive(env, asked))
    _warn(env, wiki, set())
    return []


def _warn(env: BuildEnvironment, wiki: Wiki, changed: set[str]) -> None:
    """Warn about the notes that were read, and about the links in those that *changed*, too."""
    domain, scans = wiki_domain(env), wiki_project(env).scans
    reading = domain.reading
    warn_heads(scans, reading)
    warn_links(wiki, changed | reading, outside(env))
    warn_duplicates(wiki, wiki.briefs.keys() if domain.tells_rivals else reading, scans)
