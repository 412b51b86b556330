"""What a transform may ask a census before it runs."""

from __future__ import annotations

import os
from collections.abc import Callable
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx.locale import translators
from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from sphinx_wiki.transforms.census import Census

Need: TypeAlias = Callable[["Census"], Any]
"""Gives what is true if a transform may have something to do or to say."""

_REFERENCES = frozenset({"reference", "footnote_reference", "citation_reference"})


def kinds(names: str) -> Need:
    """Ask for nodes of classes that are called so, or that derive from such."""
    wanted = frozenset(names.split())
    return lambda census: census.has(wanted)


def setting(name: str, missing: object = None) -> Need:
    """Ask for a setting of docutils, which is *missing* where it has not been set."""
    return lambda census: getattr(census.document.settings, name, missing)


def value(name: str) -> Need:
    """Ask for a value of conf.py."""
    return lambda census: census.config[name]


def attribute(kind: type[nodes.Element], name: str) -> Need:
    """Ask for a node of class *kind* with the attribute *name*."""
    return lambda census: any(name in node.attributes for node in census.of(kind))


def component(name: str) -> Need:
    """Ask for a component of sphinx-design."""
    return lambda census: name in census.values("design_component")


def kept(name: str) -> Need:
    """Ask for what a transform before has left on the document under *name*."""
    return lambda census: getattr(census.document, name, None)


def anonymous(census: Census) -> bool:
    """Ask for hyperlinks that are paired by their order."""
    links = (*census.of(nodes.reference), *census.of(nodes.target))
    return any(node.get("anonymous") for node in links)


def bare_addresses(census: Census) -> bool:
    """Ask for links whose text is their address."""
    links = (node for node in census.of(nodes.reference) if node.children)
    return any(node.children[0] == node.get("refuri") for node in links)


def dangling(census: Census) -> bool:
    """Ask for references by name that lead nowhere yet, and for targets that none may lead to."""
    return census.has(frozenset({"target"})) or any(
        "refname" in node.attributes and not node.resolved  # type: ignore[attr-defined]
        for kind in census.classes()
        if kind.__name__ in _REFERENCES and issubclass(kind, nodes.Element)
        for node in census.of(kind)
    )


def decorated(census: Census) -> bool:
    """Ask for settings that put a line under the document."""
    settings = census.document.settings
    return bool(
        settings.generator or settings.datestamp or settings.source_link or settings.source_url
    )


def document_title(census: Census) -> bool:
    """Ask for a title that becomes the document's, as docutils would have it without Sphinx."""
    document, settings = census.document, census.document.settings
    return getattr(settings, "doctitle_xform", True) is not False or (
        "title" not in document.attributes
        and (
            settings.title is not None
            or any(isinstance(each, nodes.title) for each in document.children[:1])
        )
    )


def enumerable(census: Census) -> bool:
    """Ask for figures, tables, listings, and what else is numbered."""
    numbered = census.env.domains.standard_domain.enumerable_nodes
    return not numbered.keys().isdisjoint(census.classes())


def explicit_names(census: Census) -> bool:
    """Ask for names that someone gave."""
    return any(census.document.nametypes.values())


def footnotes(census: Census) -> bool:
    """Ask for footnotes, referred to or not."""
    document = census.document
    return bool(document.footnotes or document.autofootnotes or document.symbol_footnotes)


def footnotes_or_citations(census: Census) -> bool:
    """Ask for footnotes, citations, and references to numbered footnotes."""
    document = census.document
    references = document.autofootnote_refs or document.symbol_footnote_refs
    return bool(footnotes(census) or document.citations or references)


def indirect_targets(census: Census) -> bool:
    """Ask for targets that stand for others."""
    return bool(census.document.indirect_targets)


def loose_lists(census: Census) -> bool:
    """Ask whether HTML has lists that are not compact."""
    return not census.config.html_compact_lists


def sections_with_several_ids(census: Census) -> bool:
    """Ask for sections that something else has named, too."""
    return any(len(section["ids"]) > 1 for section in census.of(nodes.section))


def slugs(census: Census) -> bool:
    """Ask for addresses of headings that are no ids yet."""
    ids = census.document.ids
    return any(slug and slug not in ids for slug in census.values("slug"))


def translations(census: Census) -> bool:
    """Ask for a catalogue of translations, or a folder in which one may be."""
    env, config = census.env, census.config
    domain = docname_to_domain(env.current_document.docname, config.gettext_compact)
    found = translators.get(("general", domain))
    return (found is not None and type(found) is not NullTranslations) or any(
        os.path.isdir(os.path.join(env.srcdir, folder))  # noqa: PTH112, PTH118
        for folder in config.locale_dirs
    )


def versioned(census: Census) -> Any:
    """Ask for a builder that recognises paragraphs from one build to the next."""
    return census.env.versioning_condition
