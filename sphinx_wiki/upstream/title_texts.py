"""The words of titles, for which Sphinx copies every title.

``clean_astext`` copies a node to take pictures and raw HTML out of the copy, though most
titles hold words alone, and the standard domain asks it for every title each time that it
lists its objects: for the search, for ``objects.inv``, and where settling looks for changes.
To be proposed to Sphinx. Can go with the version that does so; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

import sphinx
from docutils import nodes
from sphinx.domains import std

from sphinx_wiki.upstream.put import put_once

if TYPE_CHECKING:
    from collections.abc import Callable

_KNOWN = {(8, 2), (9, 0)}


def spare_copies() -> bool:
    """Have the standard domain do so in this process; say whether it will."""
    # It is imported there, and no name that the module offers.
    if sphinx.version_info[:2] not in _KNOWN or not hasattr(std, "clean_astext"):
        return False
    put_once(std, "clean_astext", of_words)
    return True


def of_words(ordinary: Callable[[nodes.Element], str]) -> Callable[[nodes.Element], str]:
    """Give *ordinary* as a function that copies nothing where a title is words alone."""

    @wraps(ordinary)
    def clean_astext(node: nodes.Element) -> str:
        if all(isinstance(child, nodes.Text) for child in node.children):
            return node.astext()
        return ordinary(node)

    return clean_astext
