"""Stored documents that cannot be loaded, which are read again.

A process that was ended while it wrote one, or a disk with a fault, leaves a file that holds no
document, and Sphinx ends every build that needs it. To be proposed to Sphinx:
``BuildEnvironment.get_doctree`` could read the note again, as here. Can go with the version
that does so; 8.2 and 9.0 are known not to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeAlias

import sphinx
from sphinx.environment import BuildEnvironment

from sphinx_wiki.application import application
from sphinx_wiki.files import is_full
from sphinx_wiki.upstream.put import put_once

if TYPE_CHECKING:
    from docutils import nodes

    Method: TypeAlias = Callable[[BuildEnvironment, str], nodes.document]

_KNOWN = {(8, 2), (9, 0)}


def read_again() -> bool:
    """Have Sphinx do it so in this process; say whether it will."""
    if sphinx.version_info[:2] not in _KNOWN:
        return False
    put_once(BuildEnvironment, "get_doctree", of_whole)
    return True


def of_whole(ordinary: Method) -> Method:
    """Give *ordinary* as a function that reads a note again whose document cannot be loaded."""

    @wraps(ordinary)
    def get_doctree(env: BuildEnvironment, docname: str) -> nodes.document:
        try:
            return ordinary(env, docname)
        except Exception as error:  # Bytes that are no pickle can raise anything.
            if is_full(error) or docname not in env.all_docs:
                raise
            _read(env, docname)
            return ordinary(env, docname)

    return get_doctree


def _read(env: BuildEnvironment, docname: str) -> None:
    """Read a note, perhaps while another one is resolved."""
    held, context, when = env.current_document, dict(env.ref_context), env.all_docs[docname]
    env.clear_doc(docname)
    try:
        application(env).builder.read_doc(docname, _cache=False)
    finally:
        env.current_document = held
        env.ref_context.update(context)
        env.all_docs[docname] = when
        env._pickled_doctree_cache.pop(docname, None)
