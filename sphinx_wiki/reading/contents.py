"""The order of the notes in printed builds, which follow a table of contents.

Notes need no toctree. LaTeX, EPUB and the other builders that assemble one
document start at the root document's toctrees, so the root carries a hidden
one with every note that no other toctree names. It is filled when all notes
are known, after Sphinx has collected toctrees for navigation: it adds nothing
to any page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_wiki.application import application
from sphinx_wiki.domain import wiki_domain, wiki_project

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_MARK = "wiki_contents"


def settle_contents(env: BuildEnvironment) -> None:
    """Put every note without a toctree into the root document's hidden one."""
    builder = application(env).builder
    if _writes_pages(builder):
        return
    root = env.config.root_doc
    doctree = env.get_doctree(root)
    for old in list(doctree.findall(addnodes.toctree)):
        if old.get(_MARK):
            wrapper = old.parent
            wrapper.parent.remove(wrapper)
    listed = {name for names in env.toctree_includes.values() for name in names}
    pages = wiki_project(env).pages
    names = [
        name
        for name in sorted(wiki_domain(env).notes)
        if name in env.found_docs
        and name not in listed
        and name != root
        and (name not in pages or pages[name].kind == "sources")
    ]
    names.sort(key=lambda name: name in pages)
    doctree += _toctree(root, names)
    builder.write_doctree(root, doctree, _cache=False)
    doctree_cache = env._pickled_doctree_cache
    doctree_cache.pop(root, None)
    env._write_doc_doctree_cache.pop(root, None)


def hide_contents(toctrees: Iterable[addnodes.toctree], builder: Builder) -> None:
    """Take the hidden toctree, which a printed build has left, out of a page."""
    for toctree in toctrees:
        if toctree.get(_MARK) and _writes_pages(builder):
            wrapper = toctree.parent
            wrapper.parent.remove(wrapper)


def _writes_pages(builder: Builder) -> bool:
    return builder.format == "html" and builder.name not in {"singlehtml", "epub"}


def _toctree(root: str, names: list[str]) -> nodes.Element:
    toctree = addnodes.toctree(
        parent=root,
        entries=[(None, name) for name in names],
        includefiles=names,
        maxdepth=-1,
        caption=None,
        glob=False,
        hidden=True,
        includehidden=False,
        numbered=0,
        titlesonly=False,
        rawentries=[],
    )
    toctree[_MARK] = True
    return nodes.compound("", toctree, classes=["toctree-wrapper"])
