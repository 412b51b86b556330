"""Pictures whose address is not just where the file lies: with escapes, or with more behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from sphinx_wiki.dialects.attachments import SCHEME, attached_file
from sphinx_wiki.domain import wiki_domain

if TYPE_CHECKING:
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

_ODD = re.compile(r"[%?#]")
_OUTWARD = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

# By what stands after `#`, the class with which themes show a picture in one colour scheme only:
# as on GitHub, and in Material for MkDocs.
_SCHEMES = {
    "only-dark": "only-dark",
    "only-light": "only-light",
    "gh-dark-mode-only": "only-dark",
    "gh-light-mode-only": "only-light",
}


def mend_picture(renderer: SphinxRenderer, image: nodes.image) -> None:
    """Have *image* show the file that its address means.

    Markdown writes ``%20`` for a space, which MyST leaves in the name of the file; what stands
    after ``?`` or ``#`` is no part of it. The picture is also given something that it was made
    from: without, Sphinx drops its line.
    """
    uri = image["uri"]
    image.rawsource = image.rawsource or f"![]({uri})"
    if (_ODD.search(uri) is None or _OUTWARD.match(uri)) and not uri.startswith(SCHEME):
        return
    path = find_file(renderer, uri)
    if path is not None:
        image["uri"] = path
        if scheme := _SCHEMES.get(uri.partition("#")[2]):
            image["classes"].append(scheme)


def find_file(renderer: SphinxRenderer, address: str) -> str | None:
    """Give *address* as the path of a file that is there, or nothing; the question is kept."""
    if address.startswith(SCHEME):
        return attached_file(renderer, address)
    env = renderer.sphinx_env
    docname = env.current_document.docname
    plain = re.split(r"[?#]", address, maxsplit=1)[0]
    for name in dict.fromkeys((address, unquote(address), plain, unquote(plain))):
        if name and wiki_domain(env).probe(docname, env.relfn2path(name, docname)[0]):
            return name
    return None
